// What the API server does with objects once a request has been understood: create, update, delete, each checked,
// defaulted, numbered and announced.

import type { Storage } from './storage.ts';
import type { ServiceAllocator } from './serviceAllocation.ts';
import type { ApiResponse, Change } from './client.ts';
import { pathOf } from './routes.ts';
import { isFinished, specOf, strategyOf } from './strategies.ts';
import {
  alreadyExists,
  answer,
  badRequest,
  conflict,
  forbidden,
  internalError,
  invalidObject,
  notFound,
  success,
} from './statuses.ts';
import type { ApiObject, Kind, Namespace, Pod, Service } from '../api/core/v1/objects.ts';
import { formatTimestamp, parseTimestamp } from '../api/calendar.ts';
import { decode, isDecodeError } from '../api/decode.ts';
import { isEqual } from '../api/equality.ts';
import type { ObjectKey, ObjectMeta } from '../api/meta.ts';
import { resourceOf } from '../api/kinds.ts';
import type { World } from '../../engine/world.ts';

/** Letters of a generated name's suffix, as in Kubernetes 1.0 to 1.5. */
const SUFFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const SUFFIX_LENGTH = 5;
const LONGEST_GENERATED_BASE = 58;

/** Node part of every uid: the same machine makes them all. */
const UID_TAIL = '11e6-9d5e-0242ac110002';

export interface DeleteOptions {
  /** Missing: as the object's kind wants it. */
  readonly gracePeriodSeconds?: number;
}

interface RegistryParts {
  readonly storage: Storage;
  readonly allocator: ServiceAllocator;
  readonly announce: (change: Change) => void;
  readonly nameSuffix: ((generateName: string) => string | undefined) | undefined;
}

export class Registry {
  private readonly world: World;
  private readonly storage: Storage;
  private readonly services: ServiceAllocator;
  private readonly announce: (change: Change) => void;
  private readonly nameSuffix: RegistryParts['nameSuffix'];

  constructor(world: World, { storage, allocator, announce, nameSuffix }: RegistryParts) {
    this.world = world;
    this.storage = storage;
    this.services = allocator;
    this.announce = announce;
    this.nameSuffix = nameSuffix;
  }

  create(kind: Kind, namespace: string, body: unknown): ApiResponse {
    const decoded = this.decode(kind, namespace, body);
    if ('refusal' in decoded) return decoded.refusal;
    const strategy = strategyOf(kind);
    const { plural, isNamespaced } = resourceOf(kind);
    const stripped = withoutSystemFields(decoded.object, namespace);
    let object = strategy.default(strategy.prepareForCreate(this.nameIt(stripped)));
    const { name } = object.metadata;
    if (isNamespaced) {
      const refusal = this.admit(plural, namespace, name);
      if (refusal) return refusal;
    }
    const errors = strategy.validate(object);
    if (errors.length > 0) return invalidObject(kind, name, errors);
    const key = { namespace, name };
    if (this.storage.get(kind, key)) return alreadyExists(plural, name);
    if (kind === 'Service') {
      const allocated = this.services.allocate(object as Service);
      if (typeof allocated === 'string') return internalError(allocated);
      if (!('spec' in allocated)) return invalidObject(kind, name, allocated);
      object = allocated;
    }
    const metadata: ObjectMeta = {
      ...object.metadata,
      selfLink: pathOf(resourceOf(kind), isNamespaced ? namespace : undefined, name),
      uid: this.newUID(),
      creationTimestamp: formatTimestamp(this.world.now),
      ...(strategy.hasGeneration ? { generation: 1 } : {}),
    };
    return answer(201, this.write('ADDED', key, { ...object, metadata }));
  }

