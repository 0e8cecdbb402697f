// What containers write to their standard output: Docker keeps it for as long as it keeps the container, and one dead
// container of each kind is kept. Only the last lines are kept here.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { ContainerLog, ContainerRecord, LogLine } from '../network/container.ts';
import { containerKey, LOGS, write } from './tables.ts';

const RETAINED_LINES = 500;

/** Adds lines to the log of a container; the first of a new container begin a new log. */
export function appendLog(
  view: ClusterView,
  node: string,
  record: Pick<ContainerRecord, 'pod' | 'name' | 'containerID'>,
  lines: readonly LogLine[],
): Action[] {
  const key = containerKey(node, record.pod, record.name);
  const { containerID = '' } = record;
  const log = view.read<ContainerLog>(LOGS, key);
  const isSame = log?.containerID === containerID;
  if (lines.length === 0 && (isSame || !log)) return [];
  const added = lines.map(({ at, stream, text }): LogLine => ({ at, stream, text }));
  const all = isSame ? [...log.lines, ...added] : added;
  const previous = isSame ? log.previous : log;
  const next: ContainerLog = {
    containerID,
    lines: all.slice(-RETAINED_LINES),
    ...(previous ? { previous: { containerID: previous.containerID, lines: previous.lines } } : {}),
  };
  return [write(LOGS, key, next)];
}
