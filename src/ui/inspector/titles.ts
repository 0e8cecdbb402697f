// Names of what is selected.

import { formatClock, glanceAt, type Selection, type Session } from '../../session/index.ts';

export function titleOf(
  { tables }: Session,
  selection: Selection,
): { readonly title: string; readonly caption: string } {
  if (selection.type === 'connection') {
    const connection = tables.connections[selection.key];
    if (!connection) return { title: 'A request', caption: 'It is not there at this time.' };
    const { id, outcome, original, openedAt } = connection;
    return {
      title: `Request #${id} ${outcome?.type ?? 'is under way'}`,
      caption: `${original.sourceIP} to ${original.destinationIP}:${original.destinationPort} at ${formatClock(openedAt)}`,
    };
  }
  const { kind, key } = selection;
  const title = `${kind} ${key.slice(key.indexOf('/') + 1)}`;
  if (kind === 'Pod') {
    const pod = tables.Pod[key];
    if (!pod) return { title, caption: 'It is not there at this time.' };
    const { status, ready, node, ip } = glanceAt(pod);
    return { title, caption: `${status}, ${ready} ready, ${ip} on ${node}` };
  }
  if (kind === 'Service') {
    const spec = tables.Service[key]?.spec;
    return {
      title,
      caption: spec ? `${spec.type}, ${spec.clusterIP}` : 'It is not there at this time.',
    };
  }
  return { title, caption: kind === 'Node' ? 'A machine with kubelet and kube-proxy' : '' };
}
