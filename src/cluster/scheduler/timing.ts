/** From a pod being there without a node to a decision. */
export const SCHEDULE_DELAY_MS = 10;

/** First wait after a pod fitted nowhere; it doubles each time. */
export const FIRST_BACKOFF_MS = 1_000;

export const LONGEST_BACKOFF_MS = 60_000;
