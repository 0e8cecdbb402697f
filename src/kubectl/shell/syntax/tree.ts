// The tree that a line of bash is read into. Plain values only: a background job keeps its part of the tree in its record.

export interface Word {
  readonly parts: readonly WordPart[];
  /** As typed. */
  readonly source: string;
}

export type WordPart =
  | { readonly type: 'text'; readonly text: string; readonly isQuoted: boolean }
  | ParameterPart
  | { readonly type: 'command'; readonly list: List; readonly isQuoted: boolean }
  | { readonly type: 'arithmetic'; readonly expression: Word; readonly isQuoted: boolean }
  /** <( ): the output of a list as a file. */
  | { readonly type: 'process'; readonly list: List };

export interface ParameterPart {
  readonly type: 'parameter';
  readonly name: string;
  /** What stands in `${NAME[ ]}`; `@` and `*` are all elements. */
  readonly subscript?: Word;
  readonly operation?: ParameterOperation;
  readonly isQuoted: boolean;
  readonly source: string;
}

export interface ParameterOperation {
  readonly operator:
    | 'length'
    | '-'
    | '='
    | '?'
    | '+'
    | '#'
    | '##'
    | '%'
    | '%%'
    | '/'
    | '//'
    | '/#'
    | '/%'
    | 'substring'
    /** `${!X}`: the parameter that X names; with [@] the indexes. */
    | 'indirect'
    | '^'
    | '^^'
    | ','
    | ',,'
    /** bash says "bad substitution", but only when it gets there. */
    | 'bad';
  /** Written with a colon: an empty value counts as unset. */
  readonly hasColon?: boolean;
  readonly word?: Word;
  /** The replacement of `/`, the length of a substring. */
  readonly second?: Word;
}

export interface Assignment {
  readonly name: string;
  /** NAME[ ]= sets one element. */
  readonly subscript?: Word;
  /** Written with `+=`. */
  readonly isAppended: boolean;
  readonly value: Word;
  /** NAME=( ... ) sets all elements. */
  readonly elements?: readonly Word[];
}

export interface Redirection {
  readonly operator: '>' | '>>' | '<' | '<<' | '<<<' | '>&' | '<&' | '&>' | '&>>' | '<>';
  /** The file descriptor that is redirected. */
  readonly descriptor: number;
  /** A file, a descriptor, or for << and <<< the text itself. */
  readonly target: Word;
}

interface Redirected {
  readonly redirections: readonly Redirection[];
}

export interface SimpleCommand extends Redirected {
  readonly type: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
}

export interface ForCommand extends Redirected {
  readonly type: 'for';
  readonly variable: string;
  /** Missing: the positional parameters. */
  readonly words?: readonly Word[];
  readonly body: List;
}

export interface ArithmeticForCommand extends Redirected {
  readonly type: 'arithmetic for';
  readonly start: Word;
  readonly condition: Word;
  readonly step: Word;
  readonly body: List;
}

export interface WhileCommand extends Redirected {
  readonly type: 'while';
  readonly isUntil: boolean;
  readonly condition: List;
  readonly body: List;
}

export interface IfCommand extends Redirected {
  readonly type: 'if';
  readonly branches: readonly { readonly condition: List; readonly body: List }[];
  readonly otherwise?: List;
}

export interface CaseCommand extends Redirected {
  readonly type: 'case';
  readonly word: Word;
  readonly arms: readonly { readonly patterns: readonly Word[]; readonly body: List }[];
}

interface GroupCommand extends Redirected {
  readonly type: 'group';
  readonly list: List;
  /** In parentheses: what it changes is forgotten. */
  readonly isSubshell: boolean;
}

interface TestCommand extends Redirected {
  readonly type: 'test';
  readonly condition: Condition;
}

interface ArithmeticCommand extends Redirected {
  readonly type: 'arithmetic';
  readonly expression: Word;
}

interface FunctionCommand extends Redirected {
  readonly type: 'function';
  readonly name: string;
  readonly body: Command;
}

export type Command =
  | SimpleCommand
  | ForCommand
  | ArithmeticForCommand
  | WhileCommand
  | IfCommand
  | CaseCommand
  | GroupCommand
  | TestCommand
  | ArithmeticCommand
  | FunctionCommand;

/** What stands between [[ and ]]. */
export type Condition =
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Word }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Word;
      readonly right: Word;
    }
  | { readonly type: 'not'; readonly condition: Condition }
  | { readonly type: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export interface Pipeline {
  readonly commands: readonly Command[];
  /** `! a | b`. */
  readonly isNegated: boolean;
  /** `time a | b`. */
  readonly isTimed: boolean;
}

export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
  readonly isBackground: boolean;
  /** As typed, in one line: `jobs` shows it. */
  readonly text: string;
}

export type List = readonly AndOr[];
