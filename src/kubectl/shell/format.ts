// printf's formats and echo's escapes.

import { escapeForShell } from './quoting.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Replaces escapes; `\c` cuts the output there. */
export function unescape(
  text: string,
  octal: RegExp,
): { readonly text: string; readonly isCut: boolean } {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      result += text[at];
      continue;
    }
    octal.lastIndex = at;
    const code = octal.exec(text);
    const hex = /^\\x([0-9a-fA-F]{1,2})/.exec(text.slice(at, at + 4));
    const next = text[at + 1] ?? '';
    if (code) {
      result += String.fromCharCode(Number.parseInt(code[1] || '0', 8) & 255);
      at += code[0].length - 1;
    } else if (hex) {
      result += String.fromCharCode(Number.parseInt(hex[1] ?? '0', 16));
      at += hex[0].length - 1;
    } else if (next === 'c') return { text: result, isCut: true };
    else {
      result += ESCAPES[next] ?? `\\${next}`;
      at++;
    }
  }
  return { text: result, isCut: false };
}

const DIRECTIVE = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?([hlLqjzt]*)([a-zA-Z%])/y;

/** The format once, with as many arguments as it takes; they are taken off the front. */
export function formatOnce(format: string, args: string[], problems: string[]) {
  let text = '';
  for (let at = 0; at < format.length;) {
    const character = format[at];
    if (character === '\\') {
      const end =
        /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[^])/.exec(format.slice(at, at + 4))?.[0] ?? '\\';
      const piece = unescape(end.replace(/^\\(["'])$/, '$1'), /\\([0-7]{1,3})/y);
      if (piece.isCut) return { text, isCut: true };
      text += piece.text;
      at += end.length;
      continue;
    }
    DIRECTIVE.lastIndex = at;
    const found = character === '%' ? DIRECTIVE.exec(format) : undefined;
    if (!found) {
      text += character;
      at++;
      continue;
    }
    at += found[0].length;
    const [, flags = '', width, precision, , conversion = ''] = found;
    const numberOf = (each: string | undefined) =>
      each === undefined ? undefined : Number(each === '*' ? (args.shift() ?? 0) : each);
    const spec: FormatSpec = {
      flags,
      width: Math.min(10_000, Math.abs(numberOf(width) ?? 0)),
      precision: numberOf(precision),
      conversion,
    };
    if (conversion === '%') text += '%';
    else if (conversion === 'b') {
      const piece = unescape(args.shift() ?? '', /\\0?([0-7]{1,3})/y);
      text += padText(piece.text, spec);
      if (piece.isCut) return { text, isCut: true };
    } else text += formatArgument(args.shift(), spec, problems);
  }
  return { text, isCut: false };
}

interface FormatSpec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** One argument by one directive, as printf of C does it. */
function formatArgument(
  argument: string | undefined,
  spec: FormatSpec,
  problems: string[],
): string {
  const { conversion } = spec;
  if (/[diuxXo]/.test(conversion)) return formatInteger(integerOf(argument, problems), spec);
  if (/[fFeEgG]/.test(conversion)) return formatFloat(floatOf(argument, problems), spec);
  switch (conversion) {
    case 's':
      return padText((argument ?? '').slice(0, spec.precision), spec);
    case 'q':
      return padText(escapeForShell(argument ?? ''), spec);
    case 'c':
      return padText((argument ?? '').slice(0, 1), spec);
    default:
      problems.push(`\`${conversion}': invalid format character`);
      return '';
  }
}

export function formatInteger(value: bigint, spec: FormatSpec): string {
  const { flags, precision, conversion } = spec;
  const radix = conversion === 'o' ? 8 : conversion.toLowerCase() === 'x' ? 16 : 10;
  const isUnsigned = radix !== 10 || conversion === 'u';
  const sign = value < 0n && !isUnsigned ? '-' : '';
  const magnitude = value >= 0n ? value : isUnsigned ? BigInt.asUintN(64, value) : -value;
  let digits = magnitude.toString(radix).padStart(Math.min(precision ?? 0, 10_000), '0');
  if (conversion === 'X') digits = digits.toUpperCase();
  if (flags.includes('#') && radix === 16) digits = `0${conversion}${digits}`;
  return padNumber(sign, digits, spec);
}

export function formatFloat(value: number, spec: FormatSpec): string {
  const text = floatText(Math.abs(value), spec.conversion, Math.min(spec.precision ?? 6, 100));
  return padNumber(value < 0 || Object.is(value, -0) ? '-' : '', text, spec);
}

function integerOf(argument: string | undefined, problems: string[]): bigint {
  const text = (argument ?? '').trim();
  if (text === '') return 0n;
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
  const [number] = /^[+-]?(0[xX][0-9a-fA-F]+|\d+)/.exec(text) ?? [];
  if (number !== text) problems.push(`${argument}: invalid number`);
  if (number === undefined) return 0n;
  const digits = number.replace(/^[+-]/, '');
  const value = /^0\d/.test(digits)
    ? BigInt(Number.parseInt(digits, 8) || 0)
    : BigInt(digits.slice(0, 300));
  return number.startsWith('-') ? -value : value;
}

function floatOf(argument: string | undefined, problems: string[]): number {
  const text = (argument ?? '').trim();
  if (text === '') return 0;
  const value = Number.parseFloat(text);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) {
    problems.push(`${argument}: invalid number`);
  }
  return Number.isNaN(value) ? 0 : value;
}

/** %f, %e and %g of C. */
function floatText(value: number, conversion: string, precision: number): string {
  const kind = conversion.toLowerCase();
  const isUpper = kind !== conversion;
  let text: string;
  if (!Number.isFinite(value)) text = 'inf';
  else if (kind === 'f') text = fixed(value, precision);
  else if (kind === 'e') text = exponent(value, precision);
  else {
    const digits = precision === 0 ? 1 : precision;
    const power = value === 0 ? 0 : Number(exponent(value, digits - 1).split('e')[1]);
    const shown =
      power < -4 || power >= digits
        ? exponent(value, digits - 1)
        : fixed(value, Math.max(0, digits - 1 - power));
    text = shown.includes('.') ? shown.replace(/\.?0+(?=e|$)/, '') : shown;
  }
  return isUpper ? text.toUpperCase() : text;
}

/** toFixed, but a tie goes to the even digit, as in C. */
function fixed(value: number, precision: number): string {
  const text = value.toFixed(precision);
  const exact = value < 1e21 ? value.toFixed(Math.min(100, precision + 55)) : text;
  const isTie = /^50*$/.test(exact.slice(exact.indexOf('.') + 1 + precision));
  const below = exact.slice(0, exact.indexOf('.') + (precision === 0 ? 0 : precision + 1));
  return isTie && /[02468]$/.test(below) ? below : text;
}

function exponent(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
}

export function padText(text: string, { flags, width }: FormatSpec): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function padNumber(sign: string, digits: string, spec: FormatSpec): string {
  const { flags, width } = spec;
  const shownSign = sign || (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '');
  if (flags.includes('0') && !flags.includes('-')) {
    return shownSign + digits.padStart(width - shownSign.length, '0');
  }
  return padText(shownSign + digits, spec);
}
