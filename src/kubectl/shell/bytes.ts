// Texts in base64.

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8. */
function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(escaped.charCodeAt(at));
  }
  return bytes;
}

export function encodeBase64(text: string): string {
  const bytes = bytesOf(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.slice(at, at + 3);
    const group = (one << 16) | (two << 8) | three;
    const digits = [18, 12, 6, 0].map((shift) => BASE64[(group >> shift) & 63]);
    const count = Math.min(3, bytes.length - at) + 1;
    encoded += digits.slice(0, count).join('').padEnd(4, '=');
  }
  return encoded;
}

/** The text of base64; undefined when it is none. */
export function decodeBase64(encoded: string): string | undefined {
  const digits = encoded.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits) || digits.length % 4 !== 0) return undefined;
  let escaped = '';
  for (let at = 0; at < digits.length; at += 4) {
    const group = Array.from(digits.slice(at, at + 4)).reduce(
      (sum, digit) => (sum << 6) | Math.max(0, BASE64.indexOf(digit)),
      0,
    );
    const count = 3 - (digits.slice(at, at + 4).match(/=/g)?.length ?? 0);
    for (const shift of [16, 8, 0].slice(0, count)) {
      escaped += `%${((group >> shift) & 255).toString(16).padStart(2, '0')}`;
    }
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '\ufffd';
  }
}
