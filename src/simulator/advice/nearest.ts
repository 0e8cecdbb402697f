// The nearest of some words to one that is probably misspelt.

/** Undefined when none is near: at most a third of its letters may differ, and at least one. */
export function nearest(word: string, among: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const each of among) {
    const distance = distanceOf(word.toLowerCase(), each.toLowerCase());
    if (each !== word && distance < least) {
      best = each;
      least = distance;
    }
  }
  return best;
}

/** Damerau's: letters put in, left out, changed, or two beside each other swapped. */
function distanceOf(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 12) return Infinity;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const here = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      here[column] = Math.min(
        (above[column] ?? 0) + 1,
        (here[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    before = above;
    above = here;
  }
  return above[other.length] ?? 0;
}
