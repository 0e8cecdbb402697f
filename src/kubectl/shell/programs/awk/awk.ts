// awk, which is GNU awk on CentOS 7.

import { now, printError, random, type Part, type Program } from '../../../process.ts';
import { readText, writeText } from '../../fileSystem.ts';
import { TextInput, type Input } from '../../input.ts';
import { LineSource, Printer } from '../../lines.ts';
import { parseOptions } from '../../options.ts';
import { PatternFault } from '../../patterns/tree.ts';
import type { ProgramCall, ShellProgram } from '../../program.ts';
import { Interpreter } from './interpreter.ts';
import { parseAwk } from './parser.ts';
import { unescapeText } from './tokens.ts';
import { AwkFault, AwkSyntaxFault } from './tree.ts';
import { inputValue } from './values.ts';
import type { AwkWorld } from './world.ts';

const USAGE =
  "Usage: awk [POSIX or GNU style options] -f progfile [--] file ...\nUsage: awk [POSIX or GNU style options] [--] 'program' file ...\n";

const FATAL = 2;

const ASSIGNMENT = /^([A-Za-z_]\w*)=([^]*)$/;

function* awk(call: ProgramCall): Program {
  const options = parseOptions(call.words, {
    short: 'F:v:f:',
    long: { 'field-separator': 'F', assign: 'v', file: 'f' },
    stopsAtOperand: true,
  });
  if (typeof options === 'string') {
    yield* printError(`awk: ${options}\n${USAGE}`);
    return 1;
  }
  const operands = [...options.operands];
  const sources: string[] = [];
  for (const path of options.values('f')) {
    const found = yield* readText(call.state, path);
    if ('problem' in found) {
      yield* printError(
        `awk: fatal: can't open source file \`${path}' for reading (${found.problem})\n`,
      );
      return FATAL;
    }
    sources.push(found.text);
  }
  if (sources.length === 0) sources.push(...operands.splice(0, 1));
  const source = sources[0] === undefined ? undefined : sources.join('\n');
  if (source === undefined) {
    yield* printError(USAGE);
    return 1;
  }
  const world = new World(call, operands);
  try {
    const interpreter = new Interpreter(parseAwk(source), world);
    world.interpreter = interpreter;
    for (const assignment of options.values('v')) assign(interpreter, assignment);
    const separator = options.value('F');
    if (separator !== undefined) {
      interpreter.memory.set('FS', separator === 't' ? '\t' : unescapeText(separator));
    }
    interpreter.memory.set('ARGC', operands.length + 1);
    interpreter.memory.setArray(
      'ARGV',
      ['awk', ...operands].map((word, at) => [String(at), word]),
    );
    interpreter.memory.setArray('ENVIRON', call.state.exported);
    const exit = yield* interpreter.run();
    return (yield* world.finish()) || exit;
  } catch (fault) {
    if (fault instanceof AwkSyntaxFault) {
      yield* printError(syntaxText(source, fault));
      return 1;
    }
    if (!(fault instanceof AwkFault) && !(fault instanceof PatternFault)) throw fault;
    yield* world.finish();
    yield* printError(`awk: cmd. line:1: fatal: ${fault.message}\n`);
    return FATAL;
  }
}

function assign(interpreter: Interpreter, assignment: string): void {
  const [, name, value = ''] = ASSIGNMENT.exec(assignment) ?? [];
  if (name === undefined) throw new AwkFault(`\`${assignment}' is not a legal variable name`);
  interpreter.memory.set(name, inputValue(unescapeText(value)));
}

/** The line with an arrow under the place. */
function syntaxText(source: string, { at, message }: AwkSyntaxFault): string {
  const before = source.slice(0, at).split('\n');
  const number = before.length;
  const line = source.split('\n')[number - 1] ?? '';
  const column = before.at(-1)?.length ?? 0;
  const head = `awk: cmd. line:${number}: `;
  return `${head}${line}\n${head}${' '.repeat(column)}^ ${message}\n`;
}

class World implements AwkWorld {
  interpreter!: Interpreter;
  private readonly call: ProgramCall;
  private readonly operands: string[];
  private readonly printer = new Printer();
  private source: LineSource | undefined;
  /** Lines of the input that are split by another RS than a newline. */
  private records: string[] | undefined;
  private hasRead = false;
  private exit = 0;
  private counts = { all: 0, file: 0 };
  private readonly inputs = new Map<string, Input>();
  private readonly written = new Set<string>();
  private readonly piped = new Map<string, string>();

  constructor(call: ProgramCall, operands: readonly string[]) {
    this.call = call;
    this.operands = [...operands];
  }

  get budget() {
    return this.call.state.budget;
  }

  now(): Part<number> {
    return now();
  }

