// JSON as Go's encoding/json writes it: without blanks, keys sorted, and `<`, `>` and `&` escaped. Messages count bytes in it.

export function formatJSON(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatJSON).join(',')}]`;
  if (typeof value !== 'object' || value === null) return formatScalar(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${formatScalar(key)}:${formatJSON(item)}`);
  return `{${entries.join(',')}}`;
}

function formatScalar(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
