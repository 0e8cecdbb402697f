// The API server on the network: text in, text out, with the headers and the indentation of Kubernetes 1.3. A watch is a
// response that goes on: each part names the request that reads the next one on the same connection.

import { formatRFC1123 } from '../api/calendar.ts';
import { byteLength, goJson } from '../api/goJson.ts';
import type { HttpRequest, HttpResponse } from '../network/connection.ts';
import { clausesOf } from './accept.ts';
import type { ApiRequest, ApiResponse, WatchEvent } from './client.ts';
import { rootPaths } from './discovery.ts';
import { answer, notAcceptable, notAllowed, unsupportedMediaType } from './statuses.ts';

/** A longer answer is sent in chunks, as Go's server does when nobody told it the length. */
const LARGEST_UNCHUNKED = 2048;

/** Headers that only this file writes, in requests that read a watch on. */
const CONTINUES = 'X-Watch-Continues';
const DEADLINE = 'X-Watch-Deadline';

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

export type Served =
  | { readonly response: HttpResponse }
  /** Nothing has happened yet: the watch waits for a change, until the deadline if it has one. */
  | { readonly waitsFor: ApiRequest; readonly untilMs?: number };

/** How a watch has waited since it was last asked. */
export interface WaitingWatch {
  /** The resourceVersion before the first change that concerns it; missing while there was none. */
  readonly from?: number;
}

interface Circumstances {
  readonly now: number;
  /** Missing when it did not wait. */
  readonly waiting: WaitingWatch | undefined;
}

export function serveHttp(
  handle: (request: ApiRequest) => ApiResponse,
  request: HttpRequest,
  circumstances: Circumstances,
): Served {
  const { now } = circumstances;
  const [path = '/', search = ''] = request.path.split(/\?(.*)/);
  const query = parseQuery(search);
  if (request.method === 'GET' && isWatchPath(path, query)) {
    return serveWatch(handle, { request, path, query }, circumstances);
  }
  const response = respond(handle, request, { path, query });
  return { response: toHttp(response, { now, isPretty: wantsIndent(request, query) }) };
}

