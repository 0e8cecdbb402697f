// What the page derives from the mirror: which pods are on which node, in which slot, and what a pod is at a glance.

import type { Endpoints, Event, Pod, Service } from '../cluster/api/core/v1/objects.ts';
import { parseTimestamp, pidKey, podStatusText, readyCount } from '../simulator/index.ts';
import type { Session, Tables } from './store.ts';

/** Kinds whose objects one looks for by name. */
export const kindsOnPage = [
  'Pod',
  'Service',
  'ReplicationController',
  'Endpoints',
  'Node',
  'Namespace',
] as const;

/** The six shapes of look and legend. */
export type PodShape = 'ready' | 'running' | 'pending' | 'terminating' | 'failed' | 'unknown';

export interface PodGlance {
  readonly shape: PodShape;
  /** STATUS as kubectl prints it. */
  readonly status: string;
  /** READY as kubectl prints it: 1/1. */
  readonly ready: string;
  readonly node: string;
  readonly ip: string;
}

export function glanceAt(pod: Pod): PodGlance {
  const status = podStatusText(pod);
  const total = pod.spec.containers.length;
  const ready = readyCount(pod);
  return {
    shape: shapeOf(pod, status, ready === total),
    status,
    ready: `${ready}/${total}`,
    node: pod.spec.nodeName ?? '<none>',
    ip: pod.status.podIP ?? '<none>',
  };
}

function shapeOf(pod: Pod, status: string, isReady: boolean): PodShape {
  if (pod.metadata.deletionTimestamp) return 'terminating';
  if (/Err|BackOff|Error|Failed|Invalid/.test(status)) return 'failed';
  const { phase } = pod.status;
  if (phase === 'Failed') return 'failed';
  if (phase === 'Unknown') return 'unknown';
  if (phase === 'Running' || phase === 'Succeeded') return isReady ? 'ready' : 'running';
  return 'pending';
}

/** Pods of each node by slot; '' are those without a node. A slot follows from the pod's address, so nothing moves. */
export type PodPlaces = Readonly<Record<string, readonly (string | undefined)[]>>;

function placePods({ Pod: pods, sandboxes }: Tables): PodPlaces {
  const places: Record<string, (string | undefined)[]> = {};
  const waiting: [string, string][] = [];
  for (const key of Object.keys(pods).sort()) {
    const node = pods[key]?.spec.nodeName ?? '';
    const ip = sandboxes[`${node} ${key}`]?.ip;
    const slot =
      ip === undefined || pods[key]?.spec.hostNetwork ? undefined : Number(ip.split('.')[3]) - 2;
    const slots = (places[node] ??= []);
    if (slot === undefined || slot < 0) waiting.push([node, key]);
    else slots[slot] = key;
  }
  for (const [node, key] of waiting) {
    const slots = (places[node] ??= []);
    let free = 0;
    while (slots[free] !== undefined) free++;
    slots[free] = key;
  }
  for (const slots of Object.values(places)) {
    for (let at = 0; at < slots.length; at++) slots[at] ??= undefined;
  }
  return places;
}

/** Keeps the old places when nothing has moved, so that nobody redraws. */
export function pickPlaces(): (session: Session) => PodPlaces {
  let last: PodPlaces = {};
  let from: Pick<Tables, 'Pod' | 'sandboxes'> | undefined;
  return ({ tables }) => {
    if (from?.Pod === tables.Pod && from.sandboxes === tables.sandboxes) return last;
    from = tables;
    const next = placePods(tables);
    if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
    return last;
  };
}

/** Something that is counted over whole tables is counted once for each state of them. */
function perTable<K extends keyof Tables, T>(name: K, make: (records: Tables[K]) => T) {
  let from: Tables[K] | undefined;
  let made: T | undefined;
  return (tables: Tables): T => {
    if (from !== tables[name] || made === undefined) {
      from = tables[name];
      made = make(from);
    }
    return made;
  };
}

/** How many requests each pod has answered. */
export const answersByPod = perTable('tallies', (tallies) => {
  const sums = new Map<string, number>();
  for (const [key, { count }] of Object.entries(tallies)) {
    const pod = key.slice(key.indexOf(' ') + 1);
    sums.set(pod, (sums.get(pod) ?? 0) + count);
  }
  return sums;
});

