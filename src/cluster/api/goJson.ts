// JSON and quoted text as Go writes them: `<`, `>` and `&` are escaped inside strings, and lengths are counted in bytes.

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Compact JSON, or indented as json.MarshalIndent does. What is undefined is `null`, as a nil pointer. */
export function goJson(value: unknown, indent?: string): string {
  const text = JSON.stringify(value, undefined, indent) ?? 'null';
  return /[<>&\u2028\u2029]/.test(text)
    ? text.replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character)
    : text;
}

/** A map with its keys in order, as Go marshals maps. */
export function sortedMap<V>(
  map: Readonly<Record<string, V>> | undefined,
): Readonly<Record<string, V>> | undefined {
  if (!map) return undefined;
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Text in quotes, as %q prints it. */
export function goQuote(text: string): string {
  return JSON.stringify(text);
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
