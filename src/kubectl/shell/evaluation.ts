// What the parts of the evaluator know of one another.

import type { Program } from '../process.ts';
import type { ExpansionContext } from './expansion.ts';
import type { Input } from './input.ts';
import type { List } from './syntax/tree.ts';

export interface Evaluation extends ExpansionContext {
  readonly stdin: Input;
  runList(list: List): Program;
}