interface Target {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

function respond(
  handle: (request: ApiRequest) => ApiResponse,
  request: HttpRequest,
  { path, query }: Target,
): ApiResponse {
  const isKnownRoot = path === '/' || /^\/(apis?|version|healthz)(\/|$)/.test(path);
  if (!isKnownRoot) return answer(404, { paths: rootPaths() });
  if (!METHODS.includes(request.method)) return notAllowed();
  const method = request.method as ApiRequest['method'];
  const type = (headerOf(request, 'Content-Type') ?? '').replace(/;.*$/, '').trim();
  const hasBody = request.body !== undefined && request.body !== '';
  if (!isAcceptable(request)) return notAcceptable();
  if (method !== 'PATCH' && hasBody && type !== '' && !TYPES.includes(type)) {
    return unsupportedMediaType();
  }
  return handle({
    method,
    path,
    query,
    // Of a patch the type must be said; what curl says by itself is none.
    headers: { 'Content-Type': type, ...acceptOf(request) },
    ...(hasBody ? { body: request.body } : {}),
  });
}

function serveWatch(
  handle: (request: ApiRequest) => ApiResponse,
  { request, path, query }: Target & { readonly request: HttpRequest },
  { now, waiting }: Circumstances,
): Served {
  const isFirst = headerOf(request, CONTINUES) === undefined;
  const deadline = deadlineOf(request, query, now);
  if (waiting && waiting.from === undefined) return { response: streamed('', now) };
  // What does not concern it is not asked for again: the log may have dropped it.
  const version = waiting?.from === undefined ? {} : { resourceVersion: String(waiting.from) };
  const asked: ApiRequest = {
    method: 'GET',
    path,
    query: { ...query, ...version },
    headers: acceptOf(request),
  };
  const response = handle(asked);
  if (response.status === 410) {
    const text = `${goJson({ type: 'ERROR', object: response.body })}\n`;
    return { response: streamed(text, now) };
  }
  if (response.status !== 200) {
    return { response: toHttp(response, { now, isPretty: wantsIndent(request, query) }) };
  }
  const { events, resourceVersion } = response.body as {
    readonly events: readonly WatchEvent[];
    readonly resourceVersion: string;
  };
  const isOver = deadline !== undefined && now >= deadline;
  if (events.length === 0 && !isFirst && !isOver) {
    return { waitsFor: asked, ...(deadline === undefined ? {} : { untilMs: deadline }) };
  }
  const text = events.map((event) => `${goJson(event)}\n`).join('');
  const headers = request.headers.filter(([name]) => name !== CONTINUES && name !== DEADLINE);
  const more: HttpRequest = {
    method: 'GET',
    path: `${path}?${formatQuery({ ...query, resourceVersion })}`,
    headers: [
      ...headers,
      [CONTINUES, 'true'],
      ...(deadline === undefined ? [] : [[DEADLINE, String(deadline)] as const]),
    ],
  };
  return { response: { ...streamed(text, now), ...(isOver ? {} : { more }) } };
}

/** Virtual ms at which the server ends the watch, if it was asked to. */
function deadlineOf(
  request: HttpRequest,
  { timeoutSeconds }: Target['query'],
  now: number,
): number | undefined {
  const set = headerOf(request, DEADLINE);
  if (set !== undefined) return Number(set);
  const seconds = Number(timeoutSeconds ?? 0);
  return Number.isInteger(seconds) && seconds > 0 ? now + seconds * 1000 : undefined;
}

function isWatchPath(path: string, { watch }: Target['query']): boolean {
  return (
    (/^\/apis?\//.test(path) && (watch === 'true' || watch === '1')) ||
    path.startsWith('/api/v1/watch/')
  );
}

function streamed(body: string, now: number): HttpResponse {
  return {
    status: 200,
    reason: 'OK',
    headers: [
      ['Content-Type', 'application/json'],
      ['Date', httpDate(now)],
      ['Transfer-Encoding', 'chunked'],
    ],
    body,
  };
}

function toHttp(
  { status, headers, body }: ApiResponse,
  { now, isPretty }: { readonly now: number; readonly isPretty: boolean },
): HttpResponse {
  // Indented JSON has no line end at its end; compact JSON has.
  const text =
    typeof body === 'string'
      ? body
      : isPretty
        ? goJson(withoutItemTypes(body), '  ')
        : `${goJson(withoutItemTypes(body))}\n`;
  const length = byteLength(text);
  return {
    status,
    reason: REASONS[status] ?? '',
    headers: [
      ['Content-Type', headers['Content-Type'] ?? 'application/json'],
      ['Date', httpDate(now)],
      length > LARGEST_UNCHUNKED
        ? ['Transfer-Encoding', 'chunked']
        : ['Content-Length', String(length)],
    ],
    body: text,
  };
}

/** Items of a list do not say what they are: the list does. */
function withoutItemTypes(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('items' in body)) return body;
  const { items } = body as { readonly items: unknown };
  if (!Array.isArray(items)) return body;
  return {
    ...body,
    items: (items as readonly Readonly<Record<string, unknown>>[]).map((item) => {
      const { kind: _, apiVersion: __, ...rest } = item;
      return rest;
    }),
  };
}

/** People who look with a browser, curl or wget get it indented, unless they say otherwise. */
function wantsIndent(request: HttpRequest, { pretty }: Target['query']): boolean {
  if (pretty !== undefined && pretty !== '') return /^(1|t|T|TRUE|true|True)$/.test(pretty);
  return /^(curl|Wget|Mozilla\/5\.0)/.test(headerOf(request, 'User-Agent') ?? '');
}

/** What is not in the header as the server spells it is not acceptable, but all that is there is answered in JSON. */
function isAcceptable(request: HttpRequest): boolean {
  return clausesOf(headerOf(request, 'Accept') ?? '').some(
    ({ type }) => type === '*/*' || TYPES.includes(type),
  );
}

function acceptOf(request: HttpRequest): Readonly<Record<string, string>> {
  const accept = headerOf(request, 'Accept');
  return accept === undefined ? {} : { Accept: accept };
}

function headerOf({ headers }: HttpRequest, name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

function httpDate(now: number): string {
  return formatRFC1123(now).replace('+0000', 'GMT');
}

function parseQuery(search: string): Readonly<Record<string, string>> {
  const query: Record<string, string> = {};
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const [name = '', value = ''] = pair.split(/=(.*)/);
    query[unescape(name)] ??= unescape(value);
  }
  return query;
}

function formatQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** What is not rightly escaped stays as it is. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  422: 'status code 422',
  500: 'Internal Server Error',
};
