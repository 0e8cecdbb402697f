// awk's own functions that need nothing but their arguments.

import { formatFloat, formatInteger, padText } from '../../format.ts';
import { formatDate } from '../dateFormat.ts';
import { numberOf, textOf, type Value } from './values.ts';

type PureFunction = (...args: readonly Value[]) => Value;

export const pureFunctions: Readonly<Record<string, PureFunction>> = {
  index: (text, part) => characters(textOf(text), textOf(text).indexOf(textOf(part))) + 1,
  substr,
  tolower: (text) => textOf(text).toLowerCase(),
  toupper: (text) => textOf(text).toUpperCase(),
  int: (value) => Math.trunc(numberOf(value)),
  sqrt: (value) => Math.sqrt(numberOf(value)),
  exp: (value) => Math.exp(numberOf(value)),
  log: (value) => Math.log(numberOf(value)),
  sin: (value) => Math.sin(numberOf(value)),
  cos: (value) => Math.cos(numberOf(value)),
  atan2: (one, other) => Math.atan2(numberOf(one), numberOf(other)),
  sprintf: (format, ...args) => sprintf(textOf(format), args),
  and: (one, other) => numberOf(one) & numberOf(other),
  or: (one, other) => numberOf(one) | numberOf(other),
  fflush: () => 0,
  srand: () => 0,
  strftime: (format, seconds) => formatDate(textOf(format), numberOf(seconds)),
};

/** How many characters a text has. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Index in characters of an index in code units. */
function characters(text: string, at: number): number {
  return at < 0 ? -1 : lengthOf(text.slice(0, at));
}

function substr(text: Value, from: Value, length: Value): Value {
  const all = [...textOf(text)];
  // As if a start before the text were its first character.
  const start = Math.max(1, Math.round(numberOf(from)));
  const end = length === undefined ? Infinity : start + Math.round(numberOf(length));
  return all.slice(start - 1, Math.max(0, Math.min(all.length, end - 1))).join('');
}

const DIRECTIVE = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]*([a-zA-Z%])/y;

/** printf of awk: numbers and texts are what their values are. */
export function sprintf(format: string, given: readonly Value[]): string {
  const args = [...given];
  let text = '';
  for (let at = 0; at < format.length;) {
    DIRECTIVE.lastIndex = at;
    const found = format[at] === '%' ? DIRECTIVE.exec(format) : null;
    if (!found) {
      text += format[at++] ?? '';
      continue;
    }
    at += found[0].length;
    const [whole, flags = '', width, precision, conversion = ''] = found;
    const sizeOf = (each: string | undefined) =>
      each === undefined ? undefined : each === '*' ? numberOf(args.shift()) : Number(each);
    const spec = {
      flags,
      width: Math.min(10_000, Math.abs(sizeOf(width) ?? 0)),
      precision: sizeOf(precision),
      conversion,
    };
    if (conversion === '%') text += '%';
    else if (/[diouxX]/.test(conversion)) {
      const value = Math.trunc(numberOf(args.shift()));
      text += Number.isFinite(value)
        ? formatInteger(BigInt(value), spec)
        : padText(String(value), spec);
    } else if (/[fFeEgG]/.test(conversion)) text += formatFloat(numberOf(args.shift()), spec);
    else if (conversion === 's')
      text += padText(textOf(args.shift()).slice(0, spec.precision), spec);
    else if (conversion === 'c') text += padText(characterOf(args.shift()), spec);
    else text += whole;
  }
  return text;
}

function characterOf(value: Value): string {
  if (typeof value !== 'number') return textOf(value).slice(0, 1);
  return value >= 0 && value <= 0x10ffff ? String.fromCodePoint(Math.trunc(value)) : '';
}
