// Sums of resource amounts such as 100m, 1.5 and 64Mi, printed with the largest suffix that leaves no fraction.

export interface Amount {
  readonly nano: bigint;
  /** Printed with Ki, Mi, ... rather than k, M, ... */
  readonly isBinary: boolean;
}

const NANO = 1_000_000_000n;

const DECIMAL: readonly (readonly [string, bigint])[] = [
  ['E', 10n ** 27n],
  ['P', 10n ** 24n],
  ['T', 10n ** 21n],
  ['G', 10n ** 18n],
  ['M', 10n ** 15n],
  ['k', 10n ** 12n],
  ['', NANO],
  ['m', 1_000_000n],
  ['u', 1_000n],
  ['n', 1n],
];

const BINARY: readonly (readonly [string, bigint])[] = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'].map(
  (suffix, index) => [suffix, NANO * 1024n ** BigInt(6 - index)] as const,
);

/** What the API server has accepted; anything else counts nothing. */
export function parseAmount(text: string): Amount {
  const [, digits = '0', fraction = '', suffix = ''] =
    /^\+?(\d{1,30})?(?:\.(\d{0,9})\d*)?([A-Za-z]*)$/.exec(text) ?? [];
  const unit = [...DECIMAL, ...BINARY].find(([name]) => name === suffix)?.[1] ?? 0n;
  const whole = BigInt(digits) * unit;
  const part = fraction === '' ? 0n : (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
  return { nano: whole + part, isBinary: suffix.endsWith('i') };
}

/** The sum is printed like the first amount that is anything. */
export function addAmounts(amounts: readonly Amount[]): Amount {
  const first = amounts.find(({ nano }) => nano !== 0n);
  return {
    nano: amounts.reduce((sum, { nano }) => sum + nano, 0n),
    isBinary: first?.isBinary ?? false,
  };
}

export function formatAmount({ nano, isBinary }: Amount): string {
  if (nano === 0n) return '0';
  const units = isBinary && nano % NANO === 0n ? [...BINARY, ['', NANO] as const] : DECIMAL;
  const [suffix, unit] = units.find(([, each]) => nano % each === 0n) ?? ['n', 1n];
  return `${nano / unit}${suffix}`;
}
