// A Command is a person's act: recorded with its step and time, replayed to the same effect.

export type Command =
  /** A line typed in the terminal, with its here-document if it has one. */
  | { readonly type: 'line'; readonly line: string }
  /** Ctrl-C to the process that holds the terminal. */
  | { readonly type: 'interrupt' }
  /** A file of the editor is saved; undefined removes it. */
  | { readonly type: 'file'; readonly path: string; readonly text: string | undefined }
  | { readonly type: 'rename'; readonly path: string; readonly to: string }
  /** The tabs of the editor stand in this order. */
  | { readonly type: 'order'; readonly paths: readonly string[] };

/** The words of `orrery` that only change where we are: never recorded, never a branch. */
export const controlWords = ['step', 'back', 'seek', 'digest', 'why', 'trace', 'idle'] as const;

/** A short name for a command: marks, branches and reasons show it. */
export function describeCommand(command: Command): string {
  switch (command.type) {
    case 'line':
      return command.line.split('\n', 1)[0] ?? '';
    case 'interrupt':
      return '^C';
    case 'file':
      return `${command.text === undefined ? 'close' : 'save'} ${command.path}`;
    case 'rename':
      return `rename ${command.path} to ${command.to}`;
    case 'order':
      return 'order the files';
  }
}
