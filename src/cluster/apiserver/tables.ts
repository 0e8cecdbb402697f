// Answers as a Table: columns and rows that a client prints as they are. 1.3 has none; it is the later API (meta.k8s.io/v1beta1
// since 1.8, v1 since 1.15) by which a newer kubectl prints more than NAME and AGE. The columns are those of 1.3, and the same
// that our kubectl prints.

import type { ApiObject, Pod } from '../api/core/v1/objects.ts';
import { columnsOf, isPrintedKind } from '../api/printers/columns.ts';
import type { Column } from '../api/printers/column.ts';
import { isFinished } from '../api/printers/podText.ts';
import type { ApiRequest, ApiResponse, WatchEvent } from './client.ts';
import { clausesOf } from './accept.ts';
import { badRequest } from './statuses.ts';

const GROUP = 'meta.k8s.io';
const VERSIONS: readonly string[] = ['v1', 'v1beta1'];

/** The answer as a Table, if the request would rather have one than the objects. */
export function asAccepted(request: ApiRequest, response: ApiResponse, now: number): ApiResponse {
  if (request.method !== 'GET' || response.status !== 200) return response;
  const apiVersion = tableVersionOf(request);
  if (apiVersion === undefined) return response;
  const { includeObject = 'Metadata' } = request.query ?? {};
  if (!['None', 'Metadata', 'Object'].includes(includeObject)) {
    return badRequest(`unrecognized includeObject value: ${JSON.stringify(includeObject)}`);
  }
  const body = convertBody(response.body, { apiVersion, includeObject, now });
  if (body === response.body) return response;
  const headers = { ...response.headers, 'Content-Type': 'application/json' };
  return { ...response, headers, body };
}

/** Of the first kind of answer in the Accept header that the server has; undefined when that is plain JSON. */
function tableVersionOf({ headers }: ApiRequest): string | undefined {
  for (const { type, parameters } of clausesOf(headers?.Accept ?? '')) {
    const { as, g, v = '' } = parameters;
    if (type !== 'application/json') continue;
    if (as === undefined) return undefined;
    if (as === 'Table' && g === GROUP && VERSIONS.includes(v)) return `${GROUP}/${v}`;
  }
  return undefined;
}

interface TableOptions {
  readonly apiVersion: string;
  readonly includeObject: string;
  readonly now: number;
}

function convertBody(body: unknown, options: TableOptions): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if ('events' in body) {
    const events = body.events as readonly WatchEvent[];
    const convert = ({ type, object }: WatchEvent) => ({
      type,
      object: convertBody(object, options),
    });
    return { ...body, events: events.map(convert) };
  }
  const { kind = '', metadata } = body as Partial<ApiObject>;
  const { selfLink, resourceVersion } = metadata ?? {};
  const printed = 'items' in body ? kind.replace(/List$/, '') : kind;
  if (!isPrintedKind(printed)) return body;
  const objects = 'items' in body ? (body.items as readonly ApiObject[]) : [body as ApiObject];
  const { columns, wide = [] } = columnsOf(printed);
  const all = [...columns, ...wide];
  return {
    kind: 'Table',
    apiVersion: options.apiVersion,
    metadata: {
      ...(selfLink === undefined ? {} : { selfLink }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
    columnDefinitions: all.map((column, index) => definitionOf(column, index >= columns.length)),
    rows: objects.map((object) => rowOf(object, all, options)),
  };
}

function definitionOf({ name, type, description }: Column<ApiObject>, isWide: boolean): object {
  return {
    name,
    type: type ?? 'string',
    format: name === 'Name' ? 'name' : '',
    description,
    priority: isWide ? 1 : 0,
  };
}

function rowOf(
  object: ApiObject,
  columns: readonly Column<ApiObject>[],
  { apiVersion, includeObject, now }: TableOptions,
): object {
  // The server does not know how wide the client prints: nothing is cut off.
  const context = { now, isWide: true, isWatching: false };
  const cells = columns.map(({ type, cell }) => {
    const text = cell(object, context);
    return type === 'integer' ? Number(text) : text;
  });
  return {
    cells,
    ...(object.kind === 'Pod' && isFinished(object) ? { conditions: completed(object) } : {}),
    object: shownObject(object, apiVersion, includeObject),
  };
}

/** How a client knows that it may hide the row. */
function completed({ status }: Pod): object[] {
  const message =
    status.phase === 'Failed' ? 'The pod failed.' : 'The pod has completed successfully.';
  return [{ type: 'Completed', status: 'True', reason: status.phase, message }];
}

function shownObject(object: ApiObject, apiVersion: string, includeObject: string): object | null {
  switch (includeObject) {
    case 'None':
      return null;
    case 'Object':
      return object;
    default:
      return { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata };
  }
}
