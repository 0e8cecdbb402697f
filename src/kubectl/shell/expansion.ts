// The expansions of bash in their order: tilde, parameters, $( ) and $(( )), then word splitting, then file names, then the
// quotes go. Braces were expanded when the word was read.

import type { Part } from '../process.ts';
import { ArithmeticFault, evaluateArithmetic } from './arithmetic.ts';
import { listFolder } from './fileSystem.ts';
import { ExitJump } from './jumps.ts';
import { expandParameter, type WordExpander } from './parameters.ts';
import { escapeGlob, isGlob } from './patterns/glob.ts';
import { globPattern } from './patterns/pattern.ts';
import { PatternFault } from './patterns/tree.ts';
import type { ShellState } from './state.ts';
import type { List, Word, WordPart } from './syntax/tree.ts';

/** More words than this on one command are refused. */
const MAX_WORDS = 50_000;

/** The shell that words are expanded in. */
export interface ExpansionContext {
  readonly state: ShellState;
  /** $( ): what a list prints, without the newlines at its end. */
  substitute(list: List): Part<string>;
  /** <( ): the name of a file that has what a list prints. */
  processFile(list: List): Part<string>;
}

/** A run of characters of a word on its way to fields. */
interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
  /** It came out of an expansion: it is split at IFS. */
  readonly isSplit: boolean;
  /** A new field begins behind it: between the values of "$@". */
  readonly isBreak?: boolean;
}

type Field = readonly { readonly text: string; readonly isQuoted: boolean }[];

/** The words of a command as its arguments. */
export function* expandWords(words: readonly Word[], context: ExpansionContext): Part<string[]> {
  const fields: string[] = [];
  let length = 0;
  for (const word of words) {
    for (const field of yield* expandWord(word, context)) {
      fields.push(field);
      length += field.length;
    }
    context.state.budget.text(length);
    if (fields.length > MAX_WORDS) throw new ExitJump('error', 1, 'Argument list too long');
  }
  return fields;
}

/** One word as one text: the right side of an assignment, a file name, a here-document. */
export function* expandText(word: Word, context: ExpansionContext): Part<string> {
  const pieces = yield* expandParts(word.parts, context);
  const text = pieces.map((piece) => (piece.isBreak ? ' ' : piece.text)).join('');
  context.state.budget.text(text.length);
  return text;
}

/** One word as a pattern, in which what was quoted is only itself. */
export function* expandPattern(word: Word, context: ExpansionContext): Part<string> {
  const pieces = yield* expandParts(word.parts, context);
  return pieces.map(({ text, isQuoted }) => (isQuoted ? escapeGlob(text) : text)).join('');
}

/** The value of an arithmetic expression, with parameters in it expanded first. */
export function* expandArithmetic(word: Word, context: ExpansionContext): Part<bigint> {
  const source = yield* expandText(word, context);
  context.state.budget.work(source.length * 10);
  try {
    return evaluateArithmetic(source, context.state);
  } catch (fault) {
    if (fault instanceof ArithmeticFault) throw new ExitJump('error', 1, fault.message);
    throw fault;
  }
}

function* expandWord(word: Word, context: ExpansionContext): Part<string[]> {
  const pieces = yield* expandParts(word.parts, context);
  const fields = splitFields(pieces, context.state.get('IFS') ?? ' \t\n');
  const texts: string[] = [];
  for (const field of fields) texts.push(...(yield* expandFileNames(field, context.state)));
  return texts;
}

function* expandParts(parts: readonly WordPart[], context: ExpansionContext): Part<Piece[]> {
  const pieces: Piece[] = [];
  for (const [index, part] of parts.entries()) {
    switch (part.type) {
      case 'text': {
        const text = index === 0 && !part.isQuoted ? expandTilde(part.text, context) : part.text;
        pieces.push({ text, isQuoted: part.isQuoted, isSplit: false });
        break;
      }
      case 'parameter':
        pieces.push(...(yield* expandParameterPart(part, context)));
        break;
      case 'command':
        pieces.push(expanded(yield* context.substitute(part.list), part.isQuoted));
        break;
      case 'arithmetic':
        pieces.push(
          expanded(String(yield* expandArithmetic(part.expression, context)), part.isQuoted),
        );
        break;
      case 'process':
        pieces.push(expanded(yield* context.processFile(part.list), true));
    }
  }
  return pieces;
}

function expanded(text: string, isQuoted: boolean): Piece {
  return { text, isQuoted, isSplit: !isQuoted };
}

function expandTilde(text: string, { state }: ExpansionContext): string {
  const home = state.get('HOME') ?? '/root';
  return text
    .replace(/^~(?=\/|$)/, home)
    .replace(/^~root(?=\/|$)/, '/root')
    .replace(/^~\+(?=\/|$)/, state.directory);
}

