// grep of GNU grep 2.20.

import { printError, type Part, type Program } from '../../process.ts';
import { LineSource, Printer } from '../lines.ts';
import { parseOptions, type Options } from '../options.ts';
import { expressionPattern, type Pattern } from '../patterns/pattern.ts';
import { PatternFault } from '../patterns/tree.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

const USAGE =
  "Usage: grep [OPTION]... PATTERN [FILE]...\nTry 'grep --help' for more information.\n";

const TROUBLE = 2;

function* grep(call: ProgramCall): Program {
  const { name, words } = call;
  const options = parseOptions(
    words.map((word) => word.replace(/^-(\d+)$/, '-C$1')),
    {
      short: 'EFGPivcnolLqshHwxe:f:m:A:B:C:rRazZ',
      long: {
        'extended-regexp': 'E',
        'fixed-strings': 'F',
        'ignore-case': 'i',
        'invert-match': 'v',
        count: 'c',
        'line-number': 'n',
        'only-matching': 'o',
        'files-with-matches': 'l',
        'files-without-match': 'L',
        quiet: 'q',
        silent: 'q',
        'no-messages': 's',
        'no-filename': 'h',
        'with-filename': 'H',
        'word-regexp': 'w',
        'line-regexp': 'x',
        regexp: 'e',
        'max-count': 'm',
        'after-context': 'A',
        'before-context': 'B',
        context: 'C',
        recursive: 'r',
        color: 'z',
        colour: 'z',
      },
    },
  );
  if (typeof options === 'string') {
    yield* printError(`grep: ${options}\n${USAGE}`);
    return TROUBLE;
  }
  const operands = [...options.operands];
  const sources = options.values('e').length > 0 ? options.values('e') : operands.splice(0, 1);
  if (sources.length === 0) {
    yield* printError(USAGE);
    return TROUBLE;
  }
  try {
    const patterns = sources
      .flatMap((source) => source.split('\n'))
      .map((source) => patternOf(source, options, name));
    const search = new Search(call, options, { patterns, files: operands });
    const exit = yield* search.run();
    call.state.budget.work(patterns.reduce((sum, { steps }) => sum + steps, 0));
    return exit;
  } catch (fault) {
    if (!(fault instanceof PatternFault)) throw fault;
    yield* printError(`grep: ${fault.message}\n`);
    return TROUBLE;
  }
}

