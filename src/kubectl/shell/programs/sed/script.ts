// The script language of GNU sed 4.2, read into commands. Mistakes have sed's texts.

import { expressionPattern, type Pattern } from '../../patterns/pattern.ts';
import { PatternFault } from '../../patterns/tree.ts';
import { expandSet } from '../characterSets.ts';
import { SedFault, type Address, type SedCommand, type Substitution } from './commands.ts';
import { replacementOf } from './replacement.ts';

/** Reads a script; it stands for the `number`th -e. */
export function parseScript(source: string, isExtended: boolean, number = 1): SedCommand[] {
  return new Reader(source, isExtended, number).read();
}

class Reader {
  private readonly source: string;
  private readonly isExtended: boolean;
  private readonly number: number;
  private at = 0;

  constructor(source: string, isExtended: boolean, number: number) {
    this.source = source;
    this.isExtended = isExtended;
    this.number = number;
  }

  read(): SedCommand[] {
    const commands: SedCommand[] = [];
    const open: SedCommand[] = [];
    for (;;) {
      this.skip(/[\s;]*/y);
      if (this.at >= this.source.length) break;
      if (this.source[this.at] === '#') {
        this.skip(/[^\n]*/y);
        continue;
      }
      const command = this.readCommand();
      if (command.name === '{') open.push(command);
      if (command.name === '}') {
        const start = open.pop();
        if (!start) throw this.fault("unexpected `}'");
        start.target = commands.length;
        continue;
      }
      commands.push(command);
    }
    if (open.length > 0) {
      throw new SedFault(`-e expression #${this.number}, char 0: unmatched \`{'`);
    }
    resolveLabels(commands);
    return commands;
  }

  private readCommand(): SedCommand {
    const addresses: Address[] = [];
    const first = this.readAddress();
    if (first) {
      addresses.push(first);
      this.skip(/ */y);
      if (this.take(',')) {
        this.skip(/ */y);
        const second = this.readAddress(true);
        if (!second) throw this.fault("unexpected `,'", 1);
        addresses.push(second);
      }
    }
    this.skip(/\s*/y);
    const isNegated = this.take('!');
    this.skip(/[\s!]*/y);
    const name = this.source[this.at++];
    if (name === undefined) throw this.fault('missing command');
    return { addresses, isNegated, name, ...this.readArguments(name) };
  }

