// Virtual time.

/** Whole virtual milliseconds since the world began. */
export type Milliseconds = number;
