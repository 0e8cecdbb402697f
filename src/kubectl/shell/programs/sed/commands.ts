// A sed script as commands.

import type { Pattern } from '../../patterns/pattern.ts';

export type Address =
  | { readonly type: 'line'; readonly number: number }
  | { readonly type: 'last' }
  /** Undefined: the expression that was used last. */
  | { readonly type: 'pattern'; readonly pattern: Pattern | undefined }
  | { readonly type: 'step'; readonly first: number; readonly step: number }
  /** +N and ~N, as the second address only. */
  | { readonly type: 'plus'; readonly count: number }
  | { readonly type: 'multiple'; readonly of: number };

export interface Substitution {
  readonly pattern: Pattern | undefined;
  readonly replacement: readonly ReplacementPart[];
  readonly isGlobal: boolean;
  /** The match that is replaced first. */
  readonly occurrence: number;
  readonly prints: boolean;
  readonly file?: string;
}

export type ReplacementPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'group'; readonly index: number }
  | { readonly type: 'case'; readonly letter: string };

export interface SedCommand {
  readonly name: string;
  readonly addresses: readonly Address[];
  readonly isNegated: boolean;
  /** Of a, i, c, the label of b, t, T and :, the file of r and w. */
  readonly text?: string;
  readonly substitution?: Substitution;
  /** Of y: each character and what it becomes. */
  readonly table?: ReadonlyMap<string, string>;
  /** Of q and Q. */
  readonly exit?: number;
  /** Of { and of jumps: the command that comes next. */
  target?: number;
}

export class SedFault extends Error {}
