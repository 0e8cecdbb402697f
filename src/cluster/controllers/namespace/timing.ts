// Times of the namespace controller, in virtual ms.

/** From a change of a namespace to its sync, which asks for every kind that there is. */
export const SYNC_DELAY_MS = 100;

/** A sync that failed is tried again so soon, and each time twice as late. */
export const FIRST_RETRY_MS = 5;
export const LONGEST_RETRY_MS = 1_000_000;

/** All namespaces are looked at so often, changed or not. */
export const RESYNC_MS = 300_000;
