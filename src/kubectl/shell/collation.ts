// The order of texts in the locale en_US.UTF-8 as CentOS 7 has it: letters and digits decide first, whatever their case;
// then case, small before capital; punctuation only when all else is equal.

/** Punctuation in its order; what is not here comes behind it. */
const PUNCTUATION = ' _-,;:!?/.`^~\'"()[]{}@$*\\&#%+<=>|';

/** Negative, 0 or positive, as sort and ls order two texts. */
export function collate(one: string, other: string): number {
  if (one === other) return 0;
  return (
    compare(letters(one), letters(other)) ||
    compare(cases(one), cases(other)) ||
    comparePunctuation(one, other) ||
    compare(one, other)
  );
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function letters(text: string): string {
  return text.replace(/[\0-/:-@[-`{-\x7f]/g, '').toLowerCase();
}

/** a for a small letter, b for a capital one. */
function cases(text: string): string {
  return text
    .replace(/[^A-Za-z]/g, '')
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'b');
}

function comparePunctuation(one: string, other: string): number {
  const ranks = (text: string) =>
    [...text]
      .map((character, at) => ({ rank: PUNCTUATION.indexOf(character), at }))
      .filter(({ rank }) => rank >= 0);
  const [first, second] = [ranks(one), ranks(other)];
  for (let index = 0; index < Math.min(first.length, second.length); index++) {
    const [a, b] = [first[index], second[index]];
    if (!a || !b) break;
    if (a.at !== b.at) return b.at - a.at;
    if (a.rank !== b.rank) return a.rank - b.rank;
  }
  return first.length - second.length;
}
