/** The controller looks at what has changed this often: changes between two looks are seen together. */
export const SYNC_EVERY_MS = 50;
