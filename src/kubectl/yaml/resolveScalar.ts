// What go-yaml of 2016 takes a scalar for: YAML 1.1's words for true, false and null, and numbers as Go reads them.

import { YAMLRefusal } from './reader.ts';

const WORDS: ReadonlyMap<string, unknown> = new Map(
  (
    [
      [true, 'y Y yes Yes YES true True TRUE on On ON'],
      [false, 'n N no No NO false False FALSE off Off OFF'],
      [null, '~ null Null NULL'],
      [NaN, '.nan .NaN .NAN'],
      [Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'],
      [-Infinity, '-.inf -.Inf -.INF'],
    ] as const
  ).flatMap(([value, words]) => words.split(' ').map((word): [string, unknown] => [word, value])),
).set('', null);

const PREFIX = 'tag:yaml.org,2002:';
const RESOLVABLE = ['', 'str', 'bool', 'int', 'float', 'null', 'binary'];

/** The value of a scalar that has no quotes, or a tag; `tag` is a full one or ''. */
export function resolveScalar(text: string, tag: string): unknown {
  const wanted = tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : tag;
  if (!RESOLVABLE.includes(wanted) || wanted === 'str') return text;
  if (wanted === 'binary') return decodeBase64(text);
  const value = WORDS.has(text) ? WORDS.get(text) : (numberOf(text) ?? text);
  const found = typeOf(value);
  if (wanted === '' || wanted === found) return value;
  throw new YAMLRefusal(`yaml: cannot decode !!${found} \`${text}\` as a !!${wanted}`);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int' : 'float';
}

function numberOf(text: string): number | undefined {
  if (!/^[+\-.0-9]/.test(text)) return undefined;
  if (text.startsWith('.')) return floatOf(text);
  const digits = text.replaceAll('_', '');
  return integerOf(digits) ?? floatOf(digits) ?? binaryOf(digits);
}

/** With 0x and 0 as in Go's ParseInt. Beyond 64 bits it is none. */
function integerOf(text: string): number | undefined {
  const [, sign = '', hexadecimal, octal, decimal] =
    /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]+)|(0|[1-9][0-9]*))$/.exec(text) ?? [];
  const digits = hexadecimal ?? octal ?? decimal;
  if (digits === undefined) return undefined;
  const prefix = hexadecimal ? '0x' : octal ? '0o' : '';
  const value = BigInt(prefix + digits);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return value > limit ? undefined : Number(sign === '-' ? -value : value);
}

function floatOf(text: string): number | undefined {
  if (/^[+-]?(inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function binaryOf(text: string): number | undefined {
  const [, sign = '', digits] = /^(-?)0b([01]{1,63})$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number.parseInt(sign + digits, 2);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): string {
  const digits = text.replaceAll(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) {
    throw new YAMLRefusal('yaml: !!binary value contains invalid base64 data');
  }
  let bits = 0;
  let count = 0;
  let escaped = '';
  for (const digit of digits.replaceAll('=', '')) {
    bits = (bits << 6) | BASE64.indexOf(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    escaped += `%${((bits >> count) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '\uFFFD';
  }
}
