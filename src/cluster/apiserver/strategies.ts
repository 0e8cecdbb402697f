// How each kind is prepared, checked and changed: what a create clears, what an update may touch, whose word status is.
// As in pkg/registry of Kubernetes 1.3.

import { isEqual } from '../api/equality.ts';
import {
  defaultEndpoints,
  defaultNamespace,
  defaultNode,
  defaultReplicationController,
  defaultService,
} from '../api/core/v1/defaults.ts';
import { repackSubsets } from '../api/core/v1/endpointSubsets.ts';
import type { Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import { defaultPod } from '../api/core/v1/podDefaults.ts';
import {
  validateEvent,
  validateNamespace,
  validateNamespaceStatusUpdate,
  validateNamespaceUpdate,
  validateNode,
  validateNodeUpdate,
} from '../api/core/v1/validation/cluster.ts';
import { validateEndpoints, validateEndpointsUpdate } from '../api/core/v1/validation/endpoints.ts';
import { validateObjectMetaUpdate } from '../api/core/v1/validation/metadata.ts';
import {
  validatePod,
  validatePodStatusUpdate,
  validatePodUpdate,
} from '../api/core/v1/validation/pod.ts';
import {
  validateReplicationController,
  validateReplicationControllerStatusUpdate,
  validateReplicationControllerUpdate,
} from '../api/core/v1/validation/replicationController.ts';
import {
  validateService,
  validateServiceStatusUpdate,
  validateServiceUpdate,
} from '../api/core/v1/validation/service.ts';
import type { FieldError } from '../api/meta.ts';

export interface Strategy<K extends Kind> {
  /** Fills in what was left out. */
  default(object: ObjectByKind[K]): ObjectByKind[K];
  /** Clears what only the system may say. */
  prepareForCreate(object: ObjectByKind[K]): ObjectByKind[K];
  validate(object: ObjectByKind[K]): FieldError[];
  /** Brings what is valid into the form in which it is stored. */
  canonicalize?(object: ObjectByKind[K]): ObjectByKind[K];
  /** Takes from the old object what an update of this kind cannot touch. */
  prepareForUpdate(object: ObjectByKind[K], old: ObjectByKind[K]): ObjectByKind[K];
  validateUpdate(object: ObjectByKind[K], old: ObjectByKind[K]): FieldError[];
  /** The same for PUT of /status; missing where there is no such subresource. */
  readonly status?: Pick<Strategy<K>, 'prepareForUpdate' | 'validateUpdate'>;
  /** PUT of an object that is not there creates it. */
  readonly canCreateOnUpdate: boolean;
  /** metadata.generation counts changes of spec. */
  readonly hasGeneration: boolean;
}

const pods: Strategy<'Pod'> = {
  default: defaultPod,
  prepareForCreate: (pod) => ({ ...pod, status: { phase: 'Pending' } }),
  validate: validatePod,
  prepareForUpdate: keepStatus,
  validateUpdate: validatePodUpdate,
  status: { prepareForUpdate: keepSpec, validateUpdate: validatePodStatusUpdate },
  canCreateOnUpdate: false,
  hasGeneration: false,
};

const controllers: Strategy<'ReplicationController'> = {
  default: defaultReplicationController,
  prepareForCreate: (controller) => ({ ...controller, status: { replicas: 0 } }),
  validate: validateReplicationController,
  prepareForUpdate(controller, old) {
    const kept = keepStatus(controller, old);
    const before = old.metadata.generation ?? 0;
    const generation = isEqual(controller.spec, old.spec) ? before : before + 1;
    return { ...kept, metadata: { ...kept.metadata, generation } };
  },
  validateUpdate: validateReplicationControllerUpdate,
  status: {
    prepareForUpdate: keepSpec,
    validateUpdate: validateReplicationControllerStatusUpdate,
  },
  canCreateOnUpdate: false,
  hasGeneration: true,
};

const services: Strategy<'Service'> = {
  default: defaultService,
  prepareForCreate: (service) => ({ ...service, status: { loadBalancer: {} } }),
  validate: validateService,
  prepareForUpdate: keepStatus,
  validateUpdate: validateServiceUpdate,
  status: { prepareForUpdate: keepSpec, validateUpdate: validateServiceStatusUpdate },
  canCreateOnUpdate: false, // 1.3 allows it, but looks for the old one first.
  hasGeneration: false,
};

const endpoints: Strategy<'Endpoints'> = {
  default: defaultEndpoints,
  prepareForCreate: (object) => object,
  validate: validateEndpoints,
  canonicalize: (object) => ({ ...object, subsets: repackSubsets(object.subsets) }),
  prepareForUpdate: (object) => object,
  validateUpdate: validateEndpointsUpdate,
  canCreateOnUpdate: true,
  hasGeneration: false,
};

const FINALIZER = 'kubernetes';

const namespaces: Strategy<'Namespace'> = {
  default: defaultNamespace,
  prepareForCreate(namespace) {
    const { finalizers = [] } = namespace.spec;
    const all = finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER];
    return { ...namespace, spec: { finalizers: all }, status: { phase: 'Active' } };
  },
  validate: validateNamespace,
  prepareForUpdate: (namespace, old) => ({ ...namespace, spec: old.spec, status: old.status }),
  validateUpdate: validateNamespaceUpdate,
  status: { prepareForUpdate: keepSpec, validateUpdate: validateNamespaceStatusUpdate },
  canCreateOnUpdate: false,
  hasGeneration: false,
};

const nodes: Strategy<'Node'> = {
  default: defaultNode,
  prepareForCreate: (node) => node,
  validate: validateNode,
  prepareForUpdate: keepStatus,
  validateUpdate: validateNodeUpdate,
  status: {
    prepareForUpdate: keepSpec,
    validateUpdate: (node, old) => validateObjectMetaUpdate(node.metadata, old.metadata),
  },
  canCreateOnUpdate: false,
  hasGeneration: false,
};

const events: Strategy<'Event'> = {
  default: (event) => event,
  prepareForCreate: (event) => event,
  validate: validateEvent,
  prepareForUpdate: (event) => event,
  validateUpdate: validateEvent,
  canCreateOnUpdate: true,
  hasGeneration: false,
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

function keepStatus<T extends { readonly status: unknown }>(object: T, old: T): T {
  return { ...object, status: old.status };
}

function keepSpec<T extends { readonly spec: unknown }>(object: T, old: T): T {
  return { ...object, spec: old.spec };
}
