// Names in texts: which live object a word means.

import { findType } from '../simulator/index.ts';
import type { Kind } from '../cluster/api/core/v1/objects.ts';
import type { Selection, Tables } from './store.ts';

type ObjectSelection = Extract<Selection, { type: 'object' }>;

/** Kinds that are named in output, the likeliest first where names are equal. */
const NAMED = ['Pod', 'Service', 'ReplicationController', 'Node', 'Endpoints'] as const;

/** A word of a text, and what helps to tell which object it means. */
export interface NamedWord {
  readonly word: string;
  /** The text before it: `replicationcontroller "webapp" created`. */
  readonly before: string;
  /** The command that printed it: `kubectl get rc`. */
  readonly command: string;
}

/** The words of a text that may be names or addresses. */
export const WORDS = /[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?/g;

/** The object that a word names: NAME, TYPE/NAME, or the address of a pod or a Service. */
export function objectNamed(
  tables: Tables,
  { word, before, command }: NamedWord,
): ObjectSelection | undefined {
  const slash = word.indexOf('/');
  const kind = slash < 0 ? undefined : findType(word.slice(0, slash))?.kind;
  const name = (kind === undefined ? word : word.slice(slash + 1)).replace(/[.-]+$/, '');
  const found = namesIn(tables).get(name);
  if (!found) return undefined;
  const wanted =
    kind === undefined ? [kindBefore(before), ...kindsIn(command)] : [kind as string | undefined];
  const liked = wanted.flatMap((each) => found.find((one) => one.kind === each) ?? []);
  return liked[0] ?? (kind === undefined ? found[0] : undefined);
}

function kindBefore(before: string): string | undefined {
  const type = /([a-z]+)[ /]"?$/i.exec(before)?.[1];
  return type === undefined ? undefined : findType(type)?.kind;
}

function kindsIn(command: string): string[] {
  return command.split(/[\s,/]+/).flatMap((word) => findType(word)?.kind ?? []);
}

type Names = ReadonlyMap<string, readonly ObjectSelection[]>;

let last: { readonly from: readonly unknown[]; readonly names: Names } | undefined;

/** Looked up once for each state of the tables. */
function namesIn(tables: Tables): Names {
  const from = NAMED.map((kind) => tables[kind]);
  if (last && from.every((table, at) => table === last?.from[at])) return last.names;
  const names = new Map<string, ObjectSelection[]>();
  const add = (name: string | undefined, kind: Kind, key: string) => {
    if (!name || name === 'None') return;
    names.set(name, [...(names.get(name) ?? []), { type: 'object', kind, key }]);
  };
  for (const kind of NAMED) {
    for (const [key, { metadata }] of Object.entries(tables[kind])) add(metadata.name, kind, key);
  }
  for (const [key, { status, spec }] of Object.entries(tables.Pod)) {
    if (!spec.hostNetwork) add(status.podIP, 'Pod', key);
  }
  for (const [key, { spec }] of Object.entries(tables.Service)) add(spec.clusterIP, 'Service', key);
  last = { from, names };
  return names;
}
