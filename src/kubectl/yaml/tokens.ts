// The tokens of YAML, as libyaml's scanner gives them.

import type { Mark } from './reader.ts';

export type TokenType =
  | 'stream end'
  | 'version directive'
  | 'tag directive'
  | 'document start'
  | 'document end'
  | 'block sequence start'
  | 'block mapping start'
  | 'block end'
  | 'flow sequence start'
  | 'flow sequence end'
  | 'flow mapping start'
  | 'flow mapping end'
  | 'block entry'
  | 'flow entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly start: Mark;
  readonly end: Mark;
  /** A scalar's text, the name of an anchor or alias, a tag's suffix, a version as `1.1`, a tag directive's prefix. */
  readonly text: string;
  /** Only of tags and tag directives. */
  readonly handle: string;
  /** Only of scalars: it has no quotes and is no block. */
  readonly isPlain: boolean;
}
