// Matches patterns in a time that is bounded by the lengths of pattern and text: all ways are followed at once, so that no
// pattern that somebody types can hang the page. The longest of the leftmost matches wins, as POSIX has it. Only back
// references need to go back; they get so many steps and then no match.

import { parseExpression, type Expression } from './expression.ts';
import { parseGlob } from './glob.ts';
import { compile, type Instruction, type Instructions } from './instructions.ts';
import { PatternFault, type Assertion, type CharacterSet, type PatternNode } from './tree.ts';

/** Steps of all searches of one pattern. */
const MAX_STEPS = 5_000_000;

export interface PatternOptions {
  readonly isExtended?: boolean;
  readonly ignoresCase?: boolean;
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The text of each group; [0] is the whole. */
  readonly groups: readonly (string | undefined)[];
}

interface Thread {
  readonly at: number;
  readonly start: number;
  readonly slots: readonly (number | undefined)[];
}

/** Compiles a regular expression; throws PatternFault with the C library's words. */
export function expressionPattern(source: string, options: PatternOptions = {}): Pattern {
  return new Pattern(parseExpression(source, options.isExtended ?? false), options);
}

export function globPattern(source: string, options: PatternOptions = {}): Pattern {
  return new Pattern(parseGlob(source), options);
}

export class Pattern {
  private readonly instructions: Instructions;
  private readonly ignoresCase: boolean;
  /** The text, when the pattern is nothing else. */
  private readonly plain: string | undefined;
  /** What the searches so far have cost. */
  steps = 0;

  constructor(expression: Expression, { ignoresCase = false }: PatternOptions) {
    this.instructions = compile(expression);
    this.ignoresCase = ignoresCase;
    this.plain = ignoresCase ? undefined : plainText(expression.node);
  }

  test(text: string): boolean {
    return this.search(text) !== undefined;
  }

  /** True when the whole text matches. */
  matchesAll(text: string): boolean {
    return this.lengthsAt(text, 0).at(-1) === text.length;
  }

  /** The ends of all matches that begin at `start`, ascending. */
  lengthsAt(text: string, start: number): number[] {
    const ends: number[] = [];
    this.follow(text, start, { isAnchored: true, onMatch: (_, end) => void ends.push(end) });
    return ends;
  }

  /** The leftmost, longest match that begins at `from` or later. */
  search(text: string, from = 0): Match | undefined {
    if (this.plain !== undefined) {
      const start = text.indexOf(this.plain, from);
      const end = start + this.plain.length;
      return start < 0 ? undefined : { start, end, groups: [this.plain] };
    }
    if (this.instructions.hasBackReferences) return this.searchBack(text, from);
    let best: { readonly thread: Thread; readonly end: number } | undefined;
    this.follow(text, from, {
      isAnchored: false,
      onMatch: (thread, end) => {
        if (!best || thread.start < best.thread.start || end > best.end) best = { thread, end };
      },
    });
    return best && matchOf(text, best.thread.slots, { start: best.thread.start, end: best.end });
  }

  /** All matches that do not overlap. */
  *all(text: string): Generator<Match, void> {
    let from = 0;
    while (from <= text.length) {
      const match = this.search(text, from);
      if (!match) return;
      yield match;
      from = match.end > match.start ? match.end : match.end + 1;
    }
  }

  private follow(
    text: string,
    from: number,
    { isAnchored, onMatch }: { isAnchored: boolean; onMatch(thread: Thread, end: number): void },
  ): void {
    const { list, slotCount } = this.instructions;
    let threads: Thread[] = [];
    let matchedStart = Infinity;
    for (let at = from; at <= text.length;) {
      const code = text.codePointAt(at);
      const width = code !== undefined && code > 0xffff ? 2 : 1;
      const seen = new Set<number>();
      const here: Thread[] = [];
      for (const thread of threads) this.spread(thread, { text, at, seen, here });
      if (matchedStart === Infinity && (at === from || !isAnchored)) {
        const slots = emptySlots(slotCount);
        this.spread({ at: 0, start: at, slots }, { text, at, seen, here });
      }
      threads = [];
      for (const thread of here) {
        if (thread.start > matchedStart) continue;
        const instruction = list[thread.at] as Instruction;
        if (instruction.type === 'match') {
          matchedStart = thread.start;
          onMatch(thread, at);
        } else if (
          instruction.type === 'set' &&
          code !== undefined &&
          contains(instruction.set, code, this.ignoresCase)
        ) {
          threads.push({ ...thread, at: thread.at + 1 });
        }
      }
      if (threads.length === 0 && (matchedStart !== Infinity || isAnchored)) return;
      at += width;
    }
  }

