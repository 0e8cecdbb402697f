// The things on the graph. Each reads its own record, so it redraws only when that record is written.

import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { Monitor, Network, Server } from 'lucide-react';
import {
  emptyReason,
  endpointCount,
  podCountByNode,
  selectorText,
  shortCount,
  useSession,
} from '../../session/index.ts';
import { RolloutBox } from '../rollout/RolloutBox.tsx';
import { ControlPlane } from './ControlPlane.tsx';
import type { NodeBox } from './podGrid.ts';
import { Item } from './Item.tsx';
import { FoldAgain, FoldedPods, PodCard, PodChip, PodDots } from './PodItems.tsx';
import { troubleOf } from './trouble.ts';
import { StatusGlyph } from './StatusGlyph.tsx';

type Data<T extends Record<string, unknown>> = NodeProps & { readonly data: T };

const Service = memo(function Service({ data }: Data<{ key: string }>) {
  const service = useSession(({ tables }) => tables.Service[data.key]);
  const count = useSession(({ tables }) => endpointCount(tables.Endpoints[data.key]));
  const empty = useSession(({ tables }) => {
    const found = count === 0 ? tables.Service[data.key] : undefined;
    return found && emptyReason(found, tables.Pod);
  });
  const isPointed = useSession(({ pointedItem }) => pointedItem === `Service ${data.key}`);
  if (!service) return null;
  const { spec, metadata } = service;
  const port = spec.ports[0]?.port;
  const host = spec.clusterIP === 'None' ? 'headless' : spec.clusterIP;
  const selector = selectorText(spec.selector);
  const address = `${host}${port === undefined ? '' : `:${port}`}`;
  return (
    <Item
      label={`Service ${metadata.name}, ${spec.type}, ${spec.clusterIP}`}
      description={count === 1 ? '1 endpoint' : `${count} endpoints`}
      title={empty === undefined ? metadata.name : `${metadata.name}: ${empty}`}
      className={`service ${count === 0 ? 'empty' : ''}`}
      target={{ type: 'object', kind: 'Service', key: data.key }}
    >
      <Network size={16} aria-hidden="true" />
      <span className="lines">
        <span className="firstLine">
          <span className="name">
            Service <bdi>{metadata.name}</bdi>
          </span>
          <span className="badge">{shortCount(count)}</span>
        </span>
        <span className="address mono">{isPointed && selector !== '' ? selector : address}</span>
      </span>
    </Item>
  );
});

const ClusterNode = memo(function ClusterNode({
  data,
}: Data<{ node: NodeBox; isDotted: boolean }>) {
  const { name, pods, x, y } = data.node;
  const node = useSession(({ tables }) => tables.Node[name]);
  const isMaster = useSession(({ tables }) => {
    const address = tables.Endpoints['default/kubernetes']?.subsets[0]?.addresses?.[0]?.ip;
    return address === name;
  });
  const podCount = useSession(({ tables }) => podCountByNode(tables).get(name) ?? 0);
  const subnet = useSession(({ tables }) => tables.settings[`podSubnet ${name}`]?.value ?? '');
  if (!node) return null;
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
  const status = ready?.status === 'True' ? 'Ready' : 'NotReady';
  const capacity = Number(node.status.capacity?.pods ?? 110);
  return (
    <div className={`nodeBox ${status}`}>
      {data.isDotted ? <PodDots pods={pods} x={x} y={y} /> : null}
      <Item
        label={`Node ${name}, ${status}`}
        description={`${podCount} of ${capacity} pods`}
        className="nodeFoot"
        target={{ type: 'object', kind: 'Node', key: name }}
      >
        <span className="row">
          <Server size={14} aria-hidden="true" />
          <span className="name">{name}</span>
          {isMaster ? <span className="also">(also master)</span> : null}
          <span className="address mono">{subnet}</span>
        </span>
        <span className="row small">
          <NodeProgram program="kubelet" node={name} isNodeReady={status === 'Ready'} />
          <NodeProgram program="kube-proxy" node={name} isNodeReady={status === 'Ready'} />
          <span className="address">{podCount === 1 ? '1 pod' : `${podCount} pods`}</span>
          <Meter used={podCount} capacity={capacity} />
        </span>
      </Item>
    </div>
  );
});

interface NodeProgramProps {
  readonly program: 'kubelet' | 'kube-proxy';
  readonly node: string;
  readonly isNodeReady: boolean;
}

/** A program of the node, and how a person has slowed it down. */
function NodeProgram({ program, node, isNodeReady }: NodeProgramProps) {
  const trouble = useSession(
    ({ tables }) => troubleOf(tables, `${program}@${node}`) ?? troubleOf(tables, program),
  );
  const shape = trouble === 'stopped' ? 'failed' : isNodeReady ? 'ready' : 'unknown';
  return (
    <>
      <StatusGlyph shape={shape} size={10} /> {program}
      {trouble === undefined ? null : <span className="trouble">{trouble}</span>}
    </>
  );
}

const METER_BARS = 10;

/** How full a node is. */
function Meter({ used, capacity }: { used: number; capacity: number }) {
  const filled = Math.min(METER_BARS, Math.ceil((used / capacity) * METER_BARS));
  return (
    <svg className="meter" width="48" height="8" aria-hidden="true" focusable="false">
      {Array.from({ length: METER_BARS }, (_, at) => (
        <rect
          key={at}
          x={at * 5}
          width="3.5"
          height="8"
          rx="1"
          className={at < filled ? 'filled' : ''}
        />
      ))}
    </svg>
  );
}

function Client() {
  return (
    <>
      <span className="outside caption">Outside the cluster</span>
      <div className="item client">
        <Monitor size={16} aria-hidden="true" />
        <span className="lines">
          <span className="name">Client</span>
          <span className="address mono">192.168.18.100</span>
        </span>
      </div>
    </>
  );
}

function ClusterFrame({ data }: Data<{ isWaiting: boolean }>) {
  return (
    <div className="frame">
      <span className="frameLabel caption">Cluster</span>
      {data.isWaiting ? (
        <span className="frameLabel waiting caption">Waiting for a node</span>
      ) : null}
    </div>
  );
}

export const flowTypes = {
  pod: ({ data }: Data<{ key: string }>) => <PodCard podKey={data.key} />,
  chip: ({ data }: Data<{ key: string }>) => <PodChip podKey={data.key} />,
  moreChips: ({ data }: Data<{ count: number }>) => (
    <div className="item moreChips" title={`${data.count} more pods wait for a node`}>
      +{data.count}
    </div>
  ),
  moreServices: ({ data }: Data<{ count: number }>) => (
    <div
      className="item moreChips"
      title="They are there, but not drawn: find one with Ctrl+K, or ask kubectl get svc"
    >
      {shortCount(data.count)} more Services
    </div>
  ),
  folded: ({ data }: Data<{ keys: readonly string[]; node: string }>) => (
    <FoldedPods keys={data.keys} node={data.node} />
  ),
  fold: ({ data }: Data<{ node: string }>) => <FoldAgain node={data.node} />,
  service: Service,
  node: ClusterNode,
  client: Client,
  rollout: RolloutBox,
  cluster: ClusterFrame,
  controlPlane: ControlPlane,
};
