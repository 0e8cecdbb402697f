// The things on the graph. Each reads its own record, so it redraws only when that record is written.

import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { Monitor, Network, Server } from 'lucide-react';
import {
  endpointCount,
  glanceAt,
  select,
  useSession,
  type Selection,
  type Session,
} from '../../session/index.ts';
import { ControlPlane } from './ControlPlane.tsx';
import { StatusGlyph } from './StatusGlyph.tsx';

type Data<T extends Record<string, unknown>> = NodeProps & { readonly data: T };

/** A thing one can reach with the keyboard and select. */
function Item({
  label,
  description,
  className,
  target,
  children,
}: {
  label: string;
  description?: string;
  className: string;
  target: Selection;
  children: React.ReactNode;
}) {
  const isSelected = useSession(({ selection }) => isSame(selection, target));
  return (
    <div
      role="button"
      tabIndex={-1}
      data-graph-item=""
      aria-label={label}
      aria-description={description}
      aria-pressed={isSelected}
      className={`item ${className} ${isSelected ? 'selected' : ''}`}
      onClick={() => select(target)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        select(target);
      }}
    >
      {children}
    </div>
  );
}

function isSame(one: Selection | undefined, other: Selection): boolean {
  return (
    one?.type === other.type &&
    one.key === other.key &&
    (one.type === 'connection' || other.type === 'connection' || one.kind === other.kind)
  );
}

const Pod = memo(function Pod({ data }: Data<{ key: string }>) {
  const pod = useSession(({ tables }: Session) => tables.Pod[data.key]);
  if (!pod) return null;
  const { name } = pod.metadata;
  const { shape, status, ready, node, ip } = glanceAt(pod);
  const cut = name.lastIndexOf('-');
  const base = cut > 0 ? name.slice(0, cut) : name;
  const suffix = cut > 0 ? `…${name.slice(cut + 1)}` : '';
  return (
    <Item
      label={`Pod ${name}, ${status}, ${node}, ${ip}`}
      description={`${ready} ready`}
      className={`pod ${shape}`}
      target={{ type: 'object', kind: 'Pod', key: data.key }}
    >
      <span className="version" />
      <span className="name">{base}</span>
      <span className="suffix mono">{suffix}</span>
      <span className="address mono">{pod.status.podIP ?? status}</span>
      <StatusGlyph shape={shape} />
    </Item>
  );
});

const Folded = memo(function Folded({ data }: Data<{ keys: readonly string[]; node: string }>) {
  const counts = useSession(({ tables }) => {
    const ready = data.keys.filter((key) => {
      const pod = tables.Pod[key];
      return pod !== undefined && glanceAt(pod).shape === 'ready';
    }).length;
    return `${ready}/${data.keys.length}`;
  });
  return (
    <div className="item folded" title={`${data.keys.length} more pods, ${counts} ready`}>
      <span className="more">+{data.keys.length}</span>
      <span className="caption">{counts} ready</span>
    </div>
  );
});

const Service = memo(function Service({ data }: Data<{ key: string }>) {
  const service = useSession(({ tables }) => tables.Service[data.key]);
  const count = useSession(({ tables }) => endpointCount(tables.Endpoints[data.key]));
  if (!service) return null;
  const { spec, metadata } = service;
  const port = spec.ports[0]?.port;
  return (
    <Item
      label={`Service ${metadata.name}, ${spec.type}, ${spec.clusterIP}`}
      description={`${count} endpoints`}
      className={`service ${count === 0 ? 'empty' : ''}`}
      target={{ type: 'object', kind: 'Service', key: data.key }}
    >
      <Network size={16} aria-hidden="true" />
      <span className="lines">
        <span className="firstLine">
          <span className="name">Service {metadata.name}</span>
          <span className="badge">{count}</span>
        </span>
        <span className="address mono">
          {spec.clusterIP}
          {port === undefined ? '' : `:${port}`}
        </span>
      </span>
    </Item>
  );
});

const ClusterNode = memo(function ClusterNode({ data }: Data<{ name: string }>) {
  const node = useSession(({ tables }) => tables.Node[data.name]);
  const isMaster = useSession(({ tables }) => {
    const address = tables.Endpoints['default/kubernetes']?.subsets[0]?.addresses?.[0]?.ip;
    return address === data.name;
  });
  const podCount = useSession(
    ({ tables }) =>
      Object.keys(tables.sandboxes).filter((key) => key.startsWith(`${data.name} `)).length,
  );
  const subnet = useSession(({ tables }) => {
    const own = Object.keys(tables.sandboxes).find((key) => key.startsWith(`${data.name} `));
    const ip = own === undefined ? undefined : tables.sandboxes[own]?.ip;
    return ip === undefined ? '' : ip.replace(/\d+$/, '0/24');
  });
  if (!node) return null;
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
  const status = ready?.status === 'True' ? 'Ready' : 'NotReady';
  const capacity = Number(node.status.capacity?.pods ?? 110);
  return (
    <div className={`nodeBox ${status}`}>
      <Item
        label={`Node ${data.name}, ${status}`}
        description={`${podCount} of ${capacity} pods`}
        className="nodeFoot"
        target={{ type: 'object', kind: 'Node', key: data.name }}
      >
        <span className="row">
          <Server size={14} aria-hidden="true" />
          <span className="name">{data.name}</span>
          {isMaster ? <span className="also">(also master)</span> : null}
          <span className="address mono">{subnet}</span>
        </span>
        <span className="row small">
          <StatusGlyph shape={status === 'Ready' ? 'ready' : 'unknown'} size={10} /> kubelet
          <StatusGlyph shape={status === 'Ready' ? 'ready' : 'unknown'} size={10} /> kube-proxy
          <span className="address">{podCount === 1 ? '1 pod' : `${podCount} pods`}</span>
        </span>
      </Item>
    </div>
  );
});

function Unscheduled() {
  return (
    <div className="nodeBox unscheduled">
      <span className="waiting">Not scheduled: no node takes them</span>
    </div>
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

function ClusterFrame() {
  return (
    <div className="frame">
      <span className="frameLabel caption">Cluster</span>
    </div>
  );
}

export const flowTypes = {
  pod: Pod,
  folded: Folded,
  service: Service,
  node: ClusterNode,
  unscheduled: Unscheduled,
  client: Client,
  cluster: ClusterFrame,
  controlPlane: ControlPlane,
};
