// Which entries a few typed letters mean: all words have to be there, and what begins with them comes first.

/** Higher is nearer; undefined when a word is missing. */
export function rank(label: string, query: string): number | undefined {
  const text = label.toLowerCase();
  let sum = 0;
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === '') continue;
    const score = rankWord(text, word);
    if (score === undefined) return undefined;
    sum += score;
  }
  return sum - text.length / 1000;
}

function rankWord(text: string, word: string): number | undefined {
  const at = text.indexOf(word);
  if (at === 0) return 4;
  if (at > 0) return /[\s/.-]/.test(text.charAt(at - 1)) ? 3 : 2;
  return isScattered(text, word) ? 1 : undefined;
}

/** `wrc` is in `webapp-rc`: its letters are there in their order, the first at the beginning of a word. */
function isScattered(text: string, letters: string): boolean {
  for (const { index } of text.matchAll(/(?<![a-z0-9])[a-z0-9]/g)) {
    let from = index;
    const isThere = [...letters].every((letter, at) => {
      const found = text.indexOf(letter, from);
      from = found + 1;
      return at === 0 ? found === index : found >= 0;
    });
    if (isThere) return true;
  }
  return false;
}
