/** How often the node controller looks at the nodes. */
export const MONITOR_PERIOD_MS = 5_000;

/** Silence of a kubelet after which its node is Unknown. */
export const GRACE_PERIOD_MS = 40_000;
