// How each kind is prepared, checked and changed: what a create clears, what an update may touch, whose word status is.

import type { ApiObject, Kind, ObjectByKind, Pod, PodSpec } from '../api/core/v1/objects.ts';
import {
  defaultEndpoints,
  defaultPodSpec,
  defaultReplicationController,
  defaultService,
} from '../api/core/v1/defaults.ts';
import {
  validatePod,
  validatePodUpdate,
  validateReplicationController,
} from '../api/core/v1/podValidation.ts';
import {
  validateEndpoints,
  validateMetadata,
  validateNamespace,
  validateService,
  validateServiceUpdate,
} from '../api/core/v1/validation.ts';
import { isDNS1123Subdomain } from '../api/core/v1/names.ts';
import type { FieldError } from '../api/meta.ts';

export interface Strategy<K extends Kind> {
  /** Fills in what was left out. */
  default(object: ObjectByKind[K]): ObjectByKind[K];
  /** Clears what only the system may say. */
  prepareForCreate(object: ObjectByKind[K]): ObjectByKind[K];
  validate(object: ObjectByKind[K]): FieldError[];
  validateUpdate(object: ObjectByKind[K], old: ObjectByKind[K]): FieldError[];
  /** True when metadata.generation counts changes of spec. */
  readonly hasGeneration: boolean;
  /** True when PUT of the object leaves status alone. */
  readonly hasStatus: boolean;
}

const pods: Strategy<'Pod'> = {
  default: (pod) => ({ ...pod, spec: defaultPodSpec(pod.spec), status: pod.status ?? {} }),
  prepareForCreate: (pod) => ({ ...pod, status: { phase: 'Pending' } }),
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  hasGeneration: false,
  hasStatus: true,
};

const controllers: Strategy<'ReplicationController'> = {
  default: defaultReplicationController,
  prepareForCreate: (controller) => ({ ...controller, status: { replicas: 0 } }),
  validate: validateReplicationController,
  validateUpdate: (controller) => validateReplicationController(controller),
  hasGeneration: true,
  hasStatus: true,
};

const services: Strategy<'Service'> = {
  default: defaultService,
  prepareForCreate: (service) => ({ ...service, status: { loadBalancer: {} } }),
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  hasGeneration: false,
  hasStatus: true,
};

const endpoints: Strategy<'Endpoints'> = {
  default: defaultEndpoints,
  prepareForCreate: (object) => object,
  validate: validateEndpoints,
  validateUpdate: (object) => validateEndpoints(object),
  hasGeneration: false,
  hasStatus: false,
};

const namespaces: Strategy<'Namespace'> = {
  default: (namespace) => ({
    ...namespace,
    spec: namespace.spec ?? {},
    status: namespace.status ?? {},
  }),
  prepareForCreate: (namespace) => ({
    ...namespace,
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }),
  validate: validateNamespace,
  validateUpdate: validateNamespace,
  hasGeneration: false,
  hasStatus: true,
};

const nodes: Strategy<'Node'> = {
  default: (node) => ({ ...node, spec: node.spec ?? {}, status: node.status ?? {} }),
  prepareForCreate: (node) => node,
  validate: (node) => validateMetadata(node.metadata, false, isDNS1123Subdomain),
  validateUpdate: (node) => validateMetadata(node.metadata, false, isDNS1123Subdomain),
  hasGeneration: false,
  hasStatus: true,
};

const events: Strategy<'Event'> = {
  default: (event) => event,
  prepareForCreate: (event) => event,
  validate: (event) => {
    const isMismatched =
      event.involvedObject?.namespace !== undefined &&
      event.involvedObject.namespace !== event.metadata.namespace;
    return isMismatched
      ? [
          {
            type: 'Invalid',
            field: 'involvedObject.namespace',
            value: event.involvedObject.namespace,
            detail: 'does not match involvedObject',
          },
        ]
      : [];
  },
  validateUpdate: () => [],
  hasGeneration: false,
  hasStatus: false,
};

const strategies: { readonly [K in Kind]: Strategy<K> } = {
  Pod: pods,
  ReplicationController: controllers,
  Service: services,
  Endpoints: endpoints,
  Namespace: namespaces,
  Node: nodes,
  Event: events,
};

export function strategyOf(kind: Kind): Strategy<Kind> {
  return strategies[kind];
}

/** Spec of anything that has one. */
export function specOf(object: ApiObject): PodSpec | object | undefined {
  return 'spec' in object ? object.spec : undefined;
}

/** True for pods that run no more. */
export function isFinished(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}
