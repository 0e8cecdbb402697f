// Durations as Go's flags take them: 1m30s, 1.5h, 300ms, -2s, 0.

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** In milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const [, sign = '', amount = ''] = /^([+-]?)(.*)$/.exec(text) ?? [];
  if (amount === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(amount)) return undefined;
  let sum = 0;
  for (const [, number = '', unit = ''] of amount.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    sum += Number(number) * (UNIT_MS[unit] ?? 0);
  }
  return sign === '-' ? -sum : sum;
}
