// What the terminal shows: the output of the processes in the order of time, once as plain text and once as a terminal
// takes it. It is made from the records of this branch and moment alone, so it rewinds with the world.

import type { Aside, Process } from '../../session/index.ts';

/** Older lines than these are not shown. */
const SHOWN_PROCESSES = 200;
const SHOWN_PIECES = 2_000;
/** The oldest go many at a time, so that what is shown mostly grows at its end. */
const DROPPED_PIECES = 500;

export interface Piece {
  readonly key: string;
  readonly kind: 'typed' | 'stdout' | 'stderr';
  readonly text: string;
  /** Virtual ms. */
  readonly at: number;
  readonly pid: number;
  /** The line whose process this is. */
  readonly line: string;
}

/** What was typed and printed, in the order of time: jobs print between the lines of others. */
export function piecesOf(
  processes: readonly Process[],
  asides: readonly Aside[] = [],
): readonly Piece[] {
  const printed = processes
    .toSorted((one, other) => one.pid - other.pid)
    .slice(-SHOWN_PROCESSES)
    .flatMap(({ pid, line, job, startedAt, output }): Piece[] => [
      ...(job === undefined
        ? [{ key: `${pid}`, kind: 'typed', text: line, at: startedAt, pid, line } as const]
        : []),
      ...output.map(({ at, stream, text }, index) => ({
        key: `${pid} ${index}`,
        kind: isJobNotice(text) ? 'stdout' : stream,
        text,
        at,
        pid,
        line,
      })),
    ]);
  const pieces = [...printed, ...asides.flatMap(piecesOfAside)].sort(
    (one, other) => one.at - other.at || one.pid - other.pid,
  );
  const extra = Math.ceil((pieces.length - SHOWN_PIECES) / DROPPED_PIECES) * DROPPED_PIECES;
  return sinceClear(joinLines(pieces.slice(Math.max(0, extra))));
}

/** Its place is behind the process before it. */
function piecesOfAside({ line, stdout, stderr, at, after }: Aside, index: number): Piece[] {
  const pid = after + (index + 1) / 1_000;
  const key = `aside ${index} ${line} ${at}`;
  const typed: Piece = { key, kind: 'typed', text: line, at, pid, line };
  const said = [
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const;
  return [
    typed,
    ...said
      .filter(([, text]) => text !== '')
      .map(([kind, text]): Piece => ({ ...typed, key: `${key} ${kind}`, kind, text })),
  ];
}

/** What a process prints goes on in the line that it has not ended. */
function joinLines(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const isSameLine =
      last?.pid === piece.pid && last.kind !== 'typed' && !last.text.endsWith('\n');
    if (last && isSameLine) joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}

/** What `clear` prints. */
const CLEAR = '\x1b[H\x1b[2J';

/** Nothing before the last `clear`. */
function sinceClear(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.findLastIndex(({ kind, text }) => kind === 'stdout' && text.includes(CLEAR));
  const piece = pieces[last];
  if (!piece) return pieces;
  const text = piece.text.slice(piece.text.lastIndexOf(CLEAR) + CLEAR.length);
  return [...(text === '' ? [] : [{ ...piece, text }]), ...pieces.slice(last + 1)];
}

/** What a shell says of its jobs goes to stderr and is no error: `[1] 10018`, `[1]+  Done  sleep 5`. */
function isJobNotice(text: string): boolean {
  return /^\[\d+\][ +-]/.test(text);
}

const CONTROL =
  // oxlint-disable-next-line no-control-regex
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)|[\x00-\x08\x0b-\x0c\x0e-\x1a\x1c-\x1f]/g;

/** A piece without its last newline and without what only a terminal understands. */
export function plainText(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\n$/, '')
    .replace(CONTROL, '')
    .replace(/^.*\r(?=[^\n])/gm, '')
    .replace(/\r/g, '');
}

/** Colours of the terminal's theme: see xtermTheme. */
export const colours = {
  plain: '\x1b[0m',
  strong: '\x1b[0;97m',
  faint: '\x1b[0;90m',
  accent: '\x1b[0;94m',
  wrong: '\x1b[0;31m',
  chosen: '\x1b[7m',
} as const;

/** All pieces as a terminal takes them; those printed since a moment are strong. */
export function terminalText(pieces: readonly Piece[], lookedAt: number): string {
  return pieces
    .map(({ kind, text, at }) => {
      if (kind === 'typed') return typedText(text);
      const colour =
        kind === 'stderr' ? colours.wrong : at >= lookedAt ? colours.strong : colours.plain;
      return colour + text;
    })
    .reduce((all, each) => (all === '' || all.endsWith('\n') ? all + each : `${all}\n${each}`), '');
}

/** A line behind its prompt, those that belong to it behind theirs. */
export function typedText(text: string): string {
  return `${colours.accent}$ ${colours.strong}${furtherLines(text)}\n`;
}

/** Lines after the first stand behind `> `; control characters are shown as bash shows them: ^[. */
export function furtherLines(text: string): string {
  return text
    .replace(
      // oxlint-disable-next-line no-control-regex
      /[\x00-\x08\x0b-\x1f]/g,
      (each) => `^${String.fromCharCode(each.charCodeAt(0) + 64)}`,
    )
    .replaceAll('\n', `\n${colours.accent}> ${colours.strong}`);
}
