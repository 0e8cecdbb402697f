/** From a change of a Service to the controller's look at it. */
export const SYNC_DELAY_MS = 100;

/** The cloud makes a load balancer in this time. */
export const PROVISION_MS = 3_000;
