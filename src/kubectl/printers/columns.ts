// The columns of `kubectl get` 1.3, kind by kind.

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
import { formatLabels } from '../../cluster/api/labels.ts';
import type { Timestamp } from '../../cluster/api/meta.ts';
import { ageOf, formatGoTime } from '../text/age.ts';
import type { ComponentStatus } from '../componentStatus.ts';
import { age, name, type CellContext, type Columns, type PrintedKind } from './column.ts';
import { externalIP, formatEndpoints, formatSource, nodeStatusText } from './cells.ts';
import { podStatusText, readyCount, restartCount } from './podText.ts';

const pods: Columns<Pod> = {
  columns: [
    name,
    { header: 'READY', cell: (pod) => `${readyCount(pod)}/${pod.spec.containers.length}` },
    { header: 'STATUS', cell: podStatusText },
    { header: 'RESTARTS', cell: (pod) => String(restartCount(pod)) },
    age,
  ],
  wide: [
    { header: 'IP', cell: ({ status }) => status.podIP || '<none>' },
    { header: 'NODE', cell: ({ spec }) => spec.nodeName ?? '' },
  ],
};

const controllers: Columns<ReplicationController> = {
  columns: [
    name,
    { header: 'DESIRED', cell: ({ spec }) => String(spec.replicas) },
    { header: 'CURRENT', cell: ({ status }) => String(status.replicas) },
    age,
  ],
  wide: [
    { header: 'CONTAINER(S)', cell: (rc) => containersOf(rc).map(byName).join(',') },
    { header: 'IMAGE(S)', cell: (rc) => containersOf(rc).map(byImage).join(',') },
    { header: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) },
  ],
};

const services: Columns<Service> = {
  columns: [
    name,
    { header: 'CLUSTER-IP', cell: ({ spec }) => spec.clusterIP ?? '' },
    { header: 'EXTERNAL-IP', cell: (service, { isWide }) => externalIP(service, isWide) },
    {
      header: 'PORT(S)',
      cell: ({ spec }) => spec.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(','),
    },
    age,
  ],
  wide: [{ header: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) }],
};

const endpoints: Columns<Endpoints> = {
  columns: [name, { header: 'ENDPOINTS', cell: (object) => formatEndpoints(object) }, age],
};

const nodes: Columns<Node> = {
  columns: [name, { header: 'STATUS', cell: nodeStatusText }, age],
};

const namespaces: Columns<Namespace> = {
  columns: [name, { header: 'STATUS', cell: ({ status }) => status.phase ?? '' }, age],
};

const events: Columns<Event> = {
  columns: [
    { header: 'LASTSEEN', cell: ({ lastTimestamp }, context) => seen(lastTimestamp, context) },
    { header: 'FIRSTSEEN', cell: ({ firstTimestamp }, context) => seen(firstTimestamp, context) },
    { header: 'COUNT', cell: ({ count }) => String(count) },
    { header: 'NAME', cell: ({ involvedObject }) => involvedObject.name ?? '' },
    { header: 'KIND', cell: ({ involvedObject }) => involvedObject.kind ?? '' },
    { header: 'SUBOBJECT', cell: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
    { header: 'TYPE', cell: ({ type }) => type },
    { header: 'REASON', cell: ({ reason }) => reason },
    { header: 'SOURCE', cell: ({ source }) => formatSource(source) },
    { header: 'MESSAGE', cell: ({ message }) => message },
  ],
};

const componentStatuses: Columns<ComponentStatus> = {
  columns: [
    { header: 'NAME', cell: ({ metadata }) => metadata.name },
    {
      header: 'STATUS',
      cell: ({ conditions }) => (isHealthy(conditions) ? 'Healthy' : 'Unhealthy'),
    },
    { header: 'MESSAGE', cell: ({ conditions }) => conditions[0]?.message ?? '' },
    { header: 'ERROR', cell: ({ conditions }) => conditions[0]?.error ?? '' },
  ],
};

const byKind: { readonly [K in PrintedKind]: Columns<never> } = {
  ComponentStatus: componentStatuses,
  Pod: pods,
  ReplicationController: controllers,
  Service: services,
  Endpoints: endpoints,
  Node: nodes,
  Namespace: namespaces,
  Event: events,
};

export function columnsOf(kind: PrintedKind): Columns<ApiObject> {
  return byKind[kind];
}

function isHealthy(conditions: ComponentStatus['conditions']): boolean {
  return conditions.every(({ status }) => status === 'True');
}

function seen(timestamp: Timestamp, { now, isWatching }: CellContext): string {
  return isWatching ? formatGoTime(timestamp) : ageOf(timestamp, now);
}

function containersOf({ spec }: ReplicationController): readonly { name: string; image: string }[] {
  return spec.template.spec.containers;
}

function byName(container: { readonly name: string }): string {
  return container.name;
}

function byImage({ image }: { readonly image: string }): string {
  return image;
}
