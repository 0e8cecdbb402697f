// What kind of thing it is, by its shape; a pod also by its status.

import {
  Box,
  FolderOpen,
  Network,
  Repeat,
  Server,
  Unplug,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import type { Kind } from '../../cluster/api/core/v1/objects.ts';
import { glanceAt, isLost, useSession, type Selection } from '../../session/index.ts';
import { StatusGlyph } from '../graph/StatusGlyph.tsx';

const icons: Partial<Readonly<Record<Kind, LucideIcon>>> = {
  Node: Server,
  Service: Network,
  Endpoints: Waypoints,
  ReplicationController: Repeat,
  Namespace: FolderOpen,
};

export function SelectionIcon({ selection }: { selection: Selection }) {
  const shape = useSession(({ tables }) => {
    const isPod = selection.type === 'object' && selection.kind === 'Pod';
    const pod = isPod ? tables.Pod[selection.key] : undefined;
    return pod && glanceAt(pod).shape;
  });
  const wasLost = useSession(({ tables }) => {
    const outcome =
      selection.type === 'connection' ? tables.connections[selection.key]?.outcome : undefined;
    return outcome !== undefined && isLost(outcome);
  });
  const Icon =
    selection.type === 'object' ? (icons[selection.kind] ?? Box) : wasLost ? Unplug : Waypoints;
  return (
    <span className={`kindIcon ${wasLost ? 'lost' : ''}`}>
      {shape ? <StatusGlyph shape={shape} /> : <Icon size={18} aria-hidden="true" />}
    </span>
  );
}
