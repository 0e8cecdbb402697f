// The line being typed, edited with the keys of readline as bash has them. Pure: a prompt and a key give the next prompt.

export interface Line {
  readonly text: string;
  /** What is selected; where the cursor is when both are equal. */
  readonly start: number;
  readonly end: number;
}

export interface Prompt {
  readonly line: Line;
  /** What was cut, the newest last. */
  readonly killed: readonly string[];
  /** The last key has cut: the next one adds to it. */
  readonly isKilling: boolean;
  /** So many lines back in the history; 0 is the line of its own. */
  readonly recalled: number;
  /** The line of its own, while another is shown. */
  readonly kept: string;
  readonly search?: Search;
  /** Where the last argument of an older line was put, by Alt+. */
  readonly argument?: { readonly back: number; readonly from: number };
}

/** Ctrl+R: looks back through the history. */
export interface Search {
  readonly pattern: string;
  /** So many lines back; 0 while nothing is found. */
  readonly back: number;
  readonly hasFailed: boolean;
}

const EMPTY: Line = { text: '', start: 0, end: 0 };

export const emptyPrompt: Prompt = {
  line: EMPTY,
  killed: [],
  isKilling: false,
  recalled: 0,
  kept: '',
};

/** A line with the cursor somewhere, at its end unless said. */
export function lineOf(text: string, cursor = text.length): Line {
  return { text, start: cursor, end: cursor };
}

/** What was typed otherwise: characters, a paste, an arrow key of the field itself. */
export function withLine(prompt: Prompt, line: Line): Prompt {
  const { argument: _, ...rest } = prompt;
  return { ...rest, line, isKilling: false };
}

/** The prompt after a key such as `C-a`, `M-b` or `Up`; undefined when readline does not know the key. */
export function pressKey(
  prompt: Prompt,
  key: string,
  history: readonly string[],
): Prompt | undefined {
  if (prompt.search) return pressInSearch(prompt, prompt.search, { key, history });
  switch (key) {
    case 'Up':
    case 'C-p':
      return recall(prompt, prompt.recalled + 1, history);
    case 'Down':
    case 'C-n':
      return recall(prompt, prompt.recalled - 1, history);
    case 'C-r':
      return { ...prompt, search: { pattern: '', back: 0, hasFailed: false } };
    case 'C-y':
      return yank(prompt);
    case 'M-.':
      return putArgument(prompt, history);
  }
  const { text, end } = prompt.line;
  const kill = killedBy(key, text, end);
  if (kill) return cut(prompt, kill);
  const moved = movedBy(key, text, end);
  if (moved !== undefined) return withLine(prompt, lineOf(text, moved));
  const edited = editedBy(key, prompt.line);
  return edited && withLine(prompt, edited);
}

/** Puts text in the place of what is selected. */
function insert({ text, start, end }: Line, added: string): Line {
  return lineOf(text.slice(0, start) + added + text.slice(end), start + added.length);
}

function movedBy(key: string, text: string, cursor: number): number | undefined {
  switch (key) {
    case 'C-a':
      return 0;
    case 'C-e':
      return text.length;
    case 'C-b':
      return Math.max(0, cursor - 1);
    case 'C-f':
      return Math.min(text.length, cursor + 1);
    case 'M-b':
      return wordStart(text, cursor);
    case 'M-f':
      return wordEnd(text, cursor);
    default:
      return undefined;
  }
}

interface Kill {
  readonly from: number;
  readonly to: number;
  readonly isBackward: boolean;
}

function killedBy(key: string, text: string, cursor: number): Kill | undefined {
  switch (key) {
    case 'C-k':
      return { from: cursor, to: text.length, isBackward: false };
    case 'C-u':
      return { from: 0, to: cursor, isBackward: true };
    case 'C-w': {
      const from = /\S*\s*$/.exec(text.slice(0, cursor))?.index ?? 0;
      return { from, to: cursor, isBackward: true };
    }
    case 'M-d':
      return { from: cursor, to: wordEnd(text, cursor), isBackward: false };
    case 'M-Backspace':
      return { from: wordStart(text, cursor), to: cursor, isBackward: true };
    default:
      return undefined;
  }
}

