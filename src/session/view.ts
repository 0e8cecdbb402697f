// What the page derives from the mirror: which pods are on which node, in which slot, and what a pod is at a glance.

import type { Endpoints, Pod, Service } from '../cluster/api/core/v1/objects.ts';
import { podStatusText, readyCount } from '../simulator/index.ts';
import type { Session, Tables } from './store.ts';

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

/** Services in the order in which they came, without `kubernetes` while it is the only one of its kind to see. */
export function sortedServices(services: Tables['Service']): readonly Service[] {
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

/** 12500 -> "0:12.5". */
export function formatClock(ms: number): string {
  const seconds = ms / 1000;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(Math.floor((seconds - minutes * 60) * 10) / 10).toFixed(1).padStart(4, '0')}`;
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
