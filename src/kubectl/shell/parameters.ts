// Parameter expansion: what `$X`, `${X:-y}`, `${X%.yaml}` and their like stand for.

import { now, random, type Part } from '../process.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { ExitJump } from './jumps.ts';
import { globPattern } from './patterns/pattern.ts';
import { shownPid, type ShellState } from './state.ts';
import type { ParameterOperation, ParameterPart, Word } from './syntax/tree.ts';

/** Longer values are not taken apart by patterns. */
const MAX_PATTERN_TEXT = 20_000;

/** How the words inside ${ } are expanded. */
export interface WordExpander {
  text(word: Word): Part<string>;
  pattern(word: Word): Part<string>;
}

/** The word inside ${ } takes the place of the parameter, with its own quotes. */
interface Replaced {
  readonly word: Word;
}

/** The values of a parameter; several for `$@` and arrays, undefined when it is not set. */
export function* expandParameter(
  part: ParameterPart,
  state: ShellState,
  words: WordExpander,
): Part<readonly string[] | Replaced | undefined> {
  const { operation } = part;
  const found = yield* valuesOf(part, state, words);
  const values = found?.filter((each) => each !== undefined);
  if (!operation) return values;
  if (operation.operator === 'bad') throw badSubstitution(part);
  if (operation.operator === 'indirect') {
    if (isAll(part)) {
      return found?.flatMap((each, index) => (each === undefined ? [] : String(index)));
    }
    const [name = ''] = values ?? [];
    if (!/^[A-Za-z_]\w*$/.test(name)) throw badSubstitution(part);
    return listed(yield* value(name, state));
  }
  if (operation.operator === 'length') {
    return [String(isAll(part) ? (values ?? []).length : [...(values?.[0] ?? '')].length)];
  }
  if (operation.operator === 'substring') {
    return yield* substring(values, { part, state, words });
  }
  if ('-=?+'.includes(operation.operator)) {
    return yield* choose(values, { part, operation, state, words });
  }
  const change = yield* changeOf(operation, words);
  return values?.map((value) => {
    state.budget.work(value.length);
    return value.length > MAX_PATTERN_TEXT ? value : change(value);
  });
}

function isAll({ name, subscript }: ParameterPart): boolean {
  const all = subscript?.source ?? name;
  return all === '@' || all === '*';
}

function badSubstitution({ source }: ParameterPart): ExitJump {
  return new ExitJump('error', 1, `${source}: bad substitution`);
}

function* valuesOf(
  { name, subscript }: ParameterPart,
  state: ShellState,
  words: WordExpander,
): Part<readonly (string | undefined)[] | undefined> {
  if (subscript === undefined)
    return specialValue(name, state) ?? listed(yield* value(name, state));
  const variable = state.variables.get(name);
  const elements = variable?.elements ?? listed(variable?.value);
  if (subscript.source === '@' || subscript.source === '*') return elements;
  const index = Number(evaluateArithmetic(yield* words.text(subscript), state));
  return listed(elements?.[index < 0 ? elements.length + index : index]);
}

function listed(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text];
}

function specialValue(name: string, state: ShellState): readonly string[] | undefined {
  switch (name) {
    case '@':
    case '*':
      return state.positional;
    case '#':
      return [String(state.positional.length)];
    case '?':
      return [String(state.exit)];
    case '$':
      return [String(state.pid)];
    case '!':
      return state.lastJob === undefined ? undefined : [String(shownPid(state.lastJob))];
    case '-':
      return [state.isTerminal ? 'himBH' : 'hB'];
    case '0':
      return [state.name];
    default:
      return undefined;
  }
}

function* value(name: string, state: ShellState): Part<string | undefined> {
  if (/^[1-9]/.test(name)) return state.positional[Number(name) - 1];
  const known = state.get(name);
  if (known !== undefined) return known;
  switch (name) {
    case 'RANDOM':
      return String((yield* random('shell')) % 32_768);
    case 'SECONDS':
      return String(Math.floor((yield* now()) / 1000));
    case 'UID':
    case 'EUID':
      return '0';
    case 'BASH_VERSION':
      return '4.2.46(1)-release';
    default:
      return undefined;
  }
}

