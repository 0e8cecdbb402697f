// How objects are written: numbered, announced, and named when they have none. Everything that changes an API object ends here.

import type { ApiObject, Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import type { ObjectKey } from '../api/meta.ts';
import type { World } from '../../engine/world.ts';
import type { Change } from './client.ts';
import type { ServiceAllocator } from './serviceAllocation.ts';
import type { Storage } from './storage.ts';
import { UIDClock } from './uidClock.ts';

/** Letters of a generated name's suffix, as in Kubernetes 1.0 to 1.5. */
const SUFFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const SUFFIX_LENGTH = 5;
const LONGEST_GENERATED_BASE = 58;

export interface StoreParts {
  readonly storage: Storage;
  readonly services: ServiceAllocator;
  readonly announce: (change: Change) => void;
  /** Suffixes of generated names, where they are given; else they are drawn. */
  readonly nameSuffix: ((generateName: string) => string | undefined) | undefined;
}

export class ObjectStore {
  readonly world: World;
  readonly services: ServiceAllocator;
  private readonly parts: StoreParts;
  private readonly uids: UIDClock;

  constructor(world: World, parts: StoreParts) {
    this.world = world;
    this.services = parts.services;
    this.parts = parts;
    this.uids = new UIDClock(world);
  }

  get<K extends Kind>(kind: K, key: ObjectKey): ObjectByKind[K] | undefined {
    return this.parts.storage.get(kind, key);
  }

  newUID(): string {
    return this.uids.next();
  }

  /** A name that begins so. */
  generateName(base: string): string {
    return base.slice(0, LONGEST_GENERATED_BASE) + (this.parts.nameSuffix?.(base) ?? this.suffix());
  }

  private suffix(): string {
    let suffix = '';
    for (let i = 0; i < SUFFIX_LENGTH; i++) {
      suffix += SUFFIX_LETTERS[this.world.random('pod-name') % SUFFIX_LETTERS.length];
    }
    return suffix;
  }

  write<T extends ApiObject>(key: ObjectKey, object: T, previous?: ApiObject): T {
    const resourceVersion = this.world.next('resourceVersion');
    const stored = withVersion(object, resourceVersion);
    this.parts.storage.write(object.kind, key, stored);
    this.parts.announce({
      type: previous ? 'MODIFIED' : 'ADDED',
      kind: object.kind,
      key,
      object: stored,
      ...(previous ? { previous } : {}),
      resourceVersion,
    });
    return stored;
  }

  /** The last state that watches see carries the version of the deletion, as etcd tells it. */
  remove(key: ObjectKey, previous: ApiObject): void {
    const resourceVersion = this.world.next('resourceVersion');
    const { kind } = previous;
    this.parts.storage.write(kind, key, undefined);
    const object = withVersion(previous, resourceVersion);
    this.parts.announce({ type: 'DELETED', kind, key, object, previous, resourceVersion });
  }
}

/** The object with a version, at the place in its metadata where Kubernetes prints it. */
function withVersion<T extends ApiObject>(object: T, resourceVersion: number): T {
  const { metadata } = object;
  if (metadata.resourceVersion !== undefined) {
    return {
      ...object,
      metadata: { ...metadata, resourceVersion: String(resourceVersion) },
    };
  }
  const { name, generateName, namespace, selfLink, uid, ...rest } = metadata;
  return {
    ...object,
    metadata: {
      name,
      ...(generateName === undefined ? {} : { generateName }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(selfLink === undefined ? {} : { selfLink }),
      ...(uid === undefined ? {} : { uid }),
      resourceVersion: String(resourceVersion),
      ...rest,
    },
  };
}
