// awk's expressions by their precedence.

import { tokenize, type Token } from './tokens.ts';
import { AwkSyntaxFault, type Expression, type Target } from './tree.ts';

const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^=', '**='];

const MAX_DEPTH = 150;

export class ExpressionReader {
  protected readonly tokens: readonly Token[];
  protected at = 0;
  private depth = 0;
  /** Inside `print` without parentheses, where > and | redirect. */
  private isRedirectable = false;

  constructor(source: string) {
    this.tokens = tokenize(source);
  }

  protected get next(): Token {
    return this.tokens[this.at] as Token;
  }

  protected take(): Token {
    const token = this.next;
    if (token.type !== 'end') this.at++;
    return token;
  }

  protected isOperator(text: string): boolean {
    return this.next.type === 'operator' && this.next.text === text;
  }

  protected takeOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.at++;
    return true;
  }

  protected takeKeyword(text: string): boolean {
    if (this.next.type !== 'keyword' || this.next.text !== text) return false;
    this.at++;
    return true;
  }

  protected expectOperator(text: string): void {
    if (!this.takeOperator(text)) throw this.fault();
  }

  protected fault(): AwkSyntaxFault {
    const { type, at } = this.next;
    const message =
      type === 'end' || type === 'newline' ? 'unexpected newline or end of string' : 'syntax error';
    return new AwkSyntaxFault(message, at);
  }

  protected skipNewlines(): void {
    while (this.next.type === 'newline') this.at++;
  }

  protected nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new AwkSyntaxFault('memory exhausted', this.next.at);
    const result = read();
    this.depth--;
    return result;
  }

  protected readUnredirected(): Expression {
    this.isRedirectable = true;
    const expression = this.readExpression();
    this.isRedirectable = false;
    return expression;
  }

  readExpression(): Expression {
    return this.nested(() => {
      const condition = this.readOr();
      if (!this.takeOperator('?')) return condition;
      this.skipNewlines();
      const first = this.readExpression();
      this.skipNewlines();
      this.expectOperator(':');
      this.skipNewlines();
      return { type: 'choice', condition, first, second: this.readExpression() };
    });
  }

  private readOr(): Expression {
    let left = this.readAnd();
    while (this.takeOperator('||')) {
      this.skipNewlines();
      left = { type: 'binary', operator: '||', left, right: this.readAnd() };
    }
    return left;
  }

  private readAnd(): Expression {
    let left = this.readIn();
    while (this.takeOperator('&&')) {
      this.skipNewlines();
      left = { type: 'binary', operator: '&&', left, right: this.readIn() };
    }
    return left;
  }

  private readIn(): Expression {
    let left = this.readMatch();
    while (this.takeKeyword('in')) left = { type: 'in', keys: [left], array: this.take().text };
    return left;
  }

  private readMatch(): Expression {
    let left = this.readComparison();
    while (this.isOperator('~') || this.isOperator('!~')) {
      const operator = this.take().text;
      left = { type: 'binary', operator, left, right: this.readComparison() };
    }
    return left;
  }

  private readComparison(): Expression {
    const left = this.readPiped();
    const { type, text } = this.next;
    if (type !== 'operator' || !COMPARISONS.includes(text)) return left;
    if (text === '>' && this.isRedirectable) return left;
    this.at++;
    return { type: 'binary', operator: text, left, right: this.readConcatenation() };
  }

  /** "command" | getline */
  private readPiped(): Expression {
    let left = this.readConcatenation();
    while (this.isOperator('|') && this.tokens[this.at + 1]?.text === 'getline') {
      this.at += 2;
      const target = this.readOptionalTarget();
      left = {
        type: 'getline',
        from: { kind: 'command', source: left },
        ...(target ? { target } : {}),
      };
    }
    return left;
  }

  protected readConcatenation(): Expression {
    let left = this.readSum();
    while (this.beginsOperand()) {
      left = { type: 'binary', operator: ' ', left, right: this.readSum() };
    }
    return left;
  }

  /** True when what comes next can only be a further operand. */
  private beginsOperand(): boolean {
    const { type, text } = this.next;
    if (type === 'operator') return text === '$' || text === '(' || /^(\+\+|--)$/.test(text);
    if (type === 'keyword') return false;
    return ['number', 'string', 'regex', 'name', 'function'].includes(type);
  }

  private readSum(): Expression {
    let left = this.readProduct();
    while (this.isOperator('+') || this.isOperator('-')) {
      const operator = this.take().text;
      left = { type: 'binary', operator, left, right: this.readProduct() };
    }
    return left;
  }

  private readProduct(): Expression {
    let left = this.readUnary();
    while (this.isOperator('*') || this.isOperator('/') || this.isOperator('%')) {
      const operator = this.take().text;
      left = { type: 'binary', operator, left, right: this.readUnary() };
    }
    return left;
  }

  private readUnary(): Expression {
    for (const operator of ['!', '-', '+'] as const) {
      if (!this.takeOperator(operator)) continue;
      return this.nested(() => ({ type: 'unary', operator, operand: this.readUnary() }));
    }
    return this.readPower();
  }

  private readPower(): Expression {
    const left = this.readStepped();
    if (!this.takeOperator('^') && !this.takeOperator('**')) return left;
    const right =
      this.isOperator('-') || this.isOperator('+') || this.isOperator('!')
        ? this.readUnary()
        : this.nested(() => this.readPower());
    return { type: 'binary', operator: '^', left, right };
  }

  private readStepped(): Expression {
    for (const operator of ['++', '--'] as const) {
      if (!this.takeOperator(operator)) continue;
      return { type: 'step', operator, isPrefix: true, target: this.readTarget() };
    }
    const operand = this.readPrimary();
    if (!isTarget(operand)) return operand;
    for (const operator of ['++', '--'] as const) {
      if (this.takeOperator(operator)) {
        return { type: 'step', operator, isPrefix: false, target: operand };
      }
    }
    const { type, text } = this.next;
    if (type !== 'operator' || !ASSIGNMENTS.includes(text)) return operand;
    this.at++;
    this.skipNewlines();
    const value = this.readExpression();
    return { type: 'assign', operator: text.replace('**', '^'), target: operand, value };
  }

  private readTarget(): Target {
    const operand = this.readPrimary();
    if (!isTarget(operand)) throw this.fault();
    return operand;
  }

  private readPrimary(): Expression {
    return this.nested(() => {
      const token = this.take();
      switch (token.type) {
        case 'number':
          return { type: 'number', value: Number(token.text) };
        case 'string':
          return { type: 'string', value: token.text };
        case 'regex':
          return { type: 'regex', source: token.text };
        case 'name':
          return this.readName(token);
        case 'function':
          return this.readCall(token);
        case 'keyword':
          if (token.text === 'getline') return this.readGetline();
          break;
        case 'operator':
          if (token.text === '$') return { type: 'field', index: this.readFieldIndex() };
          if (token.text === '(') return this.readParenthesis();
          break;
      }
      if (token.type !== 'end') this.at--;
      throw this.fault();
    });
  }

  private readFieldIndex(): Expression {
    if (this.takeOperator('-'))
      return { type: 'unary', operator: '-', operand: this.readPrimary() };
    for (const operator of ['++', '--'] as const) {
      if (this.takeOperator(operator)) {
        return { type: 'step', operator, isPrefix: true, target: this.readTarget() };
      }
    }
    return this.readPrimary();
  }

  private readName({ text, at }: Token): Expression {
    if (this.isOperator('[') && this.next.at === at + text.length) {
      this.at++;
      return { type: 'element', array: text, keys: this.readList(']') };
    }
    if (text === 'length') return { type: 'call', name: text, args: [] };
    return { type: 'variable', name: text };
  }

  private readCall({ text }: Token): Expression {
    this.at++;
    return { type: 'call', name: text, args: this.readList(')') };
  }

  private readParenthesis(): Expression {
    const list = this.readList(')');
    const [only] = list;
    if (list.length > 1 && this.takeKeyword('in')) {
      return { type: 'in', keys: list, array: this.take().text };
    }
    if (!only || list.length > 1) throw this.fault();
    return { type: 'group', expression: only };
  }

  /** Expressions between commas, up to the bracket that closes them; inside brackets > compares. */
  protected readList(close: ')' | ']'): Expression[] {
    const outer = this.isRedirectable;
    this.isRedirectable = false;
    const list: Expression[] = [];
    this.skipNewlines();
    while (!this.takeOperator(close)) {
      list.push(this.readExpression());
      this.skipNewlines();
      if (!this.isOperator(close)) this.expectOperator(',');
      this.skipNewlines();
    }
    this.isRedirectable = outer;
    return list;
  }

  private readGetline(): Expression {
    const target = this.readOptionalTarget();
    const named = target ? { target } : {};
    if (!this.takeOperator('<')) return { type: 'getline', ...named };
    return { type: 'getline', ...named, from: { kind: 'file', source: this.readPrimary() } };
  }

  private readOptionalTarget(): Target | undefined {
    return this.next.type === 'name' || this.isOperator('$') ? this.readTarget() : undefined;
  }
}

function isTarget(expression: Expression): expression is Target {
  return ['variable', 'field', 'element'].includes(expression.type);
}
