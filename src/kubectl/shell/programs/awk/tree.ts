// An awk program as a tree.

export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  /** A bare /regex/ is matched against $0. */
  | { readonly type: 'regex'; readonly source: string }
  | Target
  | { readonly type: 'group'; readonly expression: Expression }
  | { readonly type: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'choice';
      readonly condition: Expression;
      readonly first: Expression;
      readonly second: Expression;
    }
  | {
      readonly type: 'assign';
      readonly operator: string;
      readonly target: Target;
      readonly value: Expression;
    }
  | {
      readonly type: 'step';
      readonly operator: '++' | '--';
      readonly isPrefix: boolean;
      readonly target: Target;
    }
  | { readonly type: 'in'; readonly keys: readonly Expression[]; readonly array: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly type: 'getline';
      readonly target?: Target;
      /** `< file` or `command |`. */
      readonly from?: { readonly kind: 'file' | 'command'; readonly source: Expression };
    };

/** What can be assigned to. */
export type Target =
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'field'; readonly index: Expression }
  | { readonly type: 'element'; readonly array: string; readonly keys: readonly Expression[] };

export type Statement =
  | { readonly type: 'expression'; readonly expression: Expression }
  | {
      readonly type: 'print' | 'printf';
      readonly args: readonly Expression[];
      readonly to?: { readonly kind: '>' | '>>' | '|'; readonly target: Expression };
    }
  | {
      readonly type: 'if';
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise?: Statement;
    }
  | {
      readonly type: 'loop';
      readonly start?: Statement;
      readonly condition?: Expression;
      readonly step?: Statement;
      readonly body: Statement;
      /** do ... while */
      readonly runsFirst: boolean;
    }
  | {
      readonly type: 'for in';
      readonly variable: string;
      readonly array: string;
      readonly body: Statement;
    }
  | { readonly type: 'block'; readonly statements: readonly Statement[] }
  | { readonly type: 'delete'; readonly array: string; readonly keys?: readonly Expression[] }
  | { readonly type: 'next' | 'break' | 'continue' }
  | { readonly type: 'exit' | 'return'; readonly value?: Expression };

export interface Rule {
  readonly when: 'BEGIN' | 'END' | 'line';
  readonly pattern?: Expression;
  /** Of a range. */
  readonly end?: Expression;
  readonly action?: Statement;
}

export interface AwkFunction {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

/** A mistake in a program, with where it stands. */
export class AwkSyntaxFault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** A mistake that shows when the program runs. */
export class AwkFault extends Error {}
