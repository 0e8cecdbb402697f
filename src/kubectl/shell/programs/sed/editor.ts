// Runs a sed script over lines.

import type { Part, Program } from '../../../process.ts';
import { readText, writeText } from '../../fileSystem.ts';
import { Printer, type Line, type LineSource } from '../../lines.ts';
import type { ProgramCall } from '../../program.ts';
import { Selector } from './addresses.ts';
import type { SedCommand, Substitution } from './commands.ts';
import { replaced } from './replacement.ts';

/** A file could not be read. */
const BAD_INPUT = 2;

export class Editor {
  private readonly call: ProgramCall;
  private readonly script: readonly SedCommand[];
  private readonly isQuiet: boolean;
  private readonly printer = new Printer();
  private readonly selector: Selector;
  private source!: LineSource;
  private ahead: Line | undefined;
  private number = 0;
  private pattern = '';
  private hold = '';
  private hasNewline = true;
  private appended: string[] = [];
  private hasSubstituted = false;
  /** Set by q and Q. */
  private quit: { readonly exit: number; readonly isSilent: boolean } | undefined;

  constructor(call: ProgramCall, script: readonly SedCommand[], isQuiet: boolean) {
    this.call = call;
    this.script = script;
    this.isQuiet = isQuiet;
    this.selector = new Selector(call.state.budget);
  }

  *run(source: LineSource): Program {
    this.source = source;
    this.ahead = yield* source.next();
    let restarts = false;
    while (restarts || (yield* this.nextLine())) {
      restarts = yield* this.runScript();
      if (this.quit) break;
    }
    yield* this.printer.flush();
    return this.quit?.exit || (source.exit === 0 ? 0 : BAD_INPUT);
  }

  private get present() {
    return { number: this.number, text: this.pattern, isLast: !this.ahead };
  }

  /** Takes the next line into the pattern space; false at the end. */
  private *nextLine(append = false): Part<boolean> {
    const line = this.ahead;
    if (!line) return false;
    this.pattern = append ? `${this.pattern}\n${line.text}` : line.text;
    this.hasNewline = line.hasNewline;
    this.number++;
    if (!this.source.isReady) yield* this.printer.flush();
    this.ahead = yield* this.source.next();
    return true;
  }

  /** Runs the script over the pattern space; true when D wants it to begin anew. */
  private *runScript(): Part<boolean> {
    const { script, call } = this;
    this.hasSubstituted = false;
    for (let at = 0; at < script.length;) {
      const command = script[at] as SedCommand;
      call.state.budget.work(20 + this.pattern.length);
      call.state.budget.text(this.pattern.length + this.hold.length);
      if (this.selector.selects(command, at, this.present) === command.isNegated) {
        at = command.name === '{' ? (command.target ?? at + 1) : at + 1;
        continue;
      }
      const next = yield* this.runCommand(command);
      if (next === 'end') break;
      if (next === 'delete' || next === 'restart') {
        yield* this.flushAppended();
        return next === 'restart';
      }
      at = next ?? at + 1;
    }
    if (!this.isQuiet && !this.quit?.isSilent) yield* this.show(this.pattern);
    yield* this.flushAppended();
    return false;
  }

  /** What comes then: another place in the script, its end, or the next line without printing. */
  private *runCommand(
    command: SedCommand,
  ): Part<number | 'end' | 'delete' | 'restart' | undefined> {
    const { text = '' } = command;
    switch (command.name) {
      case 's':
        if (command.substitution) yield* this.substitute(command.substitution);
        return undefined;
      case 'y':
        this.pattern = [...this.pattern].map((each) => command.table?.get(each) ?? each).join('');
        return undefined;
      case 'a':
        this.appended.push(text);
        return undefined;
      case 'i':
        yield* this.printer.add(`${text}\n`);
        return undefined;
      case 'c':
        if (this.changesHere(command, this.script.indexOf(command)))
          yield* this.printer.add(`${text}\n`);
        return 'delete';
      case 'd':
        return 'delete';
      case 'D': {
        const newline = this.pattern.indexOf('\n');
        if (newline < 0) return 'delete';
        this.pattern = this.pattern.slice(newline + 1);
        return 'restart';
      }
      case 'n':
      case 'N':
        return yield* this.takeNext(command.name === 'N');
      case 'r': {
        const found = yield* readText(this.call.state, text);
        if ('text' in found) this.appended.push(found.text.replace(/\n$/, ''));
        return undefined;
      }
      case 'w':
        yield* this.writeTo(text);
        return undefined;
      case 'q':
      case 'Q':
        this.quit = { exit: command.exit ?? 0, isSilent: command.name === 'Q' };
        return 'end';
      case 'b':
      case 't':
      case 'T':
        return this.jump(command);
      default:
        yield* this.runSpace(command.name);
        return undefined;
    }
  }