function* expandParameterPart(
  part: Extract<WordPart, { type: 'parameter' }>,
  context: ExpansionContext,
): Part<Piece[]> {
  const words: WordExpander = {
    text: (word) => expandText(word, context),
    pattern: (word) => expandPattern(word, context),
  };
  const all = part.subscript?.source ?? part.name;
  const isAll = all === '@' || all === '*';
  const found = yield* guarded(expandParameter(part, context.state, words));
  const values = found ?? (isAll ? [] : ['']);
  if ('word' in values) {
    const pieces = yield* expandParts(values.word.parts, context);
    if (pieces.length === 0 && part.isQuoted) return [expanded('', true)];
    return pieces.map((piece) => ({ ...piece, isSplit: !piece.isQuoted && !part.isQuoted }));
  }
  if (!isAll || part.operation?.operator === 'length') {
    return [expanded(values[0] ?? '', part.isQuoted)];
  }
  if (part.isQuoted && all === '*') {
    const separator = (context.state.get('IFS') ?? ' ').slice(0, 1);
    return [expanded(values.join(separator), true)];
  }
  return values.flatMap((text, index): Piece[] => [
    ...(index > 0 ? [{ text: '', isQuoted: true, isSplit: false, isBreak: true }] : []),
    expanded(text, part.isQuoted),
  ]);
}

/** Mistakes in patterns and sums end the command, as they do in bash. */
function* guarded<T>(part: Part<T>): Part<T> {
  try {
    return yield* part;
  } catch (fault) {
    if (fault instanceof ArithmeticFault || fault instanceof PatternFault) {
      throw new ExitJump('error', 1, fault.message);
    }
    throw fault;
  }
}

/** Word splitting. */
function splitFields(pieces: readonly Piece[], separators: string): Field[] {
  const fields: Field[] = [];
  let field: { text: string; isQuoted: boolean }[] | undefined;
  const finish = () => {
    if (field) fields.push(field);
    field = undefined;
  };
  for (const { text, isQuoted, isSplit, isBreak } of pieces) {
    if (isBreak) {
      finish();
      continue;
    }
    if (!isSplit) {
      (field ??= []).push({ text, isQuoted });
      continue;
    }
    const split = splitText(text, separators);
    if (split.startsSeparated) finish();
    for (const [index, each] of split.texts.entries()) {
      if (index > 0) finish();
      (field ??= []).push({ text: each, isQuoted });
    }
    if (split.endsSeparated) finish();
  }
  finish();
  return fields;
}

interface SplitText {
  readonly texts: readonly string[];
  readonly startsSeparated: boolean;
  readonly endsSeparated: boolean;
}

/** Splits at IFS: runs of its blanks are one separator, every other character of it is one by itself. */
export function splitText(text: string, separators: string): SplitText {
  const texts: string[] = [];
  const isSeparator = (at: number) => separators.includes(text[at] ?? '');
  const isBlank = (at: number) => /[ \t\n]/.test(text[at] ?? '') && isSeparator(at);
  let at = 0;
  while (at < text.length && isBlank(at)) at++;
  const startsSeparated = at > 0;
  let endsSeparated = false;
  while (at < text.length) {
    const start = at;
    while (at < text.length && !isSeparator(at)) at++;
    texts.push(text.slice(start, at));
    endsSeparated = at < text.length;
    while (at < text.length && isBlank(at)) at++;
    if (at < text.length && isSeparator(at)) {
      at++;
      while (at < text.length && isBlank(at)) at++;
    }
  }
  return { texts, startsSeparated, endsSeparated };
}

/** A field with bare `*`, `?` or `[ ]` becomes the names of the files that match, if any do. */
function* expandFileNames(field: Field, state: ShellState): Part<string[]> {
  const text = field.map((piece) => piece.text).join('');
  const source = field
    .map((piece) => (piece.isQuoted ? escapeGlob(piece.text) : piece.text))
    .join('');
  if (!isGlob(source)) return [text];
  let found = [source.startsWith('/') ? '/' : ''];
  for (const segment of source.split('/').filter((each) => each !== '')) {
    const next: string[] = [];
    for (const folder of found) next.push(...(yield* matchSegment(folder, segment, state)));
    found = next;
  }
  return found.length === 0 ? [text] : found.map((name) => name.replace(/^\.\//, '')).sort();
}

function* matchSegment(folder: string, segment: string, state: ShellState): Part<string[]> {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  if (!isGlob(segment)) return [prefix + segment.replace(/\\(.)/g, '$1')];
  const names = (yield* listFolder(state, folder === '' ? '.' : folder)) ?? [];
  const pattern = globPattern(segment);
  return names
    .filter(
      (name) => (segment.startsWith('.') || !name.startsWith('.')) && pattern.matchesAll(name),
    )
    .map((name) => prefix + name);
}