  random(): Part<number> {
    return random('awk');
  }

  *print(text: string): Part<void> {
    yield* this.printer.add(text);
  }

  *printTo(kind: '>' | '>>' | '|', target: string, text: string): Part<void> {
    if (kind === '|') {
      this.piped.set(target, (this.piped.get(target) ?? '') + text);
      this.budget.text(this.piped.get(target)?.length ?? 0);
      return;
    }
    if (target === '/dev/stdout') return yield* this.print(text);
    if (target === '/dev/stderr') {
      yield* this.printer.flush();
      return yield* printError(text);
    }
    const isAppended = kind === '>>' || this.written.has(target);
    this.written.add(target);
    const problem = yield* writeText(this.call.state, { path: target, text, isAppended });
    if (problem !== undefined) {
      throw new AwkFault(`can't redirect to \`${target}' (${problem})`);
    }
  }

  *close(target: string): Part<number> {
    this.inputs.delete(target);
    this.written.delete(target);
    const text = this.piped.get(target);
    if (text === undefined) return -1;
    this.piped.delete(target);
    yield* this.printer.flush();
    return yield* this.call.runText(target, { stdin: new TextInput(text), name: 'sh' });
  }

  *system(command: string): Part<number> {
    yield* this.printer.flush();
    return yield* this.call.runText(command, { name: 'sh' });
  }

  /** Ends the commands that were printed to; the exit code of files that could not be read. */
  *finish(): Part<number> {
    yield* this.printer.flush();
    for (const target of Array.from(this.piped.keys())) yield* this.close(target);
    return this.exit;
  }

  *readLine(from?: { kind: 'file' | 'command'; source: string }): Part<string | undefined | null> {
    if (!from) return yield* this.readRecord();
    let input = this.inputs.get(from.source);
    if (!input) {
      if (from.kind === 'command') {
        yield* this.printer.flush();
        const { stdout } = yield* this.call.capture(this.call.runText(from.source, { name: 'sh' }));
        input = new TextInput(stdout);
      } else if (from.source === '-') input = this.call.stdin;
      else {
        const found = yield* readText(this.call.state, from.source);
        if ('problem' in found) return null;
        input = new TextInput(found.text);
      }
      this.inputs.set(from.source, input);
    }
    return (yield* input.readLine())?.replace(/\n$/, '');
  }

  private *readRecord(): Part<string | undefined> {
    for (;;) {
      if (!this.source && !(yield* this.openNext())) return undefined;
      const record = yield* this.nextRecord(this.source as LineSource);
      if (record === undefined) {
        if (this.source?.exit) this.exit = FATAL;
        this.source = undefined;
        this.records = undefined;
        continue;
      }
      this.counts = { all: this.counts.all + 1, file: this.counts.file + 1 };
      this.interpreter.memory.set('NR', this.counts.all);
      this.interpreter.memory.set('FNR', this.counts.file);
      return record;
    }
  }

  private *nextRecord(source: LineSource): Part<string | undefined> {
    const separator = this.interpreter.memory.text('RS');
    if (separator === '\n' && !this.records) return (yield* this.printer.nextOf(source))?.text;
    this.records ??= recordsOf(yield* source.rest(), separator);
    return this.records.shift();
  }

  /** The next file among the operands; assignments between them are made on the way. */
  private *openNext(): Part<boolean> {
    for (let word = this.operands.shift(); word !== undefined; word = this.operands.shift()) {
      if (ASSIGNMENT.test(word)) assign(this.interpreter, word);
      else {
        this.open(word);
        return true;
      }
    }
    if (this.hasRead) return false;
    this.open('-');
    this.interpreter.memory.set('FILENAME', '');
    return true;
  }

  private open(file: string): void {
    this.hasRead = true;
    this.counts = { ...this.counts, file: 0 };
    this.interpreter.memory.set('FILENAME', file);
    this.source = new LineSource(
      this.call,
      [file],
      (name, problem) =>
        `awk: cmd. line:1: ${problem === 'Is a directory' ? 'warning: command line argument' : 'fatal: cannot open file'} \`${name}'${problem === 'Is a directory' ? ' is a directory: skipped' : ` for reading (${problem})`}\n`,
    );
  }
}

/** RS is a character, or empty for paragraphs. */
function recordsOf(text: string, separator: string): string[] {
  if (separator === '')
    return text
      .replace(/^\n+|\n+$/g, '')
      .split(/\n\n+/)
      .filter(Boolean);
  const records = text.replace(/\n$/, '').split(separator);
  if (records.at(-1) === '') records.pop();
  return records;
}

export const awkPrograms: Readonly<Record<string, ShellProgram>> = { awk, gawk: awk };
