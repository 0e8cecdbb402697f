// Broken invariants stop the world; mistakes of people never come here.

/** Throws when an invariant does not hold. The sentence says what should have been true. */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${sentence}.`);
}