function patternOf(source: string, options: Options, name: string): Pattern {
  const isFixed = options.has('F') || name === 'fgrep';
  const isExtended = options.has('E') || options.has('P') || name === 'egrep' || isFixed;
  let text = isFixed ? source.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : source;
  if (options.has('P')) text = text.replace(/\\d/g, '[0-9]').replace(/\(\?:/g, '(');
  const [open, close] = isExtended ? ['(', ')'] : ['\\(', '\\)'];
  if (options.has('x')) text = `^${open}${text}${close}$`;
  else if (options.has('w')) text = `\\<${open}${text}${close}\\>`;
  return expressionPattern(text, { isExtended, ignoresCase: options.has('i') });
}

class Search {
  private readonly call: ProgramCall;
  private readonly options: Options;
  private readonly patterns: readonly Pattern[];
  private readonly files: readonly string[];
  private readonly printer = new Printer();
  private hasFound = false;

  constructor(
    call: ProgramCall,
    options: Options,
    { patterns, files }: { patterns: readonly Pattern[]; files: readonly string[] },
  ) {
    this.call = call;
    this.options = options;
    this.patterns = patterns;
    this.files = files.length === 0 ? ['-'] : files;
  }

  *run(): Program {
    const { options } = this;
    let exit = 0;
    for (const file of this.files) {
      const source = new LineSource(this.call, [file], (name, problem) =>
        options.has('s') ? '' : `grep: ${name}: ${problem}\n`,
      );
      yield* this.searchFile(source, file);
      if (source.exit !== 0) exit = TROUBLE;
      if (this.hasFound && options.has('q')) return 0;
    }
    yield* this.printer.flush();
    return exit !== 0 ? exit : this.hasFound ? 0 : 1;
  }

  private *searchFile(source: LineSource, file: string): Part<void> {
    const { options, printer } = this;
    const title = file === '-' ? '(standard input)' : file;
    const isNamed = options.has('H') || (this.files.length > 1 && !options.has('h'));
    const prefix = isNamed ? title : undefined;
    const limit = Number(options.value('m') ?? Infinity);
    const shower = new Shower(printer, options, prefix);
    const isCounted = ['q', 'l', 'L', 'c'].some((letter) => options.has(letter));
    let count = 0;
    while (count < limit || shower.wantsMore) {
      const line = yield* printer.nextOf(source);
      if (!line) break;
      const isFound = this.matches(line.text) !== options.has('v') && count < limit;
      if (!isFound) {
        yield* shower.pass(line.text);
        continue;
      }
      count++;
      this.hasFound = true;
      if (options.has('q') || options.has('l')) break;
      if (!isCounted) yield* shower.show(line.text, this.partsOf(line.text));
    }
    if (source.exit !== 0) return;
    if ((options.has('l') && count > 0) || (options.has('L') && count === 0)) {
      yield* printer.add(`${title}\n`);
    } else if (options.has('c') && !options.has('L') && !options.has('l')) {
      yield* printer.add(`${prefix === undefined ? '' : `${prefix}:`}${count}\n`);
    }
  }

  private matches(text: string): boolean {
    return this.patterns.some((pattern) => pattern.test(text));
  }

  /** With -o the parts that match; undefined without. */
  private partsOf(text: string): string[] | undefined {
    if (!this.options.has('o')) return undefined;
    return this.patterns.flatMap((pattern) =>
      [...pattern.all(text)].flatMap(({ groups: [whole = ''] }) => (whole === '' ? [] : whole)),
    );
  }
}

/** Prints the lines of one file that match, with the lines around them that -A, -B and -C ask for. */
class Shower {
  private readonly printer: Printer;
  private readonly prefix: string | undefined;
  private readonly isNumbered: boolean;
  private readonly before: number;
  private readonly after: number;
  private held: string[] = [];
  private number = 0;
  private lastShown = 0;
  private remaining = 0;

  constructor(printer: Printer, options: Options, prefix: string | undefined) {
    const context = options.value('C') ?? 0;
    this.printer = printer;
    this.prefix = prefix;
    this.isNumbered = options.has('n');
    this.before = Number(options.value('B') ?? context);
    this.after = Number(options.value('A') ?? context);
  }

  get wantsMore(): boolean {
    return this.remaining > 0;
  }

  /** A line that does not match. */
  *pass(text: string): Part<void> {
    this.number++;
    if (this.remaining > 0) {
      this.remaining--;
      yield* this.print(text, '-');
      return;
    }
    this.held.push(text);
    if (this.held.length > this.before) this.held.shift();
  }

  /** A line that matches, or its parts. */
  *show(text: string, parts: readonly string[] | undefined): Part<void> {
    const target = this.number + 1;
    const first = target - this.held.length;
    const hasContext = this.before + this.after > 0;
    if (hasContext && this.lastShown > 0 && first > this.lastShown + 1) {
      yield* this.printer.add('--\n');
    }
    this.number = first - 1;
    for (const each of this.held.splice(0)) {
      this.number++;
      yield* this.print(each, '-');
    }
    this.number = target;
    for (const each of parts ?? [text]) yield* this.print(each, ':');
    this.lastShown = target;
    this.remaining = this.after;
  }

  private *print(text: string, mark: ':' | '-'): Part<void> {
    const name = this.prefix === undefined ? '' : this.prefix + mark;
    const number = this.isNumbered ? `${this.number}${mark}` : '';
    this.lastShown = this.number;
    yield* this.printer.add(`${name}${number}${text}\n`);
  }
}

export const grepPrograms: Readonly<Record<string, ShellProgram>> = {
  grep,
  egrep: grep,
  fgrep: grep,
};
