// A script of sh as a flat list of instructions, so that a running script is no more than where it stands and its variables.

import { tokensOf, type Token } from './tokens.ts';

export interface SimpleCommand {
  readonly words: readonly string[];
  readonly output?: { readonly path: string; readonly isAppended: boolean };
  /** What it says on stderr is thrown away, or goes with its output. */
  readonly errors?: 'dropped' | 'joined';
  /** A file that it reads. */
  readonly input?: string;
}

export type Instruction =
  /** One command, or several that hand their output on. */
  | {
      readonly op: 'run';
      readonly pipeline: readonly SimpleCommand[];
      /** The script does not wait for it. */
      readonly isBackground: boolean;
    }
  | { readonly op: 'jump'; readonly to: number; readonly isBack: boolean }
  /** Jumps when the last command succeeded (or failed). */
  | { readonly op: 'jumpIf'; readonly succeeded: boolean; readonly to: number }
  /** Takes the next word for the variable, or jumps when there is none. */
  | {
      readonly op: 'next';
      readonly loop: string;
      readonly variable: string;
      readonly words: readonly string[];
      readonly to: number;
    }
  | { readonly op: 'arithmetic'; readonly expression: string }
  | { readonly op: 'not' };

export interface Script {
  readonly instructions: readonly Instruction[];
  /** From where on it goes round for ever; its length if it does not. */
  readonly endlessFrom: number;
}

/** Undefined for what this shell does not understand. */
export function compile(text: string): Script | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const compiler = new Compiler(tokens);
  return compiler.compile();
}

/** An instruction whose target is not known yet. */
interface Draft {
  readonly op: Instruction['op'];
  to?: number;
}

class Compiler {
  private readonly tokens: readonly Token[];
  private readonly instructions: Instruction[] = [];
  private at = 0;
  private loops = 0;
  private endlessFrom = Infinity;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  compile(): Script | undefined {
    if (!this.list([]) || this.at < this.tokens.length) return undefined;
    const { instructions } = this;
    return {
      instructions,
      endlessFrom: Math.min(this.endlessFrom, instructions.length),
    };
  }

  /** Commands until one of the closing words. */
  private list(closing: readonly string[]): boolean {
    for (;;) {
      while (this.takes(';') || this.takes('\n'));
      const token = this.tokens[this.at];
      if (!token) return closing.length === 0;
      if (token.type === 'word' && closing.includes(token.text)) return true;
      if (!this.andOr()) return false;
    }
  }

  private andOr(): boolean {
    if (!this.pipeline()) return false;
    for (;;) {
      const isAnd = this.takes('&&');
      if (!isAnd && !this.takes('||')) return true;
      while (this.takes('\n'));
      const jump = this.emit({ op: 'jumpIf', succeeded: !isAnd, to: 0 });
      if (!this.pipeline()) return false;
      jump.to = this.here;
    }
  }

  private pipeline(): boolean {
    const isNegated = this.takesWord('!');
    const isDone = this.command();
    if (isNegated) this.emit({ op: 'not' });
    return isDone;
  }

  private command(): boolean {
    if (this.takesWord('while')) return this.whileLoop(false);
    if (this.takesWord('until')) return this.whileLoop(true);
    if (this.takesWord('for')) return this.forLoop();
    if (this.takesWord('if')) return this.condition();
    if (this.takesWord('{')) return this.list(['}']) && this.takesWord('}');
    return this.simple();
  }

  private whileLoop(isUntil: boolean): boolean {
    const start = this.here;
    const first = this.at;
    if (!this.list(['do'])) return false;
    const words = this.tokens.slice(first, this.at).filter(({ type }) => type === 'word');
    if (words.length === 1 && /^(true|:|1)$/.test(words[0]?.text ?? '')) {
      this.endlessFrom = Math.min(this.endlessFrom, start);
    }
    const leave = this.emit({ op: 'jumpIf', succeeded: isUntil, to: 0 });
    return this.body(start, leave);
  }

  private body(start: number, leave: Draft): boolean {
    if (!this.takesWord('do') || !this.list(['done']) || !this.takesWord('done')) return false;
    this.emit({ op: 'jump', to: start, isBack: true });
    leave.to = this.here;
    return true;
  }

