// The environment of a container: its own variables, those of the Services that its namespace had when it was started, and
// what Docker adds. Containers that run keep what they have, whatever happens to the Services.

import type { EnvVar, Pod, Service, ServicePort } from '../api/core/v1/objects.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { Subject } from './context.ts';
import type { Machine } from './node.ts';
import { SERVICE_LISTS, write } from './tables.ts';

type Variable = readonly [name: string, value: string];

interface ServiceList {
  readonly services: readonly ListedService[];
}

interface ListedService {
  readonly name: string;
  readonly spec: Service['spec'];
}

interface LastList {
  readonly key: string;
}

/** The key of the list of Services as they are now; containers that saw the same Services share one. */
export function listServices(
  view: ClusterView,
  namespace: string,
): { readonly key: string; readonly actions: readonly Action[] } {
  const services = servicesNow(view, namespace);
  const pointer = `${namespace} last`;
  const last = view.read<LastList>(SERVICE_LISTS, pointer);
  const known = last && view.read<ServiceList>(SERVICE_LISTS, last.key);
  if (last && known && isSame(known.services, services)) return { key: last.key, actions: [] };
  const key = `${namespace} ${String(view.next('service-list')).padStart(6, '0')}`;
  const list: ServiceList = { services };
  return {
    key,
    actions: [write(SERVICE_LISTS, key, list), write(SERVICE_LISTS, pointer, { key })],
  };
}

function servicesNow(view: ClusterView, namespace: string): ListedService[] {
  const own = view
    .list('Service', namespace)
    .filter(({ spec }) => spec.clusterIP !== '' && spec.clusterIP !== 'None')
    .map(({ metadata, spec }) => ({ name: metadata.name, spec }));
  if (namespace === 'default' || own.some(({ name }) => name === 'kubernetes')) return own;
  const master = view.get('Service', { namespace: 'default', name: 'kubernetes' });
  return master ? [...own, { name: 'kubernetes', spec: master.spec }] : own;
}

function isSame(one: readonly ListedService[], other: readonly ListedService[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ name, spec }, index) => name === other[index]?.name && spec === other[index].spec)
  );
}

/** All variables of a container, as `env` in it prints them. */
export function variablesOf(
  view: ClusterView,
  machine: Pick<Machine, 'name'>,
  { pod, container, record }: Subject,
): Variable[] {
  const list = view.read<ServiceList>(SERVICE_LISTS, record.serviceList ?? '');
  const ofServices = (list?.services ?? []).flatMap(serviceVariables);
  const own = ownVariables(container.env ?? [], { pod, record, ofServices });
  const names = new Set(own.map(([name]) => name));
  const given = [...own, ...ofServices.filter(([name]) => !names.has(name))];
  const host = pod.spec.hostNetwork ? machine.name : pod.metadata.name;
  const docker: Variable[] = [
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', host],
    ...(container.tty ? [['TERM', 'xterm'] as const] : []),
  ];
  const all = new Map([...docker, ...given]);
  if (!all.has('HOME')) all.set('HOME', '/root');
  return [...all];
}

/** The variables that links of Docker would give, for one Service. */
export function serviceVariables({ name, spec }: ListedService): Variable[] {
  const { clusterIP, ports } = spec;
  const prefix = variableName(name);
  const [first] = ports;
  if (!first) return [];
  const named = ports.filter((port) => port.name !== undefined && port.name !== '');
  return [
    [`${prefix}_SERVICE_HOST`, clusterIP],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...named.map((port): Variable => [
      `${prefix}_SERVICE_PORT_${variableName(port.name ?? '')}`,
      String(port.port),
    ]),
    [`${prefix}_PORT`, url(clusterIP, first)],
    ...ports.flatMap((port): Variable[] => {
      const ofPort = `${prefix}_PORT_${port.port}_${port.protocol}`;
      return [
        [ofPort, url(clusterIP, port)],
        [`${ofPort}_PROTO`, port.protocol.toLowerCase()],
        [`${ofPort}_PORT`, String(port.port)],
        [`${ofPort}_ADDR`, clusterIP],
      ];
    }),
  ];
}

function url(clusterIP: string, { protocol, port }: ServicePort): string {
  return `${protocol.toLowerCase()}://${clusterIP}:${port}`;
}

function variableName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

interface Known {
  readonly pod: Pod;
  readonly record: ContainerRecord;
  readonly ofServices: readonly Variable[];
}

/** The container's `env`, where $(NAME) stands for a variable above or of a Service. */
function ownVariables(env: readonly EnvVar[], { pod, record, ofServices }: Known): Variable[] {
  const known = new Map(ofServices);
  const own: Variable[] = [];
  for (const { name, value, valueFrom } of env) {
    const path = valueFrom?.fieldRef?.['fieldPath'];
    const text = value
      ? expand(value, known)
      : typeof path === 'string'
        ? fieldOf(pod, record, path)
        : '';
    known.set(name, text);
    own.push([name, text]);
  }
  return own;
}

/** $(NAME) of a known variable is its value, of another stays as it is; $$ is a dollar sign. */
export function expand(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$(\$|\(([^()]*)\))/g, (whole, rest: string, name: string) =>
    rest === '$' ? '$' : (known.get(name) ?? whole),
  );
}

function fieldOf({ metadata }: Pod, record: ContainerRecord, path: string): string {
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'status.podIP':
      return record.podIP;
    default:
      return '';
  }
}