interface Expanding {
  readonly part: ParameterPart;
  readonly operation: ParameterOperation;
  readonly state: ShellState;
  readonly words: WordExpander;
}

/** ${X-word}, ${X=word}, ${X?word}, ${X+word}, and with a colon. */
function* choose(
  values: readonly string[] | undefined,
  { part, operation, state, words }: Expanding,
): Part<readonly string[] | Replaced | undefined> {
  const { operator, hasColon, word } = operation;
  const isSet = values !== undefined && (values.length > 0 || !isAll(part));
  const isThere = isSet && !(hasColon && values.join('') === '');
  if (operator === '+') return isThere && word ? { word } : undefined;
  if (isThere) return values;
  if (operator === '-' && word) return { word };
  const text = word ? yield* words.text(word) : '';
  if (operator === '=') {
    if (!/^[A-Za-z_]/.test(part.name)) {
      throw new ExitJump('error', 1, `$${part.name}: cannot assign in this way`);
    }
    state.set(part.name, text);
  }
  if (operator === '?') {
    throw new ExitJump('error', 1, `${part.name}: ${text || 'parameter null or not set'}`);
  }
  return [text];
}

function* substring(
  values: readonly string[] | undefined,
  { part, state, words }: Omit<Expanding, 'operation'>,
): Part<readonly string[] | undefined> {
  const { word, second } = part.operation ?? {};
  if (!values || !word) return values;
  const offset = Number(evaluateArithmetic(yield* words.text(word), state));
  const length = second ? Number(evaluateArithmetic(yield* words.text(second), state)) : undefined;
  if (isAll(part)) {
    const from = part.name === '@' || part.name === '*' ? Math.max(0, offset - 1) : offset;
    return values.slice(from, length === undefined ? undefined : from + length);
  }
  const characters = [...(values[0] ?? '')];
  const start = offset < 0 ? characters.length + offset : offset;
  if (start < 0 || start > characters.length) return [''];
  const end =
    length === undefined
      ? characters.length
      : length < 0
        ? characters.length + length
        : start + length;
  if (end < start) {
    throw new ExitJump('error', 1, `${second?.source ?? ''}: substring expression < 0`);
  }
  return [characters.slice(start, end).join('')];
}

/** What the pattern operators do to one value. */
function* changeOf(
  { operator, word, second }: ParameterOperation,
  words: WordExpander,
): Part<(value: string) => string> {
  const source = word ? yield* words.pattern(word) : '';
  if (operator === '^' || operator === '^^' || operator === ',' || operator === ',,') {
    const isUpper = operator.startsWith('^');
    const change = (text: string) => (isUpper ? text.toUpperCase() : text.toLowerCase());
    return operator.length === 2 ? change : (value) => change(value.slice(0, 1)) + value.slice(1);
  }
  const pattern = globPattern(source);
  if (operator === '#' || operator === '##') {
    return (value) => {
      const lengths = pattern.lengthsAt(value, 0);
      return value.slice((operator === '#' ? lengths[0] : lengths.at(-1)) ?? 0);
    };
  }
  if (operator === '%' || operator === '%%') {
    return (value) => {
      const starts = [...value, ''].map((_, at) => at);
      if (operator === '%') starts.reverse();
      const start = starts.find((at) => pattern.lengthsAt(value, at).at(-1) === value.length);
      return value.slice(0, start);
    };
  }
  const replacement = second ? yield* words.text(second) : '';
  return (value) => replace(value, { pattern, operator, replacement });
}

function replace(
  value: string,
  {
    pattern,
    operator,
    replacement,
  }: { pattern: ReturnType<typeof globPattern>; operator: string; replacement: string },
): string {
  if (operator === '/#') {
    const end = pattern.lengthsAt(value, 0).at(-1);
    return end === undefined ? value : replacement + value.slice(end);
  }
  if (operator === '/%') {
    const at = [...value, ''].findIndex(
      (_, start) => pattern.lengthsAt(value, start).at(-1) === value.length,
    );
    return at < 0 ? value : value.slice(0, at) + replacement;
  }
  let text = '';
  let from = 0;
  for (const match of pattern.all(value)) {
    if (match.end === match.start) continue;
    text += value.slice(from, match.start) + replacement;
    from = match.end;
    if (operator === '/') break;
  }
  return text + value.slice(from);
}
