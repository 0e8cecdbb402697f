// MD5 (RFC 1321) as 32 hex digits: the order of Endpoints' ports follows from it, and the platform's own is asynchronous
// or absent.

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

/** Of a text's UTF-8 bytes. */
export function md5(text: string): string {
  const bytes = utf8(text);
  const length = bytes.length;
  bytes.push(0x80);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let i = 0; i < 8; i++) bytes.push(Math.floor((length * 8) / 2 ** (8 * i)) & 0xff);

  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < bytes.length; block += 64) addBlock(state, bytes, block);
  return state
    .flatMap((word) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function addBlock(state: number[], bytes: readonly number[], offset: number): void {
  const words = Array.from({ length: 16 }, (_, i) => {
    const at = offset + i * 4;
    return [0, 1, 2, 3].reduce((word, j) => word | ((bytes[at + j] ?? 0) << (8 * j)), 0);
  });
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
    const at = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] ?? 0;
    const sum = (a + mixed + (SINES[i] ?? 0) + (words[at % 16] ?? 0)) | 0;
    const shift = SHIFTS[round]?.[i % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  [a, b, c, d].forEach((word, i) => {
    state[i] = ((state[i] ?? 0) + word) | 0;
  });
}

function utf8(text: string): number[] {
  return [...unescape(encodeURIComponent(text))].map((character) => character.charCodeAt(0));
}
