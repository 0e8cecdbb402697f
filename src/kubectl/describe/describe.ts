// `kubectl describe`: what it asks for besides the object, and what it prints.

import type {
  ApiObject,
  Event,
  Namespace,
  Node,
  Pod,
  ReplicationController,
} from '../../cluster/api/core/v1/objects.ts';
import { getObject, now, request, type Part } from '../process.ts';
import type { Release } from '../release.ts';
import { alignTabs, describeOptions } from '../text/tabWriter.ts';
import { controllerLines } from './controller.ts';
import { describeEvents } from './events.ts';
import { labelLines } from './labels.ts';
import { nodeLines, nodeLines10 } from './node.ts';
import { podLines } from './pod.ts';
import { podLines10 } from './pod10.ts';
import { endpointsLines, serviceLines } from './service.ts';

export interface DescribeOptions {
  readonly release: Release;
  readonly showsEvents: boolean;
}

/** The description of an object; undefined when there is none for its kind. */
export function* describeObject(
  object: ApiObject,
  options: DescribeOptions,
): Part<string | undefined> {
  const lines = yield* linesOf(object, options.release);
  if (!lines) return undefined;
  const hasEvents = options.showsEvents && object.kind !== 'Namespace';
  const events = hasEvents ? yield* eventsOf(object, options.release) : '';
  return alignTabs(`${lines.join('\n')}\n${events}`, describeOptions);
}

function* linesOf(object: ApiObject, release: Release): Part<string[] | undefined> {
  switch (object.kind) {
    case 'Pod':
      if (release === 'v1.3') return podLines(object);
      return podLines10(object, yield* controllersBeside(object));
    case 'ReplicationController':
      return controllerLines(object, yield* podsOf(object), release);
    case 'Service': {
      const { namespace, name } = object.metadata;
      const path = `/api/v1/namespaces/${namespace}/endpoints/${name}`;
      return serviceLines(object, yield* getObject<'Endpoints'>(path), release);
    }
    case 'Endpoints':
      return release === 'v1.0' ? undefined : endpointsLines(object);
    case 'Namespace':
      return namespaceLines(object, release);
    case 'Node': {
      const pods = yield* podsOn(object);
      return release === 'v1.0' ? nodeLines10(object, pods) : nodeLines(object, pods);
    }
    case 'Event':
      return undefined;
  }
}

function namespaceLines({ metadata, status }: Namespace, release: Release): string[] {
  return [
    `Name:\t${metadata.name}`,
    ...labelLines(metadata.labels, release),
    `Status:\t${status.phase ?? ''}`,
    '',
    'No resource quota.',
    '',
    'No resource limits.',
  ];
}

function* podsOf({ metadata, spec }: ReplicationController): Part<readonly Pod[]> {
  const labelSelector = Object.keys(spec.selector)
    .sort()
    .map((key) => `${key}=${spec.selector[key]}`)
    .join(',');
  return yield* list<Pod>(`/api/v1/namespaces/${metadata.namespace}/pods`, { labelSelector });
}

function* podsOn({ metadata }: Node): Part<readonly Pod[]> {
  return yield* list<Pod>('/api/v1/pods', {
    fieldSelector: `spec.nodeName=${metadata.name},status.phase!=Succeeded,status.phase!=Failed`,
  });
}

function* controllersBeside({ metadata }: Pod): Part<readonly ReplicationController[]> {
  const path = `/api/v1/namespaces/${metadata.namespace}/replicationcontrollers`;
  return yield* list<ReplicationController>(path, {});
}

/** Events of one object, as the last block of a description. Those of nodes are in every namespace, under the node's name. */
function* eventsOf({ kind, metadata }: ApiObject, release: Release): Part<string> {
  const path =
    kind === 'Node' ? '/api/v1/events' : `/api/v1/namespaces/${metadata.namespace}/events`;
  const uid = kind === 'Node' ? metadata.name : metadata.uid;
  const fieldSelector = [
    `involvedObject.name=${metadata.name}`,
    ...(metadata.namespace ? [`involvedObject.namespace=${metadata.namespace}`] : []),
    ...(kind === 'Pod' ? [] : [`involvedObject.kind=${kind}`]),
    `involvedObject.uid=${uid}`,
  ].join(',');
  const events = yield* list<Event>(path, { fieldSelector });
  return describeEvents(events, yield* now(), release);
}

function* list<T extends ApiObject>(
  path: string,
  query: Readonly<Record<string, string>>,
): Part<readonly T[]> {
  const { status, body } = yield* request({ method: 'GET', path, query });
  return status === 200 ? (body as { readonly items: readonly T[] }).items : [];
}
