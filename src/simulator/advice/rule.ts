// A rule says one kind of thing about one object of a file, seen beside all that is around it.

import type { Kind, ObjectByKind, PodSpec } from '../../cluster/api/core/v1/objects.ts';
import { matchesSelector } from '../../cluster/api/labels.ts';
import type { Labels } from '../../cluster/api/meta.ts';
import type { ImageCatalogue } from '../../cluster/network/program.ts';
import type { TextObject } from './manifestText.ts';
import type { Fix, Problem, TextRange } from './problem.ts';

/** The kinds of advice are a table of these. */
export interface Rule {
  readonly name: string;
  readonly severity: Problem['severity'];
  /** Objects that it looks at. */
  readonly kinds: readonly Kind[];
  find(object: TextObject, around: Around): Finding[];
}

export interface Finding {
  readonly range: TextRange;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

/** What is live, and the settings of the cluster. */
export interface LiveCluster {
  list<K extends Kind>(kind: K): readonly ObjectByKind[K][];
  readonly nodePortRange: readonly [number, number];
  readonly serviceClusterIPRange: string;
  readonly images: ImageCatalogue;
}

/** All that an object of a file has to fit to. */
export interface Around {
  readonly live: LiveCluster;
  /** The objects of the same file in their order, and of the other files. */
  readonly sameFile: readonly TextObject[];
  readonly otherFiles: readonly TextObject[];
  /** Puts a document at the end of the file. */
  append(title: string, lines: readonly string[]): Fix[];
}

/** Pods that are there, or that a manifest would make. */
export interface PodSource {
  readonly namespace: string;
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** The ReplicationController that makes them. */
  readonly controller?: string;
}

/** All pods that there are or may soon be. */
export function podSources(around: Around): PodSource[] {
  const texts = [...around.sameFile, ...around.otherFiles];
  const isInText = (kind: Kind, namespace: string, name: string) =>
    texts.some((each) => each.kind === kind && each.namespace === namespace && each.name === name);
  const controllers = [
    ...texts.flatMap((each) => (each.is('ReplicationController') && each.object) || []),
    ...around.live
      .list('ReplicationController')
      .filter(({ kind, metadata }) => !isInText(kind, metadata.namespace ?? '', metadata.name)),
  ];
  const pods = [
    ...texts.flatMap((each) => (each.is('Pod') && each.object) || []),
    ...around.live.list('Pod'),
  ];
  return [
    ...controllers.flatMap(({ metadata, spec }): PodSource[] =>
      spec.template
        ? [
            {
              namespace: metadata.namespace ?? '',
              labels: spec.template.metadata.labels ?? {},
              spec: spec.template.spec,
              controller: metadata.name,
            },
          ]
        : [],
    ),
    ...pods.map(({ metadata, spec }) => ({
      namespace: metadata.namespace ?? '',
      labels: metadata.labels ?? {},
      spec,
    })),
  ];
}

/** The pods that a selector finds in a namespace. */
export function selected(
  sources: readonly PodSource[],
  namespace: string,
  selector: Labels,
): PodSource[] {
  return sources.filter(
    (each) => each.namespace === namespace && matchesSelector(selector, each.labels),
  );
}

/** Objects of a kind in files and live, each once. */
export function named<K extends Kind>(around: Around, kind: K): readonly ObjectByKind[K][] {
  const texts = [...around.sameFile, ...around.otherFiles].flatMap((each) => {
    const found = each.is(kind) ? each.object : undefined;
    return found ? [found] : [];
  });
  return [...texts, ...around.live.list(kind)];
}

export function find<K extends Kind>(
  around: Around,
  kind: K,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): ObjectByKind[K] | undefined {
  return named(around, kind).find(
    ({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === namespace,
  );
}