/** How many pods have a sandbox on each node. */
export const podCountByNode = perTable('sandboxes', (sandboxes) => {
  const counts = new Map<string, number>();
  for (const key of Object.keys(sandboxes)) {
    const node = key.slice(0, key.indexOf(' '));
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
});

/** So many Services are drawn; the others are counted. */
const MOST_SERVICES = 24;

export interface DrawnServices {
  readonly keys: readonly string[];
  readonly more: number;
}

let drawn: DrawnServices & { readonly from?: Tables['Service']; readonly selected?: string } = {
  keys: [],
  more: 0,
};

/** The first Services and the selected one; the same value as long as they stay the same. */
export function drawnServices({
  tables,
  selection,
}: Pick<Session, 'tables' | 'selection'>): DrawnServices {
  const from = tables.Service;
  const selected =
    selection?.type === 'object' && selection.kind === 'Service' ? selection.key : '';
  if (drawn.from === from && drawn.selected === selected) return drawn;
  const all = sortedServices(from).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  let keys = all.slice(0, MOST_SERVICES);
  if (all.includes(selected) && !keys.includes(selected)) keys = [...keys.slice(0, -1), selected];
  const isSame =
    keys.length === drawn.keys.length && keys.every((key, at) => key === drawn.keys[at]);
  drawn = { from, selected, keys: isSame ? drawn.keys : keys, more: all.length - keys.length };
  return drawn;
}

/** Services in the order in which they came. */
function sortedServices(services: Tables['Service']): readonly Service[] {
  return Object.values(services).sort((a, b) => {
    const one = Number(a.metadata.resourceVersion ?? 0) - Number(b.metadata.resourceVersion ?? 0);
    const times = compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp);
    return times || compare(a.metadata.name, b.metadata.name) || one;
  });
}

/** Keys of the pods that an Endpoints object sends to. */
export function podKeysOf(endpoints: Endpoints | undefined): string[] {
  const keys = (endpoints?.subsets ?? []).flatMap(({ addresses }) =>
    (addresses ?? []).flatMap(({ targetRef }) =>
      targetRef?.kind === 'Pod' ? [`${targetRef.namespace}/${targetRef.name}`] : [],
    ),
  );
  return [...new Set(keys)];
}

/** Ready addresses, counted once for each port. */
export function endpointCount(endpoints: Endpoints | undefined): number {
  return new Set(
    (endpoints?.subsets ?? []).flatMap(({ addresses }) => (addresses ?? []).map(({ ip }) => ip)),
  ).size;
}

/** The name of the ReplicationController that made a pod. */
export function controllerOf({ metadata }: Pod): string | undefined {
  const { generateName } = metadata;
  const isMade = metadata.annotations?.['kubernetes.io/created-by'] !== undefined;
  return isMade && generateName ? generateName.replace(/-$/, '') : undefined;
}

/** The addresses at which a Service is asked, each with its port. */
export function addressesOf({ spec }: Service, nodes: readonly string[]): string[] {
  return spec.ports.flatMap(({ port, nodePort }) => [
    `${spec.clusterIP}:${port}`,
    ...(nodePort ? nodes.map((node) => `${node}:${nodePort}`) : []),
  ]);
}

export interface Share {
  readonly pod: string;
  readonly count: number;
}

/** Who answered at some addresses, those who answer now first, each in the order of their names. */
export function sharesOf(
  tallies: Tables['tallies'],
  addresses: readonly string[],
  pods: readonly string[],
): Share[] {
  const counts = new Map(pods.toSorted().map((pod) => [pod, 0]));
  for (const key of Object.keys(tallies).sort()) {
    const [address = '', pod = ''] = key.split(' ');
    const count = tallies[key]?.count ?? 0;
    if (addresses.includes(address)) counts.set(pod, (counts.get(pod) ?? 0) + count);
  }
  return [...counts].map(([pod, count]) => ({ pod, count }));
}

/** Virtual ms at which an Event was last seen, to the second. */
export function timeOf(event: Event): number {
  return parseTimestamp(event.lastTimestamp);
}

/** 12345 -> "12,345". */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 1234 -> "1.2k". */
export function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  return count < 10_000 ? `${Math.floor(count / 100) / 10}k` : `${Math.floor(count / 1_000)}k`;
}

/** 12500 -> "0:12.5"; with two decimals "0:12.50". */
export function formatClock(ms: number, decimals: 1 | 2 = 1): string {
  const unit = decimals === 1 ? 100 : 10;
  const rounded = Math.floor(ms / unit) * unit;
  const minutes = Math.floor(rounded / 60_000);
  const seconds = (rounded - minutes * 60_000) / 1000;
  return `${minutes}:${seconds.toFixed(decimals).padStart(3 + decimals, '0')}`;
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The file that the terminal waits for. */
export function pickEditedFile({ tables, foreground }: Session): string | undefined {
  const process = processOf(tables, foreground);
  const editing = process?.holds === undefined ? process : processOf(tables, process.holds);
  return editing?.isEditing ? editing.edits : undefined;
}

function processOf({ processes }: Tables, pid: number | undefined) {
  return pid === undefined ? undefined : processes[pidKey(pid)];
}
