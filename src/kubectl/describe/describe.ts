// `kubectl describe` 1.3: what it asks for and prints, kind by kind.

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
import { formatEndpoints } from '../printers/columns.ts';
import { getObject, now, request, type Part } from '../process.ts';
import { alignTabs, describeOptions } from '../text/tabWriter.ts';
import { describeEvents } from './events.ts';
import { describeNode } from './node.ts';
import { describePod, describeVolumes } from './pod.ts';

/** The description of one object, with the events and others that it needs. */
export function* describe(object: ApiObject): Part<string> {
  const text = yield* textOf(object);
  return alignTabs(text, describeOptions);
}

function* textOf(object: ApiObject): Part<string> {
  switch (object.kind) {
    case 'Pod':
      return describePod(object) + (yield* eventsOf(object));
    case 'ReplicationController':
      return (yield* describeController(object)) + (yield* eventsOf(object));
    case 'Service':
      return (yield* describeService(object)) + (yield* eventsOf(object));
    case 'Endpoints':
      return describeEndpoints(object) + (yield* eventsOf(object));
    case 'Namespace':
      return describeNamespace(object);
    case 'Node':
      return yield* describeNodeAndPods(object);
    case 'Event':
      return `${metadataLines(object)}Message:\t${object.message}\n`;
  }
}

function* describeController(controller: ReplicationController): Part<string> {
  const { spec, status } = controller;
  const { namespace, name } = controller.metadata;
  const pods = yield* list<Pod>(`/api/v1/namespaces/${namespace}/pods`, {
    labelSelector: formatLabels(spec.selector),
  });
  const inPhase = (...phases: readonly string[]) =>
    pods.filter((pod) => phases.includes(pod.status.phase ?? 'Pending')).length;
  const images = spec.template.spec.containers.map(({ image }) => image).join(',');
  return [
    `Name:\t${name}`,
    `Namespace:\t${namespace}`,
    `Image(s):\t${images}`,
    `Selector:\t${formatLabels(spec.selector)}`,
    labelLines(controller),
    `Replicas:\t${status.replicas} current / ${spec.replicas} desired`,
    `Pods Status:\t${inPhase('Running')} Running / ${inPhase('Pending', 'Unknown')} Waiting / ${inPhase('Succeeded')} Succeeded / ${inPhase('Failed')} Failed`,
    describeVolumes(spec.template.spec.volumes),
    '',
  ].join('\n');
}

function* describeService(service: Service): Part<string> {
  const { spec, status, metadata } = service;
  const endpoints = yield* getObject<'Endpoints'>(
    `/api/v1/namespaces/${metadata.namespace}/endpoints/${metadata.name}`,
  );
  const ingress = (status.loadBalancer.ingress ?? []).map(
    ({ ip, hostname }) => ip ?? hostname ?? '',
  );
  const ports = spec.ports.flatMap((port) => {
    const portName = port.name ?? '<unset>';
    return [
      `Port:\t${portName}\t${port.port}/${port.protocol}`,
      ...(port.nodePort ? [`NodePort:\t${portName}\t${port.nodePort}/${port.protocol}`] : []),
      `Endpoints:\t${formatEndpoints(onlyPort(endpoints, port.name))}`,
    ];
  });
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    labelLines(service),
    `Selector:\t${formatLabels(spec.selector)}`,
    `Type:\t${spec.type}`,
    `IP:\t${spec.clusterIP}`,
    ...(spec.externalIPs ? [`External IPs:\t${spec.externalIPs.join(',')}`] : []),
    ...(ingress.length > 0 ? [`LoadBalancer Ingress:\t${ingress.join(', ')}`] : []),
    ...ports,
    `Session Affinity:\t${spec.sessionAffinity}`,
    '',
  ].join('\n');
}

/** The Endpoints as one port of a Service sees them. */
function onlyPort(endpoints: Endpoints | undefined, portName: string | undefined): Endpoints {
  const subsets = (endpoints?.subsets ?? [])
    .map((subset) => ({
      ...subset,
      ports: (subset.ports ?? []).filter(({ name }) => (name ?? '') === (portName ?? '')),
    }))
    .filter(({ ports }) => ports.length > 0);
  return { ...(endpoints as Endpoints), subsets };
}

function describeEndpoints(endpoints: Endpoints): string {
  const addresses = (all: readonly { ip: string }[] | undefined) =>
    all && all.length > 0 ? all.map(({ ip }) => ip).join(',') : '<none>';
  const subsets = endpoints.subsets.flatMap((subset) => [
    `  Addresses:\t${addresses(subset.addresses)}`,
    `  NotReadyAddresses:\t${addresses(subset.notReadyAddresses)}`,
    ...(subset.ports && subset.ports.length > 0
      ? [
          '  Ports:',
          '    Name\tPort\tProtocol',
          '    ----\t----\t--------',
          ...subset.ports.map(
            ({ name, port, protocol }) => `    ${name ?? '<unset>'}\t${port}\t${protocol}`,
          ),
        ]
      : []),
    '',
  ]);
  return `${[metadataLines(endpoints).trimEnd(), 'Subsets:', ...subsets].join('\n')}\n`;
}

function describeNamespace(namespace: Namespace): string {
  return [
    `Name:\t${namespace.metadata.name}`,
    labelLines(namespace),
    `Status:\t${namespace.status.phase ?? ''}`,
    '',
    'No resource quota.',
    '',
    'No resource limits.',
    '',
  ].join('\n');
}

function* describeNodeAndPods(node: Node): Part<string> {
  const pods = yield* list<Pod>('/api/v1/pods', {
    fieldSelector: `spec.nodeName=${node.metadata.name},status.phase!=Failed,status.phase!=Succeeded`,
  });
  const created = formatRFC1123(parseTimestamp(node.metadata.creationTimestamp ?? ''));
  const events = yield* eventsOf(node);
  return describeNode(node, { pods, created, labels: labelLines(node) }) + events;
}

/** Events of one object, as the last block of a description. */
function* eventsOf(object: ApiObject): Part<string> {
  const { kind, metadata } = object;
  const namespace = metadata.namespace ?? 'default';
  const uid = kind === 'Node' ? metadata.name : metadata.uid;
  const events = yield* list<Event>(`/api/v1/namespaces/${namespace}/events`, {
    fieldSelector: `involvedObject.name=${metadata.name},involvedObject.kind=${kind},involvedObject.uid=${uid}`,
  });
  return describeEvents(events, yield* now());
}

function* list<T extends ApiObject>(
  path: string,
  query: Readonly<Record<string, string>>,
): Part<readonly T[]> {
  const { status, body } = yield* request({ method: 'GET', path, query });
  return status === 200 ? (body as { readonly items: readonly T[] }).items : [];
}

function metadataLines(object: ApiObject): string {
  const { name, namespace } = object.metadata;
  return `Name:\t${name}\nNamespace:\t${namespace}\n${labelLines(object)}\n`;
}

/** One label a line. */
function labelLines({ metadata }: ApiObject): string {
  const labels = metadata.labels ?? {};
  const keys = Object.keys(labels).sort();
  if (keys.length === 0) return 'Labels:\t<none>';
  return keys
    .map((key, index) => `${index === 0 ? 'Labels:' : ''}\t${key}=${labels[key]}`)
    .join('\n');
}