  /** PUT of the object, or with `isStatus` of its status only. */
  update(kind: Kind, key: ObjectKey, body: unknown, isStatus = false): ApiResponse {
    const { plural } = resourceOf(kind);
    const old = this.storage.get(kind, key);
    if (!old) return notFound(plural, key.name);
    const decoded = this.decode(kind, key.namespace, body);
    if ('refusal' in decoded) return decoded.refusal;
    const given = decoded.object;
    if (given.metadata.name !== key.name) {
      return badRequest(
        `the name of the object (${given.metadata.name}) does not match the name on the URL (${key.name})`,
      );
    }
    const version = given.metadata.resourceVersion;
    if (version && version !== old.metadata.resourceVersion) return staleVersion(plural, key.name);

    const strategy = strategyOf(kind);
    let object: ApiObject;
    if (isStatus) {
      object = { ...old, status: (given as { status?: unknown }).status } as ApiObject;
    } else {
      object = keepingSystemFields(strategy.default(given), old, strategy.hasStatus);
      const errors = strategy.validateUpdate(object, old);
      if (errors.length > 0) return invalidObject(kind, key.name, errors);
    }
    if (kind === 'Service' && !isStatus) {
      const allocated = this.services.allocate(object as Service, old as Service);
      if (typeof allocated === 'string') return internalError(allocated);
      if (!('spec' in allocated)) return invalidObject(kind, key.name, allocated);
      object = allocated;
    }
    if (isEqual(object, old)) return answer(200, old);
    if (strategy.hasGeneration && !isStatus && !isEqual(specOf(object), specOf(old))) {
      const generation = (old.metadata.generation ?? 0) + 1;
      object = { ...object, metadata: { ...object.metadata, generation } };
    }
    return answer(200, this.write('MODIFIED', key, object, old));
  }

  /** POST of a Binding: the scheduler's word, once for each pod. */
  bind(key: ObjectKey, node: string): ApiResponse {
    const pod = this.storage.get('Pod', key);
    if (!pod) return notFound('pods', key.name);
    if (pod.metadata.deletionTimestamp) {
      return conflict(
        'pods/binding',
        key.name,
        `pod ${key.name} is being deleted, cannot be assigned to a host`,
      );
    }
    if (pod.spec.nodeName) {
      return conflict(
        'pods/binding',
        key.name,
        `pod ${key.name} is already assigned to node "${pod.spec.nodeName}"`,
      );
    }
    const scheduled = {
      type: 'PodScheduled',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: formatTimestamp(this.world.now),
    } as const;
    const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
    const { securityContext, ...spec } = pod.spec;
    const bound: Pod = {
      ...pod,
      spec: { ...spec, nodeName: node, securityContext },
      status: { ...pod.status, conditions: [...others, scheduled] },
    };
    this.write('MODIFIED', key, bound, pod);
    return { ...success(), status: 201 };
  }

  delete(kind: Kind, key: ObjectKey, options: DeleteOptions = {}): ApiResponse {
    const old = this.storage.get(kind, key);
    if (!old) return notFound(resourceOf(kind).plural, key.name);
    if (kind === 'Pod') return this.deletePod(key, old as Pod, options);
    if (kind === 'Namespace') return this.deleteNamespace(key, old as Namespace);
    if (kind === 'Service') {
      this.services.release(old as Service);
      if (this.storage.get('Endpoints', key)) this.delete('Endpoints', key);
    }
    this.remove(kind, key, old);
    return success();
  }

  /** Graceful: the pod is marked, its kubelet stops the containers and deletes it with grace 0. */
  private deletePod(key: ObjectKey, pod: Pod, { gracePeriodSeconds }: DeleteOptions): ApiResponse {
    const isUngraceful = !pod.spec.nodeName || isFinished(pod);
    const grace = isUngraceful
      ? 0
      : (gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30);
    if (grace === 0) {
      this.remove('Pod', key, pod);
      return success();
    }
    const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    const isShorter = grace < (deletionGracePeriodSeconds ?? Infinity);
    if (deletionTimestamp && (!isShorter || gracePeriodSeconds === undefined))
      return answer(200, pod);
    const started = deletionTimestamp
      ? parseTimestamp(deletionTimestamp) - (deletionGracePeriodSeconds ?? 0) * 1000
      : this.world.now;
    const metadata: ObjectMeta = {
      ...pod.metadata,
      deletionTimestamp: formatTimestamp(started + grace * 1000),
      deletionGracePeriodSeconds: grace,
    };
    return answer(200, this.write('MODIFIED', key, { ...pod, metadata }, pod));
  }

  private deleteNamespace(key: ObjectKey, namespace: Namespace): ApiResponse {
    if ((namespace.spec.finalizers ?? []).length === 0) {
      this.remove('Namespace', key, namespace);
      return success();
    }
    if (key.name === 'default' || key.name === 'kube-system') {
      return forbidden('namespaces', key.name, 'this namespace may not be deleted');
    }
    if (namespace.metadata.deletionTimestamp) return answer(200, namespace);
    const metadata = { ...namespace.metadata, deletionTimestamp: formatTimestamp(this.world.now) };
    const terminating: Namespace = { ...namespace, metadata, status: { phase: 'Terminating' } };
    return answer(200, this.write('MODIFIED', key, terminating, namespace));
  }

