/** From a change of a Service or its Endpoints to new rules on a node. */
export const SYNC_DELAY_MS = 150;

/** Each node's kube-proxy is a little later than the one before; after this many the turns begin anew. */
export const NODE_STAGGER_MS = 40;
export const MOST_COHORTS = 25;

/** --iptables-sync-period: all rules are written anew so often. Here only what failed is tried again. */
export const SYNC_PERIOD_MS = 30_000;