function cut(prompt: Prompt, { from, to, isBackward }: Kill): Prompt {
  const { line, killed, isKilling } = prompt;
  const next = withLine(prompt, lineOf(line.text.slice(0, from) + line.text.slice(to), from));
  const piece = line.text.slice(from, to);
  if (piece === '') return next;
  const last = isKilling ? (killed.at(-1) ?? '') : '';
  const whole = isBackward ? piece + last : last + piece;
  const older = isKilling ? killed.slice(0, -1) : killed;
  return { ...next, killed: [...older, whole].slice(-30), isKilling: true };
}

function yank(prompt: Prompt): Prompt {
  return withLine(prompt, insert(prompt.line, prompt.killed.at(-1) ?? ''));
}

function editedBy(key: string, { text, end }: Line): Line | undefined {
  switch (key) {
    case 'C-d':
      return lineOf(text.slice(0, end) + text.slice(end + 1), end);
    case 'C-h':
      return end === 0
        ? lineOf(text, 0)
        : lineOf(text.slice(0, end - 1) + text.slice(end), end - 1);
    case 'C-t': {
      if (text.length < 2 || end === 0) return lineOf(text, end);
      const at = Math.min(end, text.length - 1);
      const swapped = text.slice(0, at - 1) + (text[at] ?? '') + (text[at - 1] ?? '');
      return lineOf(swapped + text.slice(at + 1), at + 1);
    }
    default:
      return undefined;
  }
}

function recall(prompt: Prompt, wanted: number, history: readonly string[]): Prompt {
  const recalled = Math.min(history.length, Math.max(0, wanted));
  if (recalled === prompt.recalled) return prompt;
  const kept = prompt.recalled === 0 ? prompt.line.text : prompt.kept;
  const text = recalled === 0 ? kept : (history.at(-recalled) ?? '');
  return { ...withLine(prompt, lineOf(text)), recalled, kept };
}

/** Alt+. puts the last word of the line before; again, that of the one before it in its place. */
function putArgument(prompt: Prompt, history: readonly string[]): Prompt {
  const { line, argument } = prompt;
  const back = Math.min((argument?.back ?? 0) + 1, history.length);
  const word = /\S+(?=\s*$)/.exec(history.at(-back)?.split('\n', 1)[0] ?? '')?.[0] ?? '';
  const from = argument?.from ?? line.start;
  const put = insert({ text: line.text, start: from, end: line.end }, word);
  return { ...withLine(prompt, put), argument: { back, from } };
}

interface SearchKey {
  readonly key: string;
  readonly history: readonly string[];
}

function pressInSearch(
  prompt: Prompt,
  search: Search,
  { key, history }: SearchKey,
): Prompt | undefined {
  switch (key) {
    case 'C-r':
      return { ...prompt, search: findBack(search, history, search.back + 1) };
    case 'C-g':
    case 'C-c':
      return withoutSearch(prompt);
    default: {
      const found = lineFound(prompt, history);
      const taken = withoutSearch(withLine(prompt, found));
      return key === 'Escape' ? taken : (pressKey(taken, key, history) ?? taken);
    }
  }
}

/** What is looked for has changed. */
export function searchFor(prompt: Prompt, pattern: string, history: readonly string[]): Prompt {
  const search = { pattern, back: 0, hasFailed: false };
  return {
    ...prompt,
    search:
      pattern === '' ? search : findBack(search, history, Math.max(1, prompt.search?.back ?? 1)),
  };
}

/** The line that the search has come to; else the one that was there before. */
export function lineFound({ line, search }: Prompt, history: readonly string[]): Line {
  const found = search && search.back > 0 ? history.at(-search.back) : undefined;
  if (found === undefined) return line;
  return lineOf(found, Math.max(0, found.lastIndexOf(search?.pattern ?? '')));
}

function withoutSearch(prompt: Prompt): Prompt {
  const { search: _, ...rest } = prompt;
  return rest;
}

function findBack(search: Search, history: readonly string[], first: number): Search {
  for (let back = first; search.pattern !== '' && back <= history.length; back++) {
    if (history.at(-back)?.includes(search.pattern)) return { ...search, back, hasFailed: false };
  }
  return { ...search, hasFailed: search.pattern !== '' };
}

function wordStart(text: string, cursor: number): number {
  return /[\p{L}\p{N}]*[^\p{L}\p{N}]*$/u.exec(text.slice(0, cursor))?.index ?? 0;
}

function wordEnd(text: string, cursor: number): number {
  const [skipped = ''] = /^[^\p{L}\p{N}]*[\p{L}\p{N}]*/u.exec(text.slice(cursor)) ?? [];
  return cursor + skipped.length;
}
