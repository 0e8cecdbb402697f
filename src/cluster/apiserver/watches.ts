// Watches: what happened since a resourceVersion, as one who looks at a part of the objects sees it. One that enters the
// selection is ADDED to it, and one that leaves it is DELETED.

import type { ApiObject } from '../api/core/v1/objects.ts';
import type { ApiRequest, ApiResponse, Change, WatchEvent } from './client.ts';
import type { Route } from './routes.ts';
import { findSelected, selectionOf, type Selection } from './selection.ts';
import { answer, badRequest, gone } from './statuses.ts';
import type { Storage } from './storage.ts';
import type { WatchLog } from './watchLog.ts';

/**
 * Pull: `{events, resourceVersion}` since the version of the query. Without one, or with 0, it begins with what is there
 * now, as in Kubernetes 1.3.
 */
export function readWatch(
  storage: Storage,
  log: WatchLog,
  route: Route,
  request: ApiRequest,
): ApiResponse {
  const selection = selectionOf(route, request);
  if (typeof selection === 'string') return badRequest(selection);
  const version = request.query?.resourceVersion ?? '';
  if (version !== '' && !/^\d+$/.test(version)) {
    const message = `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`;
    return badRequest(message);
  }
  const from = Number(version);
  if (from === 0) {
    const present = findSelected(storage, selection);
    return events(
      present.map((object) => ({ type: 'ADDED', object })),
      log.latest,
    );
  }
  const changes = log.since(from);
  if ('oldest' in changes) return gone(from, changes.oldest);
  const seen = changes
    .map((change) => eventFor(selection, change))
    .filter((event) => event !== undefined);
  return events(seen, Math.max(from, changes.at(-1)?.resourceVersion ?? 0));
}

/** How a change looks to one who watches a selection; undefined when it does not concern it. */
export function eventFor(selection: Selection, change: Change): WatchEvent | undefined {
  if (change.kind !== selection.kind) return undefined;
  const isIn = change.type !== 'DELETED' && selection.includes(change.object);
  const wasIn = change.previous !== undefined && selection.includes(change.previous);
  if (!isIn && !wasIn) return undefined;
  const type = !isIn ? 'DELETED' : wasIn ? 'MODIFIED' : 'ADDED';
  return { type, object: change.object };
}

function events(
  seen: readonly { readonly type: string; readonly object: ApiObject }[],
  resourceVersion: number,
): ApiResponse {
  return answer(200, { events: seen, resourceVersion: String(resourceVersion) });
}
