// What changed between two texts, line by line, in the order of the new text; removed lines stand where they were.

export interface DiffLine {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
}

/** Beyond this many comparisons what differs is shown as replaced as a whole. */
const MOST_COMPARISONS = 1_000_000;

export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  return [
    ...lines(after.slice(0, head), 'same'),
    ...between(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...lines(after.slice(after.length - tail), 'same'),
  ];
}

/** By the longest common subsequence. */
function between(before: readonly string[], after: readonly string[]): DiffLine[] {
  const width = after.length + 1;
  if (before.length * after.length > MOST_COMPARISONS) {
    return [...lines(before, 'removed'), ...lines(after, 'added')];
  }
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const diff: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, text] = [before[row], after[column]];
    if (old !== undefined && old === text) {
      diff.push({ text, change: 'same' });
      row++;
      column++;
    } else if (
      old !== undefined &&
      (text === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      diff.push({ text: old, change: 'removed' });
      row++;
    } else if (text !== undefined) {
      diff.push({ text, change: 'added' });
      column++;
    }
  }
  return diff;
}

function lines(texts: readonly string[], change: DiffLine['change']): DiffLine[] {
  return texts.map((text) => ({ text, change }));
}
