/** How often the node controller looks at the nodes (--node-monitor-period). */
export const MONITOR_PERIOD_MS = 5_000;

/** Silence of a kubelet after which its node is Unknown (--node-monitor-grace-period). */
export const GRACE_PERIOD_MS = 40_000;

/** How long a node may be not ready before its pods are deleted (--pod-eviction-timeout). */
export const POD_EVICTION_TIMEOUT_MS = 300_000;

/** Longest grace of an evicted pod before it is removed by force. */
export const LONGEST_GRACE_MS = 300_000;
