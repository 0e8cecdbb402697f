// Pods as cards, as chips while no node has them, as dots in a crowd, and folded into a tile.

import { memo, useMemo } from 'react';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import {
  answersByPod,
  glanceAt,
  joinedTo,
  selectorText,
  shortCount,
  toggleFold,
  useSession,
  type PodGlance,
  versionOfPod,
} from '../../session/index.ts';
import type { PodTile } from './podGrid.ts';
import { Item } from './Item.tsx';
import { StatusGlyph } from './StatusGlyph.tsx';

/** Reads one pod; its name splits into what its controller gave it and its own suffix. */
function usePod(key: string) {
  const pod = useSession(({ tables }) => tables.Pod[key]);
  const answered = useSession(({ tables }) => answersByPod(tables).get(key) ?? 0);
  const isJoined = useSession((session) => joinedTo(session).has(`Pod ${key}`));
  const isPointed = useSession(({ pointedItem }) => pointedItem === `Pod ${key}`);
  if (!pod) return undefined;
  const { name } = pod.metadata;
  const cut = name.lastIndexOf('-');
  const glance = glanceAt(pod);
  return {
    name,
    base: cut > 0 ? name.slice(0, cut) : name,
    suffix: cut > 0 ? `…${name.slice(cut + 1)}` : '',
    glance,
    answered,
    /** Shown while one points at it, or at a Service that asks for them. */
    labels: isJoined || isPointed ? selectorText(pod.metadata.labels) : undefined,
    item: {
      label: `Pod ${name}, ${glance.status}, ${glance.node}, ${glance.ip}`,
      description: `${glance.ready} ready${answered > 0 ? `, answered ${answered} requests` : ''}`,
      title: `${name}, ${glance.status}\n${selectorText(pod.metadata.labels)}`,
      target: { type: 'object', kind: 'Pod', key } as const,
    },
  };
}

export const PodCard = memo(function PodCard({ podKey }: { podKey: string }) {
  const pod = usePod(podKey);
  const version = useSession((session) => versionOfPod(session, podKey));
  if (!pod) return null;
  const { glance, answered } = pod;
  return (
    <Item {...pod.item} className={`pod ${glance.shape}`}>
      <span className={`version v${Math.min(version, 3)}`} />
      <span className="name">
        <bdi>{pod.base}</bdi>
      </span>
      <span className="suffix mono">
        <span className="cut">
          {pod.labels ?? (answered > 0 ? pod.suffix.slice(1) : pod.suffix)}
        </span>
        {answered > 0 ? <span className="answered">{shortCount(answered)}×</span> : null}
      </span>
      <span className="address mono">
        {glance.ip === '<none>' ? shortStatus(glance) : glance.ip}
      </span>
      <StatusGlyph shape={glance.shape} />
    </Item>
  );
});

export const PodChip = memo(function PodChip({ podKey }: { podKey: string }) {
  const pod = usePod(podKey);
  if (!pod) return null;
  const { shape } = pod.glance;
  return (
    <Item {...pod.item} className={`pod chip ${shape}`}>
      <StatusGlyph shape={shape} size={10} />
      <span className="suffix mono">{pod.suffix.slice(1) || pod.name}</span>
    </Item>
  );
});

/** All pods of a node as dots; their node draws them, so that a thousand stay cheap. */
export const PodDots = memo(function PodDots({
  pods,
  x,
  y,
}: {
  pods: readonly PodTile[];
  x: number;
  y: number;
}) {
  return pods.map((tile) => (
    <PodDot key={tile.key} podKey={tile.key} left={tile.x - x} top={tile.y - y} />
  ));
});

const PodDot = memo(function PodDot({
  podKey,
  left,
  top,
}: {
  podKey: string;
  left: number;
  top: number;
}) {
  const pod = usePod(podKey);
  if (!pod) return null;
  return (
    <Item {...pod.item} className={`pod dot ${pod.glance.shape}`} style={{ left, top }}>
      <StatusGlyph shape={pod.glance.shape} size={10} />
    </Item>
  );
});

/** Pods past the second row. */
export const FoldedPods = memo(function FoldedPods({
  keys,
  node,
}: {
  keys: readonly string[];
  node: string;
}) {
  const pods = useSession(({ tables }) => tables.Pod);
  const ready = useMemo(
    () =>
      keys.filter((key) => {
        const pod = pods[key];
        return pod !== undefined && glanceAt(pod).shape === 'ready';
      }).length,
    [keys, pods],
  );
  return (
    <button
      type="button"
      className="item folded"
      aria-label={`Show ${keys.length} more pods of ${node}, ${ready} of them ready`}
      onClick={() => toggleFold(node)}
    >
      <span className="more">
        +{keys.length} <ChevronsUpDown size={12} aria-hidden="true" />
      </span>
      <span className="caption">
        {ready}/{keys.length} ready
      </span>
    </button>
  );
});

export function FoldAgain({ node }: { node: string }) {
  return (
    <button
      type="button"
      className="item folded"
      aria-label={`Show fewer pods of ${node}`}
      onClick={() => toggleFold(node)}
    >
      <span className="more">
        Fold <ChevronsDownUp size={12} aria-hidden="true" />
      </span>
    </button>
  );
}

/** Statuses that are too long for a card; the whole word is in the title. */
const shortStatuses: Readonly<Record<string, string>> = {
  ContainerCreating: 'creating',
  ImagePullBackOff: 'no image',
  ErrImagePull: 'no image',
  CrashLoopBackOff: 'crash loop',
  RunContainerError: 'run error',
  ContainerCannotRun: 'cannot run',
};

function shortStatus({ status }: PodGlance): string {
  return shortStatuses[status] ?? status;
}
