// Where objects are kept: a table per kind, keyed namespace/name, with indexes that are written in the same step:
// pods and services by label, services and controllers by selector, pods by node, Events by what they say. Our etcd.

import type { ApiObject, Event, Kind, ObjectByKind } from '../api/core/v1/objects.ts';
import { matchesSelector } from '../api/labels.ts';
import type { SelectingKind } from './client.ts';
import { EVENT_INDEX, eventIndexKey } from './eventIndex.ts';
import { keyOf, type Labels, type ObjectKey } from '../api/meta.ts';
import { resources } from '../api/kinds.ts';
import type { World } from '../../engine/world.ts';

const LABEL_INDEX = 'labels';
const SELECTOR_INDEX = 'selectors';
const NODE_INDEX = 'podsByNode';

/** Kinds whose labels are indexed: those that selectors of other objects ask for. */
const INDEXED: readonly Kind[] = ['Pod', 'Service'];

export class Storage {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    for (const { kind } of resources) world.table(kind);
    world.table(LABEL_INDEX);
    world.table(SELECTOR_INDEX);
    world.table(NODE_INDEX);
    world.table(EVENT_INDEX);
  }

  get<K extends Kind>(kind: K, key: ObjectKey): ObjectByKind[K] | undefined {
    return this.world.table<ObjectByKind[K]>(kind).get(keyOf(key));
  }

  list<K extends Kind>(kind: K, namespace?: string): readonly ObjectByKind[K][] {
    return this.world
      .table<ObjectByKind[K]>(kind)
      .values(namespace === undefined ? '' : `${namespace}/`);
  }

  /** Objects of a namespace that have every label of the selector; the rarest label is not known, so the first leads. */
  select<K extends Kind>(kind: K, namespace: string, selector: Labels): readonly ObjectByKind[K][] {
    const first = Object.keys(selector).sort()[0];
    if (first === undefined) return [];
    if (!INDEXED.includes(kind)) {
      return this.list(kind, namespace).filter(({ metadata }) =>
        matchesSelector(selector, metadata.labels),
      );
    }
    const prefix = labelKey(kind, namespace, [first, selector[first] ?? ''], '');
    const table = this.world.table<ObjectByKind[K]>(kind);
    return this.world
      .table<string>(LABEL_INDEX)
      .values(prefix)
      .map((name) => table.get(`${namespace}/${name}`))
      .filter((object): object is ObjectByKind[K] => object !== undefined)
      .filter(({ metadata }) => matchesSelector(selector, metadata.labels));
  }

  /** Objects of a namespace whose selector the labels fit, by name. */
  selecting<K extends SelectingKind>(
    kind: K,
    namespace: string,
    labels: Labels,
  ): readonly ObjectByKind[K][] {
    const table = this.world.table<ObjectByKind[K]>(kind);
    const index = this.world.table<string>(SELECTOR_INDEX);
    return Object.keys(labels)
      .flatMap((label) => index.values(labelKey(kind, namespace, [label, labels[label] ?? ''], '')))
      .sort()
      .map((name) => table.get(`${namespace}/${name}`))
      .filter((object): object is ObjectByKind[K] => object !== undefined)
      .filter(({ spec }) => matchesSelector(spec.selector ?? {}, labels));
  }

  podsOnNode(node: string): readonly ObjectByKind['Pod'][] {
    const table = this.world.table<ObjectByKind['Pod']>('Pod');
    return this.world
      .table<string>(NODE_INDEX)
      .values(`${node} `)
      .map((key) => table.get(key))
      .filter((pod) => pod !== undefined);
  }

  /** Writes (or with undefined deletes) an object and its index entries. */
  write(kind: Kind, key: ObjectKey, object: ApiObject | undefined): void {
    const table = this.world.table<ApiObject>(kind);
    const previous = table.get(keyOf(key));
    if (object) table.set(keyOf(key), object);
    else table.delete(keyOf(key));
    if (INDEXED.includes(kind)) this.indexLabels(kind, key, previous, object);
    if (kind === 'Service' || kind === 'ReplicationController') {
      this.indexSelector(kind, key, previous, object);
    }
    if (kind === 'Pod') this.indexNode(key, previous, object);
    if (kind === 'Event')
      this.indexEvent(key, previous as Event | undefined, object as Event | undefined);
  }

  private indexLabels(
    kind: Kind,
    { namespace, name }: ObjectKey,
    previous: ApiObject | undefined,
    object: ApiObject | undefined,
  ): void {
    const before = previous?.metadata.labels ?? {};
    const after = object?.metadata.labels ?? {};
    if (before === after) return;
    const index = this.world.table<string>(LABEL_INDEX);
    for (const label of Object.keys(before)) {
      if (before[label] === after[label]) continue;
      index.delete(labelKey(kind, namespace, [label, before[label] ?? ''], name));
    }
    for (const label of Object.keys(after)) {
      if (before[label] === after[label]) continue;
      index.set(labelKey(kind, namespace, [label, after[label] ?? ''], name), name);
    }
  }

  /** By the first label of the selector alone: whoever has all of them has that one. */
  private indexSelector(
    kind: Kind,
    { namespace, name }: ObjectKey,
    previous: ApiObject | undefined,
    object: ApiObject | undefined,
  ): void {
    const entryOf = (one: ApiObject | undefined) => {
      const { selector = {} } = (one as ObjectByKind[SelectingKind] | undefined)?.spec ?? {};
      const first = Object.keys(selector).sort()[0];
      if (first === undefined) return undefined;
      return labelKey(kind, namespace, [first, selector[first] ?? ''], name);
    };
    const [before, after] = [entryOf(previous), entryOf(object)];
    if (before === after) return;
    const index = this.world.table<string>(SELECTOR_INDEX);
    if (before !== undefined) index.delete(before);
    if (after !== undefined) index.set(after, name);
  }

  private indexEvent(
    { namespace, name }: ObjectKey,
    previous: Event | undefined,
    object: Event | undefined,
  ): void {
    const before = previous && eventIndexKey(namespace, previous);
    const after = object && eventIndexKey(namespace, object);
    if (before === after) return;
    const index = this.world.table<string>(EVENT_INDEX);
    if (before !== undefined && index.get(before) === name) index.delete(before);
    if (after !== undefined) index.set(after, name);
  }

  private indexNode(
    key: ObjectKey,
    previous: ApiObject | undefined,
    object: ApiObject | undefined,
  ): void {
    const before = (previous as ObjectByKind['Pod'] | undefined)?.spec.nodeName;
    const after = (object as ObjectByKind['Pod'] | undefined)?.spec.nodeName;
    if (before === after) return;
    const index = this.world.table<string>(NODE_INDEX);
    if (before) index.delete(`${before} ${keyOf(key)}`);
    if (after) index.set(`${after} ${keyOf(key)}`, keyOf(key));
  }
}

/** `label` is a pair: [name, value]. */
function labelKey(
  kind: Kind,
  namespace: string,
  label: readonly [string, string],
  name: string,
): string {
  return `${kind}\0${namespace}\0${label.join('=')}\0${name}`;
}
