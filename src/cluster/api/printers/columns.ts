// The columns of Kubernetes 1.3, kind by kind.

import type { ComponentStatus } from '../core/v1/componentStatus.ts';
import { descriptionOf } from '../core/v1/descriptions.ts';
import type {
  ApiObject,
  Endpoints,
  Event,
  Namespace,
  Node,
  Pod,
  ReplicationController,
  Service,
} from '../core/v1/objects.ts';
import { formatLabels } from '../labels.ts';
import type { Timestamp } from '../meta.ts';
import { ageOf, formatGoTime } from './age.ts';
import { externalIP, formatEndpoints, formatSource, nodeStatusText } from './cells.ts';
import { age, name, type CellContext, type Columns, type PrintedKind } from './column.ts';
import { podStatusText, readyCount, restartCount } from './podText.ts';

const pods: Columns<Pod> = {
  columns: [
    name,
    {
      name: 'Ready',
      description: 'How many of the containers are ready.',
      cell: (pod) => `${readyCount(pod)}/${pod.spec.containers.length}`,
    },
    {
      name: 'Status',
      description: 'The phase of the pod, or what keeps its containers from running.',
      cell: podStatusText,
    },
    {
      name: 'Restarts',
      type: 'integer',
      description: 'How often the containers have been started again.',
      cell: (pod) => String(restartCount(pod)),
    },
    age,
  ],
  wide: [
    {
      name: 'IP',
      description: descriptionOf('v1.PodStatus', 'podIP'),
      cell: ({ status }) => status.podIP || '<none>',
    },
    {
      name: 'Node',
      description: descriptionOf('v1.PodSpec', 'nodeName'),
      cell: ({ spec }) => spec.nodeName ?? '',
    },
  ],
};

const controllers: Columns<ReplicationController> = {
  columns: [
    name,
    {
      name: 'Desired',
      type: 'integer',
      description: descriptionOf('v1.ReplicationControllerSpec', 'replicas'),
      cell: ({ spec }) => String(spec.replicas),
    },
    {
      name: 'Current',
      type: 'integer',
      description: descriptionOf('v1.ReplicationControllerStatus', 'replicas'),
      cell: ({ status }) => String(status.replicas),
    },
    age,
  ],
  wide: [
    {
      name: 'Container(s)',
      description: 'The names of the containers in the template.',
      cell: (rc) => containersOf(rc).map(byName).join(','),
    },
    {
      name: 'Image(s)',
      description: 'The images of the containers in the template.',
      cell: (rc) => containersOf(rc).map(byImage).join(','),
    },
    {
      name: 'Selector',
      description: descriptionOf('v1.ReplicationControllerSpec', 'selector'),
      cell: ({ spec }) => formatLabels(spec.selector),
    },
  ],
};

const services: Columns<Service> = {
  columns: [
    name,
    {
      name: 'Cluster-IP',
      description: descriptionOf('v1.ServiceSpec', 'clusterIP'),
      cell: ({ spec }) => spec.clusterIP ?? '',
    },
    {
      name: 'External-IP',
      description: descriptionOf('v1.ServiceSpec', 'externalIPs'),
      cell: (service, { isWide }) => externalIP(service, isWide),
    },
    {
      name: 'Port(s)',
      description: descriptionOf('v1.ServiceSpec', 'ports'),
      cell: ({ spec }) => spec.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(','),
    },
    age,
  ],
  wide: [
    {
      name: 'Selector',
      description: descriptionOf('v1.ServiceSpec', 'selector'),
      cell: ({ spec }) => formatLabels(spec.selector),
    },
  ],
};

const endpoints: Columns<Endpoints> = {
  columns: [
    name,
    {
      name: 'Endpoints',
      description: descriptionOf('v1.Endpoints', 'subsets'),
      cell: (object) => formatEndpoints(object),
    },
    age,
  ],
};

const nodes: Columns<Node> = {
  columns: [
    name,
    {
      name: 'Status',
      description: 'Whether the node is ready, and whether it takes new pods.',
      cell: nodeStatusText,
    },
    age,
  ],
};

const namespaces: Columns<Namespace> = {
  columns: [
    name,
    {
      name: 'Status',
      description: descriptionOf('v1.NamespaceStatus', 'phase'),
      cell: ({ status }) => status.phase ?? '',
    },
    age,
  ],
};

const events: Columns<Event> = {
  columns: [
    {
      name: 'LastSeen',
      description: descriptionOf('v1.Event', 'lastTimestamp'),
      cell: ({ lastTimestamp }, context) => seen(lastTimestamp, context),
    },
    {
      name: 'FirstSeen',
      description: descriptionOf('v1.Event', 'firstTimestamp'),
      cell: ({ firstTimestamp }, context) => seen(firstTimestamp, context),
    },
    {
      name: 'Count',
      type: 'integer',
      description: descriptionOf('v1.Event', 'count'),
      cell: ({ count }) => String(count),
    },
    {
      name: 'Name',
      description: descriptionOf('v1.ObjectReference', 'name'),
      cell: ({ involvedObject }) => involvedObject.name ?? '',
    },
    {
      name: 'Kind',
      description: descriptionOf('v1.ObjectReference', 'kind'),
      cell: ({ involvedObject }) => involvedObject.kind ?? '',
    },
    {
      name: 'Subobject',
      description: descriptionOf('v1.ObjectReference', 'fieldPath'),
      cell: ({ involvedObject }) => involvedObject.fieldPath ?? '',
    },
    {
      name: 'Type',
      description: descriptionOf('v1.Event', 'type'),
      cell: ({ type }) => type,
    },
    {
      name: 'Reason',
      description: descriptionOf('v1.Event', 'reason'),
      cell: ({ reason }) => reason,
    },
    {
      name: 'Source',
      description: descriptionOf('v1.Event', 'source'),
      cell: ({ source }) => formatSource(source),
    },
    {
      name: 'Message',
      description: descriptionOf('v1.Event', 'message'),
      cell: ({ message }) => message,
    },
  ],
};

const componentStatuses: Columns<ComponentStatus> = {
  columns: [
    {
      name: 'Name',
      description: descriptionOf('v1.ObjectMeta', 'name'),
      cell: ({ metadata }) => metadata.name,
    },
    {
      name: 'Status',
      description: 'Whether the part is healthy.',
      cell: ({ conditions }) => (isHealthy(conditions) ? 'Healthy' : 'Unhealthy'),
    },
    {
      name: 'Message',
      description: 'What the part answered.',
      cell: ({ conditions }) => conditions[0]?.message ?? '',
    },
    {
      name: 'Error',
      description: 'Why the part could not be asked.',
      cell: ({ conditions }) => conditions[0]?.error ?? '',
    },
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

export function isPrintedKind(kind: string): kind is PrintedKind {
  return Object.hasOwn(byKind, kind);
}

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
