// The columns of `kubectl get` 1.0, kind by kind. Services with several ports and controllers with several containers
// take several lines.

import type {
  ApiObject,
  Endpoints,
  Event,
  Namespace,
  Node,
  Pod,
  ReplicationController,
  Service,
} from '../../cluster/api/core/v1/objects.ts';
import { formatRFC1123, parseTimestamp } from '../../cluster/api/calendar.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import {
  age,
  labels,
  name,
  type Columns,
  type PrintedKind,
} from '../../cluster/api/printers/column.ts';
import { columnsOf } from '../../cluster/api/printers/columns.ts';
import { formatEndpoints, formatSource, nodeStatusText } from '../../cluster/api/printers/cells.ts';
import { podStatusText10, readyCount, restartCount } from '../../cluster/api/printers/podText.ts';

const pods: Columns<Pod> = {
  columns: [
    name,
    { name: 'READY', cell: (pod) => `${readyCount(pod)}/${pod.spec.containers.length}` },
    { name: 'STATUS', cell: podStatusText10 },
    { name: 'RESTARTS', cell: (pod) => String(restartCount(pod)) },
    age,
  ],
  wide: [{ name: 'NODE', cell: ({ spec }) => spec.nodeName ?? '' }],
};

const controllers: Columns<ReplicationController> = {
  columns: [
    { name: 'CONTROLLER', cell: ({ metadata }) => metadata.name },
    {
      name: 'CONTAINER(S)',
      cell: ({ spec }) => spec.template.spec.containers[0]?.name ?? '',
      more: ({ spec }) => spec.template.spec.containers.slice(1).map((each) => each.name),
    },
    {
      name: 'IMAGE(S)',
      cell: ({ spec }) => spec.template.spec.containers[0]?.image ?? '',
      more: ({ spec }) => spec.template.spec.containers.slice(1).map(({ image }) => image),
    },
    { name: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) },
    { name: 'REPLICAS', cell: ({ spec }) => String(spec.replicas) },
  ],
};

const services: Columns<Service> = {
  columns: [
    name,
    labels,
    { name: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) },
    {
      name: 'IP(S)',
      cell: ({ spec }) => spec.clusterIP,
      more: ({ status }) => (status.loadBalancer.ingress ?? []).flatMap(({ ip }) => ip || []),
    },
    {
      name: 'PORT(S)',
      cell: ({ spec }) => spec.ports.slice(0, 1).map(formatPort).join(''),
      more: ({ spec }) => spec.ports.slice(1).map(formatPort),
    },
  ],
};

const endpoints: Columns<Endpoints> = {
  columns: [name, { name: 'ENDPOINTS', cell: (object) => formatEndpoints(object) }],
};

const nodes: Columns<Node> = {
  columns: [name, labels, { name: 'STATUS', cell: nodeStatusText }],
};

const namespaces: Columns<Namespace> = {
  columns: [name, labels, { name: 'STATUS', cell: ({ status }) => status.phase ?? '' }],
};

const events: Columns<Event> = {
  columns: [
    {
      name: 'FIRSTSEEN',
      cell: ({ firstTimestamp }) => formatRFC1123(parseTimestamp(firstTimestamp)),
    },
    {
      name: 'LASTSEEN',
      cell: ({ lastTimestamp }) => formatRFC1123(parseTimestamp(lastTimestamp)),
    },
    { name: 'COUNT', cell: ({ count }) => String(count) },
    { name: 'NAME', cell: ({ involvedObject }) => involvedObject.name ?? '' },
    { name: 'KIND', cell: ({ involvedObject }) => involvedObject.kind ?? '' },
    { name: 'SUBOBJECT', cell: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
    { name: 'REASON', cell: ({ reason }) => reason },
    { name: 'SOURCE', cell: ({ source }) => formatSource(source) },
    { name: 'MESSAGE', cell: ({ message }) => message },
  ],
};

/** Headers of kinds that have no objects here: 1.0 prints them all the same. */
const EMPTY: Readonly<Record<string, string>> = {
  LimitRange: 'NAME',
  PersistentVolume: 'NAME LABELS CAPACITY ACCESSMODES STATUS CLAIM REASON',
  PersistentVolumeClaim: 'NAME LABELS STATUS VOLUME',
  PodTemplate: 'TEMPLATE CONTAINER(S) IMAGE(S) PODLABELS',
  ResourceQuota: 'NAME',
  Secret: 'NAME TYPE DATA',
  ServiceAccount: 'NAME SECRETS',
};

const byKind: { readonly [K in PrintedKind]: Columns<never> } = {
  ComponentStatus: columnsOf('ComponentStatus'),
  Pod: pods,
  ReplicationController: controllers,
  Service: services,
  Endpoints: endpoints,
  Node: nodes,
  Namespace: namespaces,
  Event: events,
};

export function columnsOf10(kind: string): Columns<ApiObject> {
  if (Object.hasOwn(byKind, kind)) return byKind[kind as PrintedKind];
  const names = (EMPTY[kind] ?? 'NAME').split(' ');
  return { columns: names.map((each) => ({ name: each, cell: () => '' })) };
}

function formatPort({ port, protocol }: Service['spec']['ports'][number]): string {
  return `${port}/${protocol}`;
}
