// The columns of `kubectl get` 1.3, kind by kind.

import type {
  ApiObject,
  Endpoints,
  Event,
  Kind,
  Namespace,
  Node,
  Pod,
  ReplicationController,
  Service,
} from '../../cluster/api/core/v1/objects.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import { ageOf } from '../text/age.ts';
import { podStatusText, readyCount, restartCount } from './podText.ts';

/** A cell is made of an object and the time in virtual ms. */
interface Column<T> {
  readonly header: string;
  cell(object: T, now: number): string;
}

export interface Columns<T> {
  readonly columns: readonly Column<T>[];
  /** What -o wide adds. */
  readonly wide?: readonly Column<T>[];
}

const name: Column<ApiObject> = { header: 'NAME', cell: ({ metadata }) => metadata.name };
const age: Column<ApiObject> = {
  header: 'AGE',
  cell: ({ metadata }, now) => ageOf(metadata.creationTimestamp, now),
};

const pods: Columns<Pod> = {
  columns: [
    name,
    { header: 'READY', cell: (pod) => `${readyCount(pod)}/${pod.spec.containers.length}` },
    { header: 'STATUS', cell: podStatusText },
    { header: 'RESTARTS', cell: (pod) => String(restartCount(pod)) },
    age,
  ],
  wide: [
    { header: 'IP', cell: ({ status }) => status.podIP ?? '<none>' },
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
    {
      header: 'CONTAINER(S)',
      cell: (rc) =>
        containersOf(rc)
          .map((each) => each.name)
          .join(','),
    },
    {
      header: 'IMAGE(S)',
      cell: (rc) =>
        containersOf(rc)
          .map(({ image }) => image)
          .join(','),
    },
    { header: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) },
  ],
};

const services: Columns<Service> = {
  columns: [
    name,
    { header: 'CLUSTER-IP', cell: ({ spec }) => spec.clusterIP ?? '' },
    { header: 'EXTERNAL-IP', cell: formatExternalIP },
    {
      header: 'PORT(S)',
      cell: ({ spec }) => spec.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(','),
    },
    age,
  ],
  wide: [{ header: 'SELECTOR', cell: ({ spec }) => formatLabels(spec.selector) }],
};

const endpoints: Columns<Endpoints> = {
  columns: [name, { header: 'ENDPOINTS', cell: formatEndpoints }, age],
};

const nodes: Columns<Node> = {
  columns: [name, { header: 'STATUS', cell: nodeStatusText }, age],
};

const namespaces: Columns<Namespace> = {
  columns: [name, { header: 'STATUS', cell: ({ status }) => status.phase ?? '' }, age],
};

const events: Columns<Event> = {
  columns: [
    { header: 'LASTSEEN', cell: ({ lastTimestamp }, now) => ageOf(lastTimestamp, now) },
    { header: 'FIRSTSEEN', cell: ({ firstTimestamp }, now) => ageOf(firstTimestamp, now) },
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

const byKind: { readonly [K in Kind]: Columns<never> } = {
  Pod: pods,
  ReplicationController: controllers,
  Service: services,
  Endpoints: endpoints,
  Node: nodes,
  Namespace: namespaces,
  Event: events,
};

export function columnsOf(kind: Kind): Columns<ApiObject> {
  return byKind[kind];
}

/** As Go prints an EventSource. */
export function formatSource({ component, host }: Event['source']): string {
  return `{${component ?? ''} ${host ?? ''}}`;
}

/** Up to three addresses, ports outside, then how many more. */
export function formatEndpoints({ subsets }: Endpoints): string {
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap(({ addresses, ports }) =>
    (ports ?? []).flatMap(({ port }) => (addresses ?? []).map(({ ip }) => `${ip}:${port}`)),
  );
  const shown = all.slice(0, 3).join(',');
  return all.length > 3 ? `${shown} + ${all.length - 3} more...` : shown;
}

function formatExternalIP({ spec, status }: Service): string {
  const external = spec.externalIPs ?? [];
  switch (spec.type) {
    case 'ClusterIP':
      return external.length > 0 ? external.join(',') : '<none>';
    case 'NodePort':
      return external.length > 0 ? external.join(',') : '<nodes>';
    case 'LoadBalancer': {
      const given = (status.loadBalancer.ingress ?? []).map(
        ({ ip, hostname }) => ip ?? hostname ?? '',
      );
      const all = [...given, ...external].join(',');
      if (all === '') return '<pending>';
      return all.length > 16 ? `${all.slice(0, 13)}...` : all;
    }
    default:
      return '<unknown>';
  }
}

function nodeStatusText({ spec, status }: Node): string {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  const text = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec.unschedulable ? `${text},SchedulingDisabled` : text;
}

function containersOf({ spec }: ReplicationController): readonly { name: string; image: string }[] {
  return spec.template.spec.containers;
}
