// Why each address is in the Endpoints of a Service or not: what its controller wrote, beside what the pods say.

import type { Endpoints, Pod, Service } from '../cluster/api/core/v1/objects.ts';
import { nearest } from '../simulator/index.ts';
import { isSelectedBy } from './selectors.ts';

export interface EndpointReason {
  /** namespace/name of a pod, or an address that no pod has. */
  readonly key: string;
  readonly name: string;
  readonly address: string;
  readonly place: 'in' | 'not ready' | 'out';
  readonly reason: string;
}

/** Labels that are nearly those that a selector asks for. */
interface NearLabel {
  readonly key: string;
  readonly wanted: string;
  readonly found: string;
  /** How many pods have it. */
  readonly pods: number;
}

export interface EndpointReasons {
  readonly rows: readonly EndpointReason[];
  /** How many pods the selector picks. */
  readonly selected: number;
  readonly near: readonly NearLabel[];
}

export function endpointReasons(
  service: Service,
  endpoints: Endpoints | undefined,
  pods: readonly Pod[],
): EndpointReasons {
  const selector = service.spec.selector ?? {};
  const hasSelector = Object.keys(selector).length > 0;
  const siblings = pods.filter(({ metadata }) => metadata.namespace === service.metadata.namespace);
  const selected = siblings.filter((pod) => isSelectedBy(service, pod));
  const placed = placesIn(endpoints);
  const rows = selected.map((pod) => rowOf(pod, service, placed));
  const known = new Set(rows.map(({ key }) => key));
  const others = [...placed].flatMap(([address, { key, place }]): EndpointReason[] => {
    if (key !== undefined && known.has(key)) return [];
    const pod = siblings.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === key);
    const reason = !hasSelector
      ? 'written by hand: the Service has no selector'
      : pod
        ? 'its labels match no longer; the endpoints controller has not written that yet'
        : 'its pod is gone; the endpoints controller has not written that yet';
    return [{ key: key ?? address, name: nameIn(key) ?? address, address, place, reason }];
  });
  return {
    rows: [...rows, ...others],
    selected: selected.length,
    near: selected.length > 0 ? [] : nearLabels(selector, siblings),
  };
}

type Places = ReadonlyMap<string, { readonly key?: string; readonly place: 'in' | 'not ready' }>;

/** Every address of the object, with the pod that it names. */
function placesIn(endpoints: Endpoints | undefined): Places {
  const places = new Map<string, { key?: string; place: 'in' | 'not ready' }>();
  for (const { addresses = [], notReadyAddresses = [] } of endpoints?.subsets ?? []) {
    for (const [list, place] of [
      [notReadyAddresses, 'not ready'],
      [addresses, 'in'],
    ] as const) {
      for (const { ip, targetRef } of list) {
        const key = targetRef?.kind === 'Pod' ? `${targetRef.namespace}/${targetRef.name}` : '';
        places.set(ip, { place, ...(key === '' ? {} : { key }) });
      }
    }
  }
  return places;
}

function rowOf(pod: Pod, service: Service, placed: Places): EndpointReason {
  const { name, namespace } = pod.metadata;
  const address = pod.status.podIP;
  const key = `${namespace}/${name}`;
  const found = address === undefined ? undefined : placed.get(address);
  const place = found?.key === undefined || found.key === key ? (found?.place ?? 'out') : 'out';
  return { key, name, address: address ?? '<none>', place, reason: reasonOf(pod, service, place) };
}

function reasonOf(pod: Pod, service: Service, place: EndpointReason['place']): string {
  const late = 'the endpoints controller has not written that yet';
  const hindrance = hindranceOf(pod, service);
  if (place === 'in') return hindrance ? `${hindrance}; ${late}` : 'ready';
  if (place === 'not ready') return hindrance ?? `ready now; ${late}`;
  return hindrance ?? `ready; ${late}`;
}

/** Why the pod should get no requests; undefined when it should. */
function hindranceOf(pod: Pod, { spec }: Service): string | undefined {
  if (pod.status.podIP === undefined) {
    return pod.spec.nodeName === undefined ? 'it has no node yet' : 'it has no address yet';
  }
  if (pod.metadata.deletionTimestamp !== undefined) return 'it is being deleted';
  const names = spec.ports.flatMap(({ targetPort }) =>
    typeof targetPort === 'string' ? [targetPort] : [],
  );
  const missing = names.find((name) => !hasPort(pod, name));
  if (missing !== undefined && names.length === spec.ports.length) {
    return `no container has a port named "${missing}"`;
  }
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? undefined : 'not ready';
}

function hasPort({ spec }: Pod, wanted: string): boolean {
  return spec.containers.some(({ ports = [] }) => ports.some(({ name }) => name === wanted));
}

/** For each part of the selector that no pod has, the label of a pod that is nearest to it. */
function nearLabels(selector: Readonly<Record<string, string>>, pods: readonly Pod[]): NearLabel[] {
  const counts = new Map<string, number>();
  for (const { metadata } of pods) {
    for (const [key, value] of Object.entries(metadata.labels ?? {})) {
      counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1);
    }
  }
  return Object.entries(selector).flatMap(([key, value]): NearLabel[] => {
    const wanted = `${key}=${value}`;
    if (counts.has(wanted)) return [];
    const found = nearest(wanted, [...counts.keys()]);
    return found === undefined ? [] : [{ key, wanted, found, pods: counts.get(found) ?? 0 }];
  });
}

function nameIn(key: string | undefined): string | undefined {
  return key?.slice(key.indexOf('/') + 1);
}
