// Values as Go's fmt prints them: what kubectl's templates show of JSON.

/** From this power of ten on Go prints a float64 with an exponent: 1e+06. */
const FIRST_EXPONENT = 6;

/** fmt.Sprint: maps with sorted keys, numbers as float64 or, in a typed object, as integers. */
export function formatGoValue(value: unknown, isTyped = false): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return isTyped ? String(value) : formatFloat(value);
  if (Array.isArray(value))
    return `[${value.map((each) => formatGoValue(each, isTyped)).join(' ')}]`;
  const map = value as Readonly<Record<string, unknown>>;
  const pairs = Object.keys(map)
    .sort()
    .map((key) => `${key}:${formatGoValue(map[key], isTyped)}`);
  return `map[${pairs.join(' ')}]`;
}

/** %v of a float64: the shortest digits, with an exponent below 1e-4 and from 1e+06 on. */
function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const [digits = '0', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < FIRST_EXPONENT) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** %q: a Go string literal. */
export function quoteGo(text: string): string {
  let quoted = '"';
  for (const char of text) quoted += ESCAPES[char] ?? escapeControl(char);
  return `${quoted}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\f': '\\f',
  '\b': '\\b',
  '\x07': '\\a',
};

function escapeControl(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : char;
}

/** strconv.Unquote of a double-quoted literal; undefined when it is none. */
export function unquoteGo(literal: string): string | undefined {
  const inner = /^"((?:[^"\\\n]|\\.)*)"$/s.exec(literal)?.[1];
  if (inner === undefined) return undefined;
  let isValid = true;
  const text = inner.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs,
    (_, escape: string) => {
      const simple = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' }[escape];
      if (simple !== undefined) return simple;
      if (escape === '\\' || escape === '"') return escape;
      const code = /^[xuU]/.test(escape) ? Number.parseInt(escape.slice(1), 16) : octal(escape);
      if (Number.isNaN(code) || code > 0x10ffff) {
        isValid = false;
        return '';
      }
      return String.fromCodePoint(code);
    },
  );
  return isValid ? text : undefined;
}

function octal(escape: string): number {
  return /^[0-7]{3}$/.test(escape) ? Number.parseInt(escape, 8) : Number.NaN;
}
