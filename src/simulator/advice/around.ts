// All that an object of a file has to fit to: the rest of the file, the other files, what is live. Looked through once for a
// whole file, because every object asks.

import type { Kind, ObjectByKind, PodSpec } from '../../cluster/api/core/v1/objects.ts';
import { matchesSelector } from '../../cluster/api/labels.ts';
import type { Labels } from '../../cluster/api/meta.ts';
import type { ImageCatalogue } from '../../cluster/network/program.ts';
import type { TextObject } from './manifestText.ts';

/** What is live, and the settings of the cluster. */
export interface LiveCluster {
  list<K extends Kind>(kind: K): readonly ObjectByKind[K][];
  readonly nodePortRange: readonly [number, number];
  readonly serviceClusterIPRange: string;
  readonly images: ImageCatalogue;
}

/** Pods that are there, or that a manifest would make. */
export interface PodSource {
  readonly namespace: string;
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** The ReplicationController that makes them. */
  readonly controller?: string;
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

export class Around {
  readonly live: LiveCluster;
  private readonly texts: readonly TextObject[];
  /** Texts by kind and name; the first of the file itself comes first. */
  private readonly firsts = new Map<string, TextObject>();
  private readonly namedByKind = new Map<Kind, ReadonlyMap<string, ObjectByKind[Kind]>>();
  private sources: readonly PodSource[] | undefined;

  constructor(
    live: LiveCluster,
    sameFile: readonly TextObject[],
    otherFiles: readonly TextObject[],
  ) {
    this.live = live;
    this.texts = [...sameFile, ...otherFiles];
    for (const text of this.texts) {
      const key = keyOf(text.kind, text);
      if (!this.firsts.has(key)) this.firsts.set(key, text);
    }
  }

  /** The first text that has the kind and the name of one; itself if there is no other before it. */
  firstLike(object: TextObject): TextObject {
    return this.firsts.get(keyOf(object.kind, object)) ?? object;
  }

  /** An object of files, or else a live one. */
  find<K extends Kind>(kind: K, { namespace, name }: Named): ObjectByKind[K] | undefined {
    return this.named(kind).get(`${namespace}/${name}`);
  }

  /** Names of a kind's objects in a namespace, in files and live. */
  names(kind: Kind, namespace: string): string[] {
    return [...this.named(kind).values()].flatMap(({ metadata }) =>
      (metadata.namespace ?? '') === namespace ? [metadata.name] : [],
    );
  }

  /** All pods that there are or may soon be. */
  get pods(): readonly PodSource[] {
    this.sources ??= this.findPods();
    return this.sources;
  }

  /** The pods that a selector finds in a namespace. */
  selected(namespace: string, selector: Labels): PodSource[] {
    return this.pods.filter(
      (each) => each.namespace === namespace && matchesSelector(selector, each.labels),
    );
  }

  private named<K extends Kind>(kind: K): ReadonlyMap<string, ObjectByKind[K]> {
    const known = this.namedByKind.get(kind);
    if (known) return known as ReadonlyMap<string, ObjectByKind[K]>;
    const found = new Map<string, ObjectByKind[K]>();
    for (const object of [...this.written(kind), ...this.live.list(kind)]) {
      const { namespace = '', name } = object.metadata;
      const key = `${namespace}/${name}`;
      if (!found.has(key)) found.set(key, object);
    }
    this.namedByKind.set(kind, found);
    return found;
  }

  private written<K extends Kind>(kind: K): ObjectByKind[K][] {
    return this.texts.flatMap((text) => (text.is(kind) && text.object) || []);
  }

  private findPods(): PodSource[] {
    const live = this.live
      .list('ReplicationController')
      .filter(({ kind, metadata: { namespace = '', name } }) => {
        return !this.firsts.has(keyOf(kind, { namespace, name }));
      });
    const controllers = [...this.written('ReplicationController'), ...live];
    const pods = [...this.written('Pod'), ...this.live.list('Pod')];
    return [
      ...controllers.flatMap(({ metadata, spec: { template } }): PodSource[] => {
        if (!template) return [];
        const { namespace = '', name } = metadata;
        const labels = template.metadata.labels ?? {};
        return [{ namespace, labels, spec: template.spec, controller: name }];
      }),
      ...pods.map(({ metadata: { namespace = '', labels = {} }, spec }) => ({
        namespace,
        labels,
        spec,
      })),
    ];
  }
}

function keyOf(kind: Kind, { namespace, name }: Named): string {
  return `${kind} ${namespace}/${name}`;
}
