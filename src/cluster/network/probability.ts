// Probabilities of `-m statistic --mode random`: kube-proxy writes five decimals, the kernel keeps 31 bits.

/** A rule matches when a random 31-bit number is below this. */
export function kernelThreshold(written: string): number {
  return Math.round(Number(written) * 2 ** 31);
}

/** As iptables-save prints it: 0.33333 comes back as 0.33332999982. */
export function savedProbability(written: string): string {
  return (kernelThreshold(written) / 2 ** 31).toFixed(11);
}