  private readArguments(name: string): Partial<SedCommand> {
    switch (name) {
      case 's':
        return { substitution: this.readSubstitution() };
      case 'y':
        return { table: this.readTable() };
      case 'a':
      case 'i':
      case 'c':
        return { text: this.readText() };
      case ':':
        return { text: this.skip(/ *([^\s;]*)/y)[1] ?? '' };
      case 'b':
      case 't':
      case 'T': {
        const text = (this.skip(/ *([^\n;}]*)/y)[1] ?? '').trim();
        return { text };
      }
      case 'r':
      case 'w':
        return { text: this.skip(/ *([^\n]*)/y)[1] ?? '' };
      case 'q':
      case 'Q': {
        const exit = Number(this.skip(/ *(\d*)/y)[1] || 0);
        this.end();
        return { exit };
      }
      case '{':
        return {};
      default:
        if (!'}=dDgGhHlnNpPx'.includes(name)) throw this.fault(`unknown command: \`${name}'`);
        this.end();
        return {};
    }
  }

  /** Nothing but a separator may come now. */
  private end(): void {
    this.skip(/[ \t]*/y);
    const next = this.source[this.at];
    if (next !== undefined && !/[\n;}#]/.test(next)) {
      this.at++;
      throw this.fault('extra characters after command');
    }
  }

  private readAddress(isSecond = false): Address | undefined {
    const { source } = this;
    const character = source[this.at] ?? '';
    if (isSecond && (character === '+' || character === '~')) {
      const number = Number(this.skip(/[+~](\d*)/y)[1] || 0);
      return character === '+' ? { type: 'plus', count: number } : { type: 'multiple', of: number };
    }
    if (/\d/.test(character)) {
      const number = Number(this.skip(/\d+/y)[0]);
      if (!this.take('~')) return { type: 'line', number };
      return { type: 'step', first: number, step: Number(this.skip(/\d*/y)[0] || 0) };
    }
    if (this.take('$')) return { type: 'last' };
    const isCustom = character === '\\';
    if (character !== '/' && !isCustom) return undefined;
    this.at += isCustom ? 2 : 1;
    const text = this.readDelimited(source[this.at - 1] ?? '/');
    if (text === undefined) throw this.fault('unterminated address regex');
    const ignoresCase = /[IM]+/.test(this.skip(/[IM]*/y)[0]);
    return { type: 'pattern', pattern: this.compile(text, ignoresCase) };
  }

  /** The text up to a delimiter, which is taken; `\/` is the delimiter itself. */
  private readDelimited(delimiter: string, isPattern = true): string | undefined {
    const { source } = this;
    let text = '';
    let isInSet = false;
    for (; this.at < source.length; this.at++) {
      const character = source[this.at] ?? '';
      if (character === '\\') {
        const next = source[++this.at] ?? '';
        text += next === delimiter ? next : `\\${next}`;
      } else if (character === delimiter && !isInSet) {
        this.at++;
        return text;
      } else {
        // A delimiter inside [ ] is a character of the set.
        if (isPattern && character === '[' && !isInSet)
          isInSet = source.indexOf(']', this.at + 2) > 0;
        else if (character === ']' && source[this.at - 1] !== '[') isInSet = false;
        text += character;
      }
    }
    return undefined;
  }

  private compile(text: string, ignoresCase: boolean): Pattern | undefined {
    if (text === '') return undefined;
    try {
      return expressionPattern(text, { isExtended: this.isExtended, ignoresCase });
    } catch (fault) {
      if (fault instanceof PatternFault) throw this.fault(fault.message);
      throw fault;
    }
  }

  private readSubstitution(): Substitution {
    const delimiter = this.source[this.at++] ?? '';
    const pattern = this.readDelimited(delimiter);
    const replacement = pattern === undefined ? undefined : this.readDelimited(delimiter, false);
    if (pattern === undefined || replacement === undefined || delimiter === '') {
      this.at = this.source.length;
      throw this.fault("unterminated `s' command");
    }
    const [flags] = this.skip(/[gpiImMe0-9]*/y);
    const file = this.take('w') ? (this.skip(/ *([^\n]*)/y)[1] ?? '') : undefined;
    this.skip(/[ \t]*/y);
    if (!/^[\n;}#]?$/.test(this.source[this.at] ?? '')) {
      this.at++;
      throw this.fault("unknown option to `s'");
    }
    const parts = replacementOf(replacement);
    const compiled = this.compile(pattern, /[iI]/.test(flags));
    const groups = (pattern.match(this.isExtended ? /(?<!\\)\(/g : /\\\(/g) ?? []).length;
    for (const part of parts) {
      if (part.type === 'group' && part.index > groups) {
        throw this.fault(`invalid reference \\${part.index} on \`s' command's RHS`);
      }
    }
    return {
      pattern: compiled,
      replacement: parts,
      isGlobal: flags.includes('g'),
      occurrence: Number(/\d+/.exec(flags)?.[0] ?? 1),
      prints: flags.includes('p'),
      ...(file === undefined ? {} : { file }),
    };
  }

  private readTable(): ReadonlyMap<string, string> {
    const delimiter = this.source[this.at++] ?? '';
    const from = this.readDelimited(delimiter, false);
    const to = from === undefined ? undefined : this.readDelimited(delimiter, false);
    if (from === undefined || to === undefined) throw this.fault("unterminated `y' command");
    const [one, other] = [from, to].map((text) => expandSet(text.replace(/-/g, '\\-')));
    if (one?.length !== other?.length) {
      throw this.fault("strings for `y' command are different lengths");
    }
    this.end();
    return new Map((one ?? []).map((character, index) => [character, other?.[index] ?? '']));
  }

  /** The text of a, i and c: to the end of the line, where a backslash takes the next line too. */
  private readText(): string {
    this.skip(/[ \t]*/y);
    if (this.take('\\')) this.skip(/[ \t]*\n?/y);
    let text = '';
    for (; this.at < this.source.length; this.at++) {
      const character = this.source[this.at] ?? '';
      if (character === '\n') break;
      text += character === '\\' ? (this.source[++this.at] ?? '') : character;
    }
    if (text === '') throw this.fault("expected \\ after `a', `c' or `i'");
    return text;
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private skip(expression: RegExp): RegExpExecArray {
    expression.lastIndex = this.at;
    const found = expression.exec(this.source) as RegExpExecArray;
    this.at += found[0].length;
    return found;
  }

  private fault(message: string, back = 0): SedFault {
    const place = `-e expression #${this.number}, char ${this.at - back}`;
    return new SedFault(`${place}: ${message}`);
  }
}

function resolveLabels(commands: readonly SedCommand[]): void {
  for (const command of commands) {
    if (!'btT'.includes(command.name)) continue;
    const { text } = command;
    const at = commands.findIndex((each) => each.name === ':' && each.text === text);
    if (text !== '' && at < 0) {
      throw new SedFault(`-e expression #1, char 0: can't find label for jump to \`${text}'`);
    }
    command.target = text === '' ? commands.length : at;
  }
}
