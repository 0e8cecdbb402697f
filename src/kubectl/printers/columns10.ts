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
import { age, labels, name, type Columns, type PrintedKind } from './column.ts';
import { columnsOf } from './columns.ts';
import { formatEndpoints, formatSource, nodeStatusText } from './cells.ts';
import { podStatusText10, readyCount, restartCount } from './podText.ts';

const pods: Columns<Pod> = {
  columns: [
    name,
    { header: 'READY', cell: (pod) => `${readyCount(pod)}/${pod.spec.containers.length}` },
    { header: 'STATUS', cell: podStatusText10 },
    { header: 'RESTARTS', cell: (pod) => String(restartCount(pod)) },
    age,
  ],
  wide: [{ header: 'NODE', cell: ({ spec }) => spec.nodeName ?? '' }],
};

const controllers: Columns<ReplicationController> = {
  columns: [
    { header: 'CONTROLLER', cell: ({ metadata }) => metadata.name },
    {
      header: 'CONTAINER(S)',
      cell: ({ spec }) => spec.template.spec.containers[0]?.name ?? '',
      more: ({ spec }) => spec.template.spec.containers.slice(1).map((each) => each.name),
    },
    {
      header: 'IMAGE(S)',
      cell: ({ spec }) => spec.template.spec.containers[0]?.image ?? '',
      more: ({ spec }) => spec.template.spec.containers.slice(1).map(({ image }) => image),
    },
    { header: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) },
    { header: 'REPLICAS', cell: ({ spec }) => String(spec.replicas) },
  ],
};

const services: Columns<Service> = {
  columns: [
    name,
    labels,
    { header: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) },
    {
      header: 'IP(S)',
      cell: ({ spec }) => spec.clusterIP,
      more: ({ status }) => (status.loadBalancer.ingress ?? []).flatMap(({ ip }) => ip || []),
    },
    {
      header: 'PORT(S)',
      cell: ({ spec }) => spec.ports.slice(0, 1).map(formatPort).join(''),
      more: ({ spec }) => spec.ports.slice(1).map(formatPort),
    },
  ],
};

const endpoints: Columns<Endpoints> = {
  columns: [name, { header: 'ENDPOINTS', cell: (object) => formatEndpoints(object) }],
};

const nodes: Columns<Node> = {
  columns: [name, labels, { header: 'STATUS', cell: nodeStatusText }],
};

const namespaces: Columns<Namespace> = {
  columns: [name, labels, { header: 'STATUS', cell: ({ status }) => status.phase ?? '' }],
};

const events: Columns<Event> = {
  columns: [
    {
      header: 'FIRSTSEEN',
      cell: ({ firstTimestamp }) => formatRFC1123(parseTimestamp(firstTimestamp)),
    },
    {
      header: 'LASTSEEN',
      cell: ({ lastTimestamp }) => formatRFC1123(parseTimestamp(lastTimestamp)),
    },
    { header: 'COUNT', cell: ({ count }) => String(count) },
    { header: 'NAME', cell: ({ involvedObject }) => involvedObject.name ?? '' },
    { header: 'KIND', cell: ({ involvedObject }) => involvedObject.kind ?? '' },
    { header: 'SUBOBJECT', cell: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
    { header: 'REASON', cell: ({ reason }) => reason },
    { header: 'SOURCE', cell: ({ source }) => formatSource(source) },
    { header: 'MESSAGE', cell: ({ message }) => message },
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
  const headers = (EMPTY[kind] ?? 'NAME').split(' ');
  return { columns: headers.map((header) => ({ header, cell: () => '' })) };
}

function formatPort({ port, protocol }: Service['spec']['ports'][number]): string {
  return `${port}/${protocol}`;
}