  /** Follows everything that takes no character. */
  private spread(
    first: Thread,
    { text, at, seen, here }: { text: string; at: number; seen: Set<number>; here: Thread[] },
  ): void {
    const { list } = this.instructions;
    const stack = [first];
    for (let thread = stack.pop(); thread; thread = stack.pop()) {
      if (seen.has(thread.at)) continue;
      seen.add(thread.at);
      this.spend();
      const instruction = list[thread.at] as Instruction;
      switch (instruction.type) {
        case 'jump':
          stack.push({ ...thread, at: instruction.to });
          break;
        case 'split':
          stack.push({ ...thread, at: instruction.second }, { ...thread, at: instruction.first });
          break;
        case 'save': {
          const slots = thread.slots.slice();
          slots[instruction.slot] = at;
          stack.push({ ...thread, at: thread.at + 1, slots });
          break;
        }
        case 'assert':
          if (holds(instruction.kind, text, at)) stack.push({ ...thread, at: thread.at + 1 });
          break;
        default:
          here.push(thread);
      }
    }
  }

  private searchBack(text: string, from: number): Match | undefined {
    for (let start = from; start <= text.length; start++) {
      const found = this.matchBack(text, start);
      if (found) return matchOf(text, found.slots, { start, end: found.end });
    }
    return undefined;
  }

  private matchBack(text: string, start: number) {
    const { list, slotCount } = this.instructions;
    type Way = { pc: number; at: number; slots: readonly (number | undefined)[] };
    const ways: Way[] = [{ pc: 0, at: start, slots: emptySlots(slotCount) }];
    for (let way = ways.pop(); way; way = ways.pop()) {
      this.spend();
      const { pc, at, slots } = way;
      const instruction = list[pc] as Instruction;
      switch (instruction.type) {
        case 'match':
          return { end: at, slots };
        case 'jump':
          ways.push({ ...way, pc: instruction.to });
          break;
        case 'split':
          ways.push({ ...way, pc: instruction.second }, { ...way, pc: instruction.first });
          break;
        case 'save': {
          const next = slots.slice();
          next[instruction.slot] = at;
          ways.push({ pc: pc + 1, at, slots: next });
          break;
        }
        case 'assert':
          if (holds(instruction.kind, text, at)) ways.push({ ...way, pc: pc + 1 });
          break;
        case 'set': {
          const code = text.codePointAt(at);
          if (code !== undefined && contains(instruction.set, code, this.ignoresCase)) {
            ways.push({ pc: pc + 1, at: at + (code > 0xffff ? 2 : 1), slots });
          }
          break;
        }
        case 'back reference': {
          const group = groupText(text, slots, instruction.index);
          if (group !== undefined && text.startsWith(group, at)) {
            ways.push({ pc: pc + 1, at: at + group.length, slots });
          }
        }
      }
      if (ways.length > 100_000) throw new PatternFault('Memory exhausted');
    }
    return undefined;
  }

  private spend(): void {
    if (++this.steps > MAX_STEPS) throw new PatternFault('Memory exhausted');
  }
}

function emptySlots(count: number): (number | undefined)[] {
  return Array.from({ length: count }, () => undefined);
}

/** The text of a pattern that is one character after another; undefined for all others. */
function plainText(node: PatternNode): string | undefined {
  const nodes = node.type === 'sequence' ? node.nodes : [node];
  let text = '';
  for (const each of nodes) {
    const [range] = each.type === 'set' && !each.isNegated ? each.ranges : [];
    if (each.type !== 'set' || each.ranges.length !== 1 || !range || range[0] !== range[1]) {
      return undefined;
    }
    text += String.fromCodePoint(range[0]);
  }
  return text;
}

function matchOf(
  text: string,
  slots: readonly (number | undefined)[],
  { start, end }: { start: number; end: number },
): Match {
  const groups: (string | undefined)[] = [text.slice(start, end)];
  for (let index = 1; 2 * index < slots.length; index++) {
    groups.push(groupText(text, slots, index));
  }
  return { start, end, groups };
}

function groupText(
  text: string,
  slots: readonly (number | undefined)[],
  index: number,
): string | undefined {
  const start = slots[2 * index];
  const end = slots[2 * index + 1];
  return start === undefined || end === undefined ? undefined : text.slice(start, end);
}

function contains(set: CharacterSet, code: number, ignoresCase: boolean): boolean {
  const isIn = (each: number) => set.ranges.some(([low, high]) => each >= low && each <= high);
  let found = isIn(code);
  if (!found && ignoresCase) {
    const character = String.fromCodePoint(code);
    found =
      isIn(character.toLowerCase().codePointAt(0) ?? code) ||
      isIn(character.toUpperCase().codePointAt(0) ?? code);
  }
  return found !== set.isNegated;
}

function holds(kind: Assertion, text: string, at: number): boolean {
  if (kind === 'line start') return at === 0;
  if (kind === 'line end') return at === text.length;
  const before = isWordCharacter(text[at - 1]);
  const after = isWordCharacter(text[at]);
  switch (kind) {
    case 'word start':
      return !before && after;
    case 'word end':
      return before && !after;
    case 'word boundary':
      return before !== after;
    case 'no word boundary':
      return before === after;
  }
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
