// A rule says one kind of thing about one object of a file, seen beside all that is around it.

import type { Kind } from '../../cluster/api/core/v1/objects.ts';
import type { Around } from './around.ts';
import type { TextObject } from './manifestText.ts';
import type { Fix, Problem, TextRange } from './problem.ts';

/** The kinds of advice are a table of these. */
export interface Rule {
  readonly name: string;
  readonly severity: Problem['severity'];
  /** Objects that it looks at. */
  readonly kinds: readonly Kind[];
  find(object: TextObject, context: RuleContext): Finding[];
}

export interface RuleContext {
  readonly around: Around;
  /** Puts a document at the end of the file. */
  append(title: string, lines: readonly string[]): Fix[];
}

export interface Finding {
  readonly range: TextRange;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}