  /** c: of a range only the end is replaced by the text. */
  private changesHere({ addresses, isNegated }: SedCommand, at: number): boolean {
    return addresses.length < 2 || isNegated || !this.selector.isOpen(at);
  }

  /** n and N: the next line in the place of this one, or behind it. */
  private *takeNext(isAppended: boolean): Part<'end' | 'delete' | undefined> {
    if (!this.ahead) return this.isQuiet ? 'delete' : 'end';
    if (!isAppended && !this.isQuiet) yield* this.show(this.pattern);
    yield* this.flushAppended();
    yield* this.nextLine(isAppended);
    return undefined;
  }

  /** b, t and T. */
  private jump({ name, target }: SedCommand): number | undefined {
    if (name === 'b') return target;
    const jumps = this.hasSubstituted === (name === 't');
    this.hasSubstituted = false;
    return jumps ? target : undefined;
  }

  /** Commands on the pattern and the hold space. */
  private *runSpace(name: string): Part<void> {
    switch (name) {
      case 'p':
        yield* this.printer.add(`${this.pattern}\n`);
        return;
      case 'P':
        yield* this.printer.add(`${this.pattern.split('\n', 1)[0] ?? ''}\n`);
        return;
      case '=':
        yield* this.printer.add(`${this.number}\n`);
        return;
      case 'l':
        yield* this.printer.add(`${visible(this.pattern)}$\n`);
        return;
      case 'g':
        this.pattern = this.hold;
        return;
      case 'G':
        this.pattern += `\n${this.hold}`;
        return;
      case 'h':
        this.hold = this.pattern;
        return;
      case 'H':
        this.hold += `\n${this.pattern}`;
        return;
      case 'x':
        [this.pattern, this.hold] = [this.hold, this.pattern];
    }
  }

  private *show(text: string): Part<void> {
    yield* this.printer.add(text + (this.hasNewline ? '\n' : ''));
  }

  private *flushAppended(): Part<void> {
    for (const text of this.appended.splice(0)) yield* this.printer.add(`${text}\n`);
  }

  private *writeTo(file: string): Part<void> {
    if (file === '/dev/stdout') yield* this.printer.add(`${this.pattern}\n`);
    else
      yield* writeText(this.call.state, {
        path: file,
        text: `${this.pattern}\n`,
        isAppended: true,
      });
  }

  private *substitute({ pattern, replacement, ...how }: Substitution): Part<void> {
    const used = this.selector.patternOf(pattern);
    const before = used.steps;
    let text = '';
    let from = 0;
    let count = 0;
    for (const match of used.all(this.pattern)) {
      count++;
      if (count < how.occurrence) continue;
      text += this.pattern.slice(from, match.start) + replaced(match, replacement);
      from = match.end;
      if (!how.isGlobal) break;
    }
    this.call.state.budget.work(used.steps - before);
    if (count < how.occurrence) return;
    this.pattern = text + this.pattern.slice(from);
    this.call.state.budget.text(this.pattern.length);
    this.hasSubstituted = true;
    if (how.prints) yield* this.printer.add(`${this.pattern}\n`);
    if (how.file !== undefined) yield* this.writeTo(how.file);
  }
}

function visible(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}
