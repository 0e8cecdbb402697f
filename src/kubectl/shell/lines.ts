// Reading lines from files or from a pipe, and printing so that an endless pipe is seen as it comes.

import { print, printError, type Part } from '../process.ts';
import { readText } from './fileSystem.ts';
import { TextInput, type Input } from './input.ts';
import { parseOptions, type Options, type OptionSpec } from './options.ts';
import type { ProgramCall } from './program.ts';

/** Longer output is printed in pieces. */
const BUFFER = 60_000;

export interface Line {
  /** Without its newline. */
  readonly text: string;
  readonly hasNewline: boolean;
  /** As typed; `-` for what was piped in. */
  readonly file: string;
}

/** The lines of some files one after another, of what is piped in when there are none. */
export class LineSource {
  /** 1 once a file could not be read. */
  exit = 0;
  /** What has been printed through it so far is shown before a complaint. */
  printer: Printer | undefined;
  private readonly call: ProgramCall;
  private readonly files: string[];
  private readonly say: (file: string, problem: string) => string;
  private current: { readonly input: Input; readonly file: string } | undefined;

  constructor(call: ProgramCall, files: readonly string[], say?: LineSource['say']) {
    this.call = call;
    this.files = files.length === 0 ? ['-'] : [...files];
    this.say = say ?? ((file, problem) => `${call.name}: ${file}: ${problem}\n`);
  }

  /** True when the next line is there without waiting for another program. */
  get isReady(): boolean {
    return this.current?.input.isReady ?? true;
  }

  *next(): Part<Line | undefined> {
    for (;;) {
      if (!this.current && !(yield* this.open())) return undefined;
      const { input, file } = this.current as { input: Input; file: string };
      const line = yield* input.readLine();
      if (line === undefined) {
        this.current = undefined;
        continue;
      }
      const hasNewline = line.endsWith('\n');
      return { text: hasNewline ? line.slice(0, -1) : line, hasNewline, file };
    }
  }

  /** All that is left, in one text. */
  *rest(): Part<string> {
    let text = '';
    while (this.current || (yield* this.open())) {
      text += (yield* this.current?.input.readAll() ?? nothing()) ?? '';
      this.current = undefined;
    }
    return text;
  }

  /** Opens the next file that can be read; false when there is none left. */
  *open(): Part<boolean> {
    for (let file = this.files.shift(); file !== undefined; file = this.files.shift()) {
      if (file === '-') {
        this.current = { input: this.call.stdin, file };
        return true;
      }
      const found = yield* readText(this.call.state, file);
      if ('text' in found) {
        this.current = { input: new TextInput(found.text), file };
        return true;
      }
      if (this.printer) yield* this.printer.flush();
      yield* printError(this.say(file, found.problem));
      this.exit = 1;
    }
    return false;
  }
}

function* nothing(): Part<string> {
  return '';
}

/** Collects output; it is printed when there is much of it, or when the next line is not there yet. */
export class Printer {
  private text = '';

  *add(text: string): Part<void> {
    this.text += text;
    if (this.text.length > BUFFER) yield* this.flush();
  }

  *flush(): Part<void> {
    const { text } = this;
    this.text = '';
    yield* print(text);
  }

  /** The next line of a source; before waiting for it, what is printed is shown. */
  *nextOf(source: LineSource): Part<Line | undefined> {
    source.printer = this;
    if (!source.isReady) yield* this.flush();
    return yield* source.next();
  }
}

/** Options as coreutils take them: a mistake is printed with a hint, and the exit code is answered. */
export function* optionsOf(
  { name, words }: Pick<ProgramCall, 'name' | 'words'>,
  spec: OptionSpec,
  exitCode = 1,
): Part<Options | number> {
  const options = parseOptions(words, spec);
  if (typeof options !== 'string') return options;
  yield* printError(`${name}: ${options}\nTry '${name} --help' for more information.\n`);
  return exitCode;
}

export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
