// Reads an awk program.

import { ExpressionReader } from './expressions.ts';
import {
  AwkSyntaxFault,
  type AwkFunction,
  type AwkProgram,
  type Expression,
  type Rule,
  type Statement,
} from './tree.ts';

export function parseAwk(source: string): AwkProgram {
  return new Parser(source).readProgram();
}

class Parser extends ExpressionReader {
  private readonly functions = new Map<string, AwkFunction>();

  readProgram(): AwkProgram {
    const rules: Rule[] = [];
    for (this.skipSeparators(); this.next.type !== 'end'; this.skipSeparators()) {
      if (this.takeKeyword('function') || this.takeKeyword('func')) this.readFunction();
      else rules.push(this.readRule());
    }
    return { rules, functions: this.functions };
  }

  private readRule(): Rule {
    for (const when of ['BEGIN', 'END'] as const) {
      if (this.takeKeyword(when)) return { when, action: this.readBlock() };
    }
    if (this.isOperator('{')) return { when: 'line', action: this.readBlock() };
    const pattern = this.readExpression();
    let end: Expression | undefined;
    if (this.takeOperator(',')) {
      this.skipNewlines();
      end = this.readExpression();
    }
    const action = this.isOperator('{') ? this.readBlock() : undefined;
    return { when: 'line', pattern, ...(end ? { end } : {}), ...(action ? { action } : {}) };
  }

  private readFunction(): void {
    const { text: name } = this.take();
    const parameters: string[] = [];
    this.expectOperator('(');
    while (!this.takeOperator(')')) {
      if (this.next.type !== 'name') throw this.fault();
      parameters.push(this.take().text);
      this.skipNewlines();
      if (!this.isOperator(')')) this.expectOperator(',');
    }
    this.skipNewlines();
    this.functions.set(name, { parameters, body: this.readBlock() });
  }

  private readBlock(): Statement {
    this.expectOperator('{');
    const statements: Statement[] = [];
    for (this.skipSeparators(); !this.takeOperator('}'); this.skipSeparators()) {
      statements.push(this.readStatement());
    }
    return { type: 'block', statements };
  }

  private readStatement(): Statement {
    return this.nested(() => {
      if (this.isOperator('{')) return this.readBlock();
      if (this.takeOperator(';')) return { type: 'block', statements: [] };
      if (this.takeKeyword('if')) return this.readIf();
      if (this.takeKeyword('while')) return this.readWhile();
      if (this.takeKeyword('do')) return this.readDo();
      if (this.takeKeyword('for')) return this.readFor();
      const statement = this.readSimple();
      this.endStatement();
      return statement;
    });
  }

  private endStatement(): void {
    if (this.takeOperator(';') || this.next.type === 'newline') return;
    if (!this.isOperator('}') && this.next.type !== 'end') throw this.fault();
  }

  private readIf(): Statement {
    const condition = this.readCondition();
    const then = this.readBody();
    const start = this.at;
    this.skipSeparators();
    if (this.takeKeyword('else')) {
      return { type: 'if', condition, then, otherwise: this.readBody() };
    }
    this.at = start;
    return { type: 'if', condition, then };
  }

  private readWhile(): Statement {
    const condition = this.readCondition();
    return { type: 'loop', condition, body: this.readBody(), runsFirst: false };
  }

  private readDo(): Statement {
    const body = this.readBody();
    this.skipSeparators();
    if (!this.takeKeyword('while')) throw this.fault();
    const condition = this.readCondition();
    return { type: 'loop', condition, body, runsFirst: true };
  }

  private readFor(): Statement {
    this.expectOperator('(');
    const [name, keyword, array, close] = this.tokens.slice(this.at, this.at + 4);
    if (
      name?.type === 'name' &&
      keyword?.text === 'in' &&
      array?.type === 'name' &&
      close?.text === ')'
    ) {
      this.at += 4;
      return { type: 'for in', variable: name.text, array: array.text, body: this.readBody() };
    }
    const start = this.isOperator(';') ? undefined : this.readSimple();
    this.expectOperator(';');
    this.skipNewlines();
    const condition = this.isOperator(';') ? undefined : this.readExpression();
    this.expectOperator(';');
    this.skipNewlines();
    const step = this.isOperator(')') ? undefined : this.readSimple();
    this.expectOperator(')');
    return {
      type: 'loop',
      ...(start ? { start } : {}),
      ...(condition ? { condition } : {}),
      ...(step ? { step } : {}),
      body: this.readBody(),
      runsFirst: false,
    };
  }

  private readCondition(): Expression {
    this.expectOperator('(');
    const condition = this.readExpression();
    this.expectOperator(')');
    return condition;
  }

  private readBody(): Statement {
    this.skipNewlines();
    return this.readStatement();
  }

  private readSimple(): Statement {
    const { text } = this.next;
    if (this.next.type === 'keyword') {
      switch (text) {
        case 'print':
        case 'printf':
          this.take();
          return this.readPrint(text);
        case 'next':
        case 'break':
        case 'continue':
          this.take();
          return { type: text };
        case 'nextfile':
          throw new AwkSyntaxFault('nextfile is not known to this awk', this.next.at);
        case 'exit':
        case 'return': {
          this.take();
          const ends = this.isStatementEnd();
          return { type: text, ...(ends ? {} : { value: this.readExpression() }) };
        }
        case 'delete': {
          this.take();
          const array = this.take().text;
          if (!this.takeOperator('[')) return { type: 'delete', array };
          const keys = this.readList(']');
          return { type: 'delete', array, keys };
        }
      }
    }
    return { type: 'expression', expression: this.readExpression() };
  }

  private readPrint(type: 'print' | 'printf'): Statement {
    const args = this.readPrinted();
    for (const kind of ['>>', '>', '|'] as const) {
      if (!this.takeOperator(kind)) continue;
      return { type, args, to: { kind, target: this.readConcatenation() } };
    }
    return { type, args };
  }

  /** What is printed. In parentheses a `>` compares; without them it redirects. */
  private readPrinted(): readonly Expression[] {
    if (this.isStatementEnd() || this.isOperator('>') || this.isOperator('|')) return [];
    const start = this.at;
    if (this.takeOperator('(')) {
      const list = this.readList(')');
      const isWhole =
        this.isStatementEnd() || ['>', '>>', '|'].some((operator) => this.isOperator(operator));
      if (isWhole) return list;
      this.at = start;
    }
    const args = [this.readUnredirected()];
    while (this.takeOperator(',')) {
      this.skipNewlines();
      args.push(this.readUnredirected());
    }
    return args;
  }

  private isStatementEnd(): boolean {
    return (
      this.next.type === 'newline' ||
      this.next.type === 'end' ||
      this.isOperator(';') ||
      this.isOperator('}')
    );
  }

  private skipSeparators(): void {
    while (this.next.type === 'newline' || this.isOperator(';')) this.take();
  }
}
