/** From a change of a controller or one of its pods to the sync. Changes within it are seen together. */
export const SYNC_DELAY_MS = 20;