  /** NamespaceLifecycle admission: nothing is created in a namespace that is not there, or is going. */
  private admit(plural: string, namespace: string, name: string): ApiResponse | undefined {
    const found = this.storage.get('Namespace', { namespace: '', name: namespace });
    if (!found) return notFound('namespaces', namespace);
    if (found.status.phase !== 'Terminating') return undefined;
    const reason = `Unable to create new content in namespace ${namespace} because it is being terminated.`;
    return forbidden(plural, name, reason);
  }

  private decode(
    kind: Kind,
    namespace: string,
    body: unknown,
  ): { readonly object: ApiObject } | { readonly refusal: ApiResponse } {
    const decoded = decode(`v1.${kind}`, body);
    if (isDecodeError(decoded)) return { refusal: badRequest(decoded.error) };
    const object = decoded as ApiObject;
    const metadata = object.metadata ?? ({} as ObjectMeta);
    const given = metadata.namespace ?? '';
    if (given !== '' && given !== namespace) {
      const message =
        'the namespace of the provided object does not match the namespace sent on the request';
      return { refusal: badRequest(message) };
    }
    return {
      object: {
        ...object,
        kind,
        apiVersion: 'v1',
        metadata: { ...metadata, name: metadata.name ?? '' },
      } as ApiObject,
    };
  }

  private nameIt(object: ApiObject): ApiObject {
    const { name, generateName } = object.metadata;
    if (name || !generateName) return object;
    const suffix = this.nameSuffix?.(generateName) ?? this.drawSuffix();
    const generated = generateName.slice(0, LONGEST_GENERATED_BASE) + suffix;
    return { ...object, metadata: { ...object.metadata, name: generated } };
  }

  private drawSuffix(): string {
    let suffix = '';
    for (let i = 0; i < SUFFIX_LENGTH; i++) {
      suffix += SUFFIX_LETTERS[this.world.random('pod-name') % SUFFIX_LETTERS.length];
    }
    return suffix;
  }

  private newUID(): string {
    const head = this.world.random('uid').toString(16).padStart(8, '0');
    const middle = (this.world.random('uid') & 0xffff).toString(16).padStart(4, '0');
    return `${head}-${middle}-${UID_TAIL}`;
  }

  private write(
    type: 'ADDED' | 'MODIFIED',
    key: ObjectKey,
    object: ApiObject,
    previous?: ApiObject,
  ): ApiObject {
    const resourceVersion = this.world.next('resourceVersion');
    const stored = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(resourceVersion) },
    } as ApiObject;
    this.storage.write(object.kind, key, stored);
    this.announce({
      type,
      kind: object.kind,
      key,
      object: stored,
      ...(previous ? { previous } : {}),
      resourceVersion,
    });
    return stored;
  }

  private remove(kind: Kind, key: ObjectKey, previous: ApiObject): void {
    const resourceVersion = this.world.next('resourceVersion');
    this.storage.write(kind, key, undefined);
    this.announce({ type: 'DELETED', kind, key, object: previous, previous, resourceVersion });
  }
}

function staleVersion(plural: string, name: string): ApiResponse {
  return conflict(
    plural,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

function withoutSystemFields(object: ApiObject, namespace: string): ApiObject {
  const { labels, annotations, name, generateName } = object.metadata;
  const metadata: ObjectMeta = {
    name,
    ...(generateName ? { generateName } : {}),
    ...(namespace === '' ? {} : { namespace }),
    ...(labels && Object.keys(labels).length > 0 ? { labels } : {}),
    ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
  return { ...object, metadata };
}

/** What an update cannot change: who the object is, when it came, and (where it has one) its status. */
function keepingSystemFields(object: ApiObject, old: ApiObject, hasStatus: boolean): ApiObject {
  const { labels, annotations } = object.metadata;
  const { labels: _labels, annotations: _annotations, ...kept } = old.metadata;
  const metadata: ObjectMeta = {
    ...kept,
    ...(labels && Object.keys(labels).length > 0 ? { labels } : {}),
    ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
  const status = hasStatus ? { status: (old as { status?: unknown }).status } : {};
  return { ...object, metadata, ...status } as ApiObject;
}
