// The request that curl sends.

import type { HttpRequest } from '../../../../cluster/network/connection.ts';
import type { Part } from '../../../process.ts';
import { byteLength } from '../../../../cluster/api/goJson.ts';
import { encodeBase64 } from '../../bytes.ts';
import { readText } from '../../fileSystem.ts';
import type { ShellState } from '../../state.ts';
import type { CurlOptions } from './options.ts';
import type { Target } from './target.ts';

type Header = readonly [string, string];

/** What -d and its like make up; undefined without them. */
export function* bodyOf(
  { values }: CurlOptions,
  state: ShellState,
): Part<string | undefined | { readonly unreadable: string }> {
  const pieces: string[] = [];
  for (const option of ['data', 'data-ascii', 'data-binary', 'data-urlencode']) {
    for (const value of values(option)) {
      let text = value;
      if (value.startsWith('@')) {
        const found = yield* readText(state, value.slice(1));
        // curl 7.29 warns and sends nothing.
        if ('problem' in found) return { unreadable: value.slice(1) };
        text = option === 'data-binary' ? found.text : found.text.replace(/[\r\n]/g, '');
      }
      pieces.push(option === 'data-urlencode' ? urlencode(text) : text);
    }
  }
  return pieces.length === 0 ? undefined : pieces.join('&');
}

function urlencode(text: string): string {
  const equals = text.indexOf('=');
  const name = equals > 0 ? text.slice(0, equals + 1) : '';
  return (
    name + encodeURIComponent(text.slice(equals < 0 ? 0 : equals + 1)).replace(/[!'()*]/g, escape)
  );
}

function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

export function requestFor(
  target: Target,
  options: CurlOptions,
  data: string | undefined,
): HttpRequest {
  const isGet = options.has('get');
  const body = isGet ? undefined : data;
  const isHead = options.has('head');
  const method =
    options.value('request') ?? (isHead ? 'HEAD' : body === undefined ? 'GET' : 'POST');
  const joint = target.path.includes('?') ? '&' : '?';
  const given = options.values('header').map(readHeader);
  const path = isGet && data !== undefined ? `${target.path}${joint}${data}` : target.path;
  return {
    method,
    path,
    headers: headersOf(target, options, { given, body }),
    ...(body === undefined ? {} : { body }),
  };
}

/** In the order of curl 7.29: its own first, where one that was given takes the place of curl's, then the others. */
function headersOf(
  { host, port, hasPort, user }: Target,
  options: CurlOptions,
  { given, body }: { given: readonly (Header | undefined)[]; body: string | undefined },
): Header[] {
  const known = new Map(
    given.flatMap((header) => (header ? [[header[0].toLowerCase(), header[1]] as const] : [])),
  );
  const login = options.value('user') ?? user;
  const own: (Header | false)[] = [
    login !== undefined && ['Authorization', `Basic ${encodeBase64(login)}`],
    ['User-Agent', options.value('user-agent') ?? 'curl/7.29.0'],
    ['Host', hasPort ? `${host}:${port}` : host],
    ['Accept', '*/*'],
    options.has('compressed') && ['Accept-Encoding', 'deflate, gzip'],
    options.value('referer') !== undefined && ['Referer', options.value('referer') ?? ''],
    /=/.test(options.value('cookie') ?? '') && ['Cookie', options.value('cookie') ?? ''],
  ];
  const ofBody: (Header | false)[] = [
    body !== undefined && ['Content-Length', String(byteLength(body))],
    body !== undefined && ['Content-Type', 'application/x-www-form-urlencoded'],
  ];
  const first = own.flatMap((header): Header[] => {
    if (!header) return [];
    const value = known.get(header[0].toLowerCase());
    if (header[0] === 'Host' && value !== undefined) return value === '' ? [] : [['Host', value]];
    return value === undefined ? [header] : [];
  });
  const last = ofBody.flatMap((header): Header[] =>
    header && !known.has(header[0].toLowerCase()) ? [header] : [],
  );
  const others = given.flatMap((header): Header[] =>
    header && header[1] !== '' && header[0].toLowerCase() !== 'host' ? [header] : [],
  );
  return [...first, ...others, ...last];
}

/** `Name: value`; an empty value takes a header of curl's away, and `Name;` sends one without a value. */
function readHeader(text: string): Header | undefined {
  const colon = text.indexOf(':');
  if (colon >= 0) return [text.slice(0, colon), text.slice(colon + 1).trim()];
  return text.endsWith(';') ? [text.slice(0, -1), ' '] : undefined;
}
