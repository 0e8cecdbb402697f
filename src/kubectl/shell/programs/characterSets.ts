// The sets of tr and sed's y: a-z, [:upper:], \n.

const CLASSES: Readonly<Record<string, string>> = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digit: '0123456789',
  space: '\t\n\v\f\r ',
  blank: '\t ',
  punct: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  a: '\x07',
  f: '\f',
  v: '\v',
  b: '\b',
};

/** The characters of a set, in order. */
export function expandSet(source: string): string[] {
  const characters: string[] = [];
  for (let at = 0; at < source.length;) {
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
    if (named) {
      const name = named[1] ?? '';
      const letters = (CLASSES['lower'] ?? '') + (CLASSES['upper'] ?? '');
      characters.push(
        ...(name === 'alpha'
          ? letters
          : name === 'alnum'
            ? (CLASSES['digit'] ?? '') + letters
            : (CLASSES[name] ?? '')),
      );
      at += named[0].length;
      continue;
    }
    const low = readCharacter(source, at);
    const isRange = source[low.end] === '-' && low.end + 1 < source.length;
    const high = isRange ? readCharacter(source, low.end + 1) : low;
    const [first, last] = [low.character.charCodeAt(0), high.character.charCodeAt(0)];
    if (isRange && last >= first) {
      for (let code = first; code <= last; code++) characters.push(String.fromCharCode(code));
      at = high.end;
    } else {
      characters.push(low.character);
      at = low.end;
    }
  }
  return characters;
}

function readCharacter(source: string, at: number) {
  const next = source[at + 1];
  if (source[at] === '\\' && next !== undefined) {
    const octal = /^[0-7]{1,3}/.exec(source.slice(at + 1, at + 4))?.[0];
    return octal === undefined
      ? { character: ESCAPES[next] ?? next, end: at + 2 }
      : { character: String.fromCharCode(Number.parseInt(octal, 8)), end: at + 1 + octal.length };
  }
  return { character: source[at] ?? '', end: at + 1 };
}
