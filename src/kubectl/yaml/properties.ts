// Anchors, aliases, tags and directives of YAML as libyaml scans them.

import type { Mark, Reader } from './reader.ts';
import type { Token } from './tokens.ts';

const WORD = /^[0-9A-Za-z_-]$/;
const URI = /^[0-9A-Za-z_\-;/?:@&=+$.,!~*'()[\]]$/;

type Scanned = Pick<Token, 'type' | 'text' | 'handle'>;

/** &name or *name, without telling which. */
export function scanName(reader: Reader): string {
  const start = reader.mark;
  reader.take();
  let name = '';
  while (WORD.test(reader.at())) name += reader.take();
  const isEnded = reader.isBlankOrEnd() || '?:,]}%@`'.includes(reader.at());
  if (name === '' || !isEnded) {
    reader.refuse('did not find expected alphabetic or numeric character', start);
  }
  return name;
}

/** !suffix, !handle!suffix, !<uri> or the lone !. */
export function scanTag(reader: Reader): Scanned {
  const start = reader.mark;
  let handle = '';
  let text: string;
  if (reader.is('<', 1)) {
    reader.skip(2);
    text = takeURI(reader, '', start);
    if (!reader.is('>')) reader.refuse("did not find the expected '>'", start);
    reader.take();
  } else {
    handle = takeHandle(reader, start, false);
    if (handle.length > 1 && handle.endsWith('!')) {
      text = takeURI(reader, '', start);
    } else {
      text = takeURI(reader, handle, start);
      handle = '!';
      if (text === '') [handle, text] = ['', '!'];
    }
  }
  if (!reader.isBlankOrEnd()) {
    reader.refuse('did not find expected whitespace or line break', start);
  }
  return { type: 'tag', handle, text };
}

function takeHandle(reader: Reader, start: Mark, isDirective: boolean): string {
  if (!reader.is('!')) reader.refuse("did not find expected '!'", start);
  let handle = reader.take();
  while (WORD.test(reader.at())) handle += reader.take();
  if (reader.is('!')) return handle + reader.take();
  if (isDirective && handle !== '!') reader.refuse("did not find expected '!'", start);
  return handle;
}

/** `head` is a handle that turned out to be the beginning of the tag itself. */
function takeURI(reader: Reader, head: string, start: Mark): string {
  let uri = head.slice(1);
  let isEmpty = head === '';
  while (URI.test(reader.at()) || reader.is('%')) {
    uri += reader.is('%') ? takeEscapes(reader, start) : reader.take();
    isEmpty = false;
  }
  if (isEmpty) reader.refuse('did not find expected tag URI', start);
  return uri;
}

/** %C3%A4: bytes of UTF-8. */
function takeEscapes(reader: Reader, start: Mark): string {
  let escapes = '';
  while (reader.is('%')) {
    const code = reader.at(1) + reader.at(2);
    if (!/^[0-9a-fA-F]{2}$/.test(code)) {
      reader.refuse('did not find URI escaped octet', start);
    }
    escapes += `%${code}`;
    reader.skip(3);
  }
  try {
    return decodeURIComponent(escapes);
  } catch {
    return reader.refuse('found an incorrect leading UTF-8 octet', start);
  }
}

/** %YAML or %TAG, to the end of its line. */
export function scanDirective(reader: Reader): Scanned {
  const start = reader.mark;
  reader.take();
  let name = '';
  while (WORD.test(reader.at())) name += reader.take();
  if (name === '') reader.refuse('could not find expected directive name', start);
  if (!reader.isBlankOrEnd()) reader.refuse('found unexpected non-alphabetical character', start);
  let directive: Scanned;
  if (name === 'YAML') {
    directive = { type: 'version directive', handle: '', text: takeVersion(reader, start) };
  } else if (name === 'TAG') {
    directive = { type: 'tag directive', ...takeTagDirective(reader, start) };
  } else {
    return reader.refuse('found unknown directive name', start);
  }
  takeBlanks(reader);
  if (reader.is('#')) while (!reader.isBreakOrEnd()) reader.take();
  if (!reader.isBreakOrEnd()) reader.refuse('did not find expected comment or line break', start);
  if (reader.isBreak()) reader.takeBreak();
  return directive;
}

function takeBlanks(reader: Reader): void {
  while (reader.isBlank()) reader.take();
}

function takeVersion(reader: Reader, start: Mark): string {
  takeBlanks(reader);
  const major = takeNumber(reader, start);
  if (!reader.is('.')) reader.refuse("did not find expected digit or '.' character", start);
  reader.take();
  return `${major}.${takeNumber(reader, start)}`;
}

function takeNumber(reader: Reader, start: Mark): number {
  let digits = '';
  while (/^[0-9]$/.test(reader.at())) {
    digits += reader.at();
    if (digits.length > 2) reader.refuse('found extremely long version number', start);
    reader.take();
  }
  if (digits === '') reader.refuse('did not find expected version number', start);
  return Number(digits);
}

function takeTagDirective(reader: Reader, start: Mark): { handle: string; text: string } {
  takeBlanks(reader);
  const handle = takeHandle(reader, start, true);
  if (!reader.isBlank()) reader.refuse('did not find expected whitespace', start);
  takeBlanks(reader);
  const text = takeURI(reader, '', start);
  if (!reader.isBlankOrEnd()) {
    reader.refuse('did not find expected whitespace or line break', start);
  }
  return { handle, text };
}
