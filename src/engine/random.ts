// Randomness without state: draw n of a stream is a hash of seed, stream and n, so one more draw in one place changes
// nothing elsewhere.

/** Draw n of a named stream: an unsigned 32-bit integer. */
export function hash32(seed: number, stream: string, n: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ n;
  for (let i = 0; i < stream.length; i++) {
    hash = Math.imul(hash ^ stream.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
  }
  return mix(hash ^ Math.imul(n, 0xc2b2ae35));
}

/** A well-mixed 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
