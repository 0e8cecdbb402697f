// Amounts of resources such as 100m, 1.5 and 64Mi, as Kubernetes 1.3 reads and prints them (pkg/api/resource): exact
// numbers, kept to a billionth, printed with the largest suffix that leaves no fraction.

const NANO = 1_000_000_000n;
const LARGEST = (2n ** 63n - 1n) * NANO;

type Format = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** In billionths. */
  readonly nano: bigint;
  readonly format: Format;
}

export const noQuantity: Quantity = { nano: 0n, format: 'DecimalSI' };

const DECIMAL_SUFFIXES: readonly (readonly [string, number])[] = [
  ['E', 18],
  ['P', 15],
  ['T', 12],
  ['G', 9],
  ['M', 6],
  ['k', 3],
  ['', 0],
  ['m', -3],
  ['u', -6],
  ['n', -9],
];

const BINARY_SUFFIXES = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] as const;

/** Reads a quantity, or says why it is none. */
export function parseQuantity(text: string): Quantity | string {
  if (text === '' || !/^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/.test(text)) {
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  }
  const [, sign = '', number = '', suffix = ''] = /^([+-]?)([0-9.]+)(.*)$/.exec(text) ?? [];
  const unit = parseSuffix(suffix);
  if (!unit) return "unable to parse quantity's suffix";
  if (!/^(\d+\.?\d*|\.\d+)$/.test(number)) return 'unable to parse numeric part of quantity';
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole}${fraction}`);
  const scaled = scale(digits, unit.base, unit.exponent, fraction.length);
  const nano = scaled > LARGEST ? LARGEST : scaled;
  return { nano: sign === '-' ? -nano : nano, format: unit.format };
}

/** The text as Kubernetes prints it. */
export function formatQuantity({ nano, format }: Quantity): string {
  const isSmall = nano > -1024n * NANO && nano < 1024n * NANO;
  if (format === 'BinarySI' && !isSmall) return formatBinary(nano);
  return formatDecimal(nano, format === 'DecimalExponent');
}

/** The sum has the format of the first quantity that is anything. */
export function addQuantities(quantities: readonly Quantity[]): Quantity {
  const { format } = quantities.find(({ nano }) => nano !== 0n) ?? noQuantity;
  return { nano: quantities.reduce((sum, { nano }) => sum + nano, 0n), format };
}

/** Texts and how Kubernetes prints them. Only a memo: the same few come again with every heartbeat. */
const canonical = new Map<string, string>();
const MOST_REMEMBERED = 1000;

/** A quantity as Kubernetes prints it; undefined when it is none. */
export function canonicalQuantity(text: string): string | undefined {
  const known = canonical.get(text);
  if (known !== undefined) return known;
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string') return undefined;
  const printed = formatQuantity(quantity);
  if (canonical.size >= MOST_REMEMBERED) canonical.clear();
  canonical.set(text, printed);
  return printed;
}

/** In whole units, rounded up. */
export function wholeValue({ nano }: Quantity): number {
  return Number(ceilingOf(nano, NANO));
}

/** In thousandths, rounded up. */
export function milliValue({ nano }: Quantity): number {
  return Number(ceilingOf(nano, NANO / 1000n));
}

export function compareQuantities(one: Quantity, other: Quantity): number {
  return one.nano < other.nano ? -1 : one.nano > other.nano ? 1 : 0;
}

function formatDecimal(nano: bigint, isExponent: boolean): string {
  if (nano === 0n) return '0';
  for (const [suffix, exponent] of DECIMAL_SUFFIXES) {
    const unit = 10n ** BigInt(exponent + 9);
    if (nano % unit !== 0n) continue;
    const shown = isExponent ? (exponent === 0 ? '' : `e${exponent}`) : suffix;
    return `${nano / unit}${shown}`;
  }
  return '0';
}

function formatBinary(nano: bigint): string {
  const value = ceilingOf(nano, NANO);
  for (const [index, suffix] of BINARY_SUFFIXES.entries()) {
    const unit = 1024n ** BigInt(BINARY_SUFFIXES.length - index);
    if (value % unit === 0n) return `${value / unit}${suffix}`;
  }
  return String(value);
}

interface Unit {
  readonly base: bigint;
  readonly exponent: number;
  readonly format: Format;
}

function parseSuffix(suffix: string): Unit | undefined {
  const decimal = DECIMAL_SUFFIXES.find(([text]) => text === suffix);
  if (decimal) return { base: 10n, exponent: decimal[1], format: 'DecimalSI' };
  const binary = BINARY_SUFFIXES.findIndex((text) => text === suffix);
  if (binary >= 0) {
    return { base: 1024n, exponent: BINARY_SUFFIXES.length - binary, format: 'BinarySI' };
  }
  const exponent = /^[eE]([-+]?\d{1,9})$/.exec(suffix)?.[1];
  if (exponent === undefined) return undefined;
  return { base: 10n, exponent: Number(exponent), format: 'DecimalExponent' };
}

/** digits * base^exponent / 10^decimals in billionths, rounded up. Exponents beyond any use are cut off. */
function scale(digits: bigint, base: bigint, exponent: number, decimals: number): bigint {
  const within = Math.max(-100, Math.min(100, exponent));
  const power = base ** BigInt(Math.abs(within));
  const numerator = digits * NANO * (within > 0 ? power : 1n);
  return ceilingOf(numerator, 10n ** BigInt(decimals) * (within < 0 ? power : 1n));
}

function ceilingOf(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator > 0n ? quotient + 1n : quotient;
}