  /** for NAME in WORDS, or for ((START; CONDITION; STEP)). */
  private forLoop(): boolean {
    const name = this.takeWord();
    if (name === undefined) return false;
    if (name.startsWith('((')) return this.countingLoop(name.slice(2, -2));
    const words: string[] = [];
    if (this.takesWord('in')) {
      for (let word = this.takeWord(); word !== undefined; word = this.takeWord()) words.push(word);
    }
    while (this.takes(';') || this.takes('\n'));
    const start = this.here;
    const loop = String(this.loops++);
    const next = this.emit({ op: 'next', loop, variable: name, words, to: 0 });
    return this.body(start, next);
  }

  private countingLoop(head: string): boolean {
    const [begin = '', condition = '', step = ''] = head.split(';').map((part) => part.trim());
    while (this.takes(';') || this.takes('\n'));
    if (begin) this.emit({ op: 'arithmetic', expression: begin });
    const start = this.here;
    if (condition === '') this.endlessFrom = Math.min(this.endlessFrom, start);
    this.emit({ op: 'arithmetic', expression: condition || '1' });
    const leave = this.emit({ op: 'jumpIf', succeeded: false, to: 0 });
    if (!this.takesWord('do') || !this.list(['done']) || !this.takesWord('done')) return false;
    if (step) this.emit({ op: 'arithmetic', expression: step });
    this.emit({ op: 'jump', to: start, isBack: true });
    leave.to = this.here;
    return true;
  }

  private condition(): boolean {
    const ends: Draft[] = [];
    for (;;) {
      if (!this.list(['then']) || !this.takesWord('then')) return false;
      const skip = this.emit({ op: 'jumpIf', succeeded: false, to: 0 });
      if (!this.list(['elif', 'else', 'fi'])) return false;
      ends.push(this.emit({ op: 'jump', to: 0, isBack: false }));
      skip.to = this.here;
      if (this.takesWord('elif')) continue;
      if (this.takesWord('else') && !this.list(['fi'])) return false;
      if (!this.takesWord('fi')) return false;
      for (const end of ends) end.to = this.here;
      return true;
    }
  }

  private simple(): boolean {
    const pipeline: SimpleCommand[] = [];
    do {
      const command = this.simpleCommand();
      if (!command) return false;
      pipeline.push(command);
    } while (this.takes('|'));
    this.emit({ op: 'run', pipeline, isBackground: this.takes('&') });
    return true;
  }

  private simpleCommand(): SimpleCommand | undefined {
    const words: string[] = [];
    let rest: Omit<SimpleCommand, 'words'> = {};
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.type === 'word') {
        words.push(token.text);
        this.at++;
        continue;
      }
      if (this.takes('2>&1')) {
        rest = { ...rest, errors: 'joined' };
        continue;
      }
      const isErrors = this.takes('2>');
      const isBoth = !isErrors && this.takes('&>');
      const isAppended = this.takes('>>');
      const isInput = this.takes('<');
      if (!isErrors && !isBoth && !isAppended && !isInput && !this.takes('>')) break;
      const path = this.takeWord();
      if (path === undefined) return undefined;
      if (isErrors) rest = { ...rest, errors: 'dropped' };
      else if (isInput) rest = { ...rest, input: path };
      else
        rest = { ...rest, output: { path, isAppended }, ...(isBoth ? { errors: 'joined' } : {}) };
    }
    return words.length === 0 && !rest.output ? undefined : { words, ...rest };
  }

  private get here(): number {
    return this.instructions.length;
  }

  private emit(instruction: Instruction): Draft {
    const draft = { ...instruction };
    this.instructions.push(draft);
    return draft;
  }

  private takes(operator: string): boolean {
    const token = this.tokens[this.at];
    if (token?.type !== 'operator' || token.text !== operator) return false;
    this.at++;
    return true;
  }

  private takesWord(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.type !== 'word' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private takeWord(): string | undefined {
    const token = this.tokens[this.at];
    if (token?.type !== 'word') return undefined;
    this.at++;
    return token.text;
  }
}
