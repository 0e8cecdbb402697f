// A link carries a whole world in its hash: `#v1.` and the record as JSON, deflated, in base64url. No server keeps anything.

import { readWorldRecord, type WorldRecord } from '../simulator/index.ts';

const FORM = '#v1.';

/** A text of a link may unfold to so many bytes; a world of a person is a few thousand. */
const MOST_BYTES = 5_000_000;

export function isLink(hash: string): boolean {
  return hash.startsWith(FORM);
}

export async function writeLink(world: WorldRecord): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(world));
  const deflated = await read(stream(bytes).pipeThrough(new CompressionStream('deflate-raw')));
  return FORM + toBase64Url(deflated);
}

/** The world of a link; a sentence when it cannot be read. */
export async function readLink(hash: string): Promise<WorldRecord | string> {
  try {
    const deflated = fromBase64Url(hash.slice(FORM.length));
    const bytes = await read(stream(deflated).pipeThrough(new DecompressionStream('deflate-raw')));
    return readWorldRecord(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return 'it is cut short or changed';
  }
}

function stream(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes]).stream();
}

async function read(from: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = from.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > MOST_BYTES) throw new RangeError('too long');
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
