// What leaves a command before its end: break, continue, return, exit, and errors that end a whole line.

export class Jump extends Error {}

/** `break n` and `continue n`. */
export class LoopJump extends Jump {
  readonly goesOn: boolean;
  levels: number;

  constructor(goesOn: boolean, levels: number) {
    super();
    this.goesOn = goesOn;
    this.levels = levels;
  }
}

type ExitKind =
  | 'return'
  | 'exit'
  /** bash gives the line up; a subshell only itself. */
  | 'error'
  /** The budget of the line is spent: nothing goes on. */
  | 'exhausted';

/** `return`, `exit` and errors that end more than a command. */
export class ExitJump extends Jump {
  readonly kind: ExitKind;
  readonly exit: number;

  constructor(kind: ExitKind, exit: number, message = '') {
    super(message);
    this.kind = kind;
    this.exit = exit;
  }
}
