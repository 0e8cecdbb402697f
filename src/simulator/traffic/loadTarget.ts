// Where a load sends to: a Service by its name, or an address. A name is looked up once, when the load starts.

import type { Service } from '../../cluster/api/core/v1/objects.ts';
import type { ClusterView } from '../../cluster/apiserver/client.ts';
import type { Place } from '../../cluster/network/connection.ts';
import { CLIENT } from '../../cluster/network/topology.ts';

export interface LoadTarget {
  readonly address: string;
  readonly port: number;
  /** The header Host. */
  readonly host: string;
  readonly path: string;
}

export interface Asking {
  readonly view: ClusterView;
  /** Their names; the first is the master. */
  readonly nodes: readonly string[];
  readonly namespace: string;
}

/** Who sends: client, a node, or pod/NAME; a sentence when there is no such place. */
export function findPlace({ view, nodes, namespace }: Asking, from: string): Place | string {
  if (from === CLIENT || nodes.includes(from)) return { node: from };
  const name = /^pods?\/(.+)$/.exec(from)?.[1];
  if (name === undefined) {
    return `--from is ${CLIENT}, a node (${nodes.join(', ')}) or pod/NAME`;
  }
  const pod = view.get('Pod', { namespace, name });
  if (!pod) return `pods "${name}" not found`;
  if (!pod.spec.nodeName) return `pod ${name} is on no node yet`;
  return { node: pod.spec.nodeName, pod: `${namespace}/${name}` };
}

/** What `svc/NAME[:PORT]`, `HOST:PORT` or a URL means from a place; a sentence when it means nothing. */
export function findTarget(asking: Asking, target: string, from: Place): LoadTarget | string {
  const [, name, port] = /^(?:svc|services?)\/([^:/]+)(?::([\w-]+))?$/.exec(target) ?? [];
  return name === undefined
    ? findAddress(target)
    : findService(asking, { name, ...(port === undefined ? {} : { port }) }, from);
}

/** From where a target is sent to when nobody said: from outside if that can be, else from the master. */
export function usualPlace(asking: Asking, target: string): Place {
  const outside = { node: CLIENT };
  const master = { node: asking.nodes[0] ?? '' };
  const found = findTarget(asking, target, outside);
  if (typeof found === 'string') return master;
  const isNode = asking.nodes.includes(found.address);
  return isNode || /^(?:svc|services?)\//.test(target) ? outside : master;
}

function findAddress(target: string): LoadTarget | string {
  const [, host = '', port, path = '/'] =
    /^(?:http:\/\/)?(\d+\.\d+\.\d+\.\d+)(?::(\d+))?(\/\S*)?$/.exec(target) ?? [];
  if (host === '') {
    return `"${target}" is no target: it is svc/NAME[:PORT], ADDRESS:PORT or http://ADDRESS:PORT/PATH`;
  }
  const isPlain = port === undefined || port === '80';
  return {
    address: host,
    port: Number(port ?? 80),
    host: isPlain ? host : `${host}:${port}`,
    path,
  };
}

function findService(
  { view, nodes, namespace }: Asking,
  { name, port }: { readonly name: string; readonly port?: string },
  from: Place,
): LoadTarget | string {
  const service = view.get('Service', { namespace, name });
  if (!service) return `services "${name}" not found`;
  const { ports, clusterIP } = service.spec;
  const asked = ports.find((each) => String(each.port) === port || each.name === port);
  const found = port === undefined ? ports[0] : asked;
  if (!found) {
    return `service ${name} has no port ${port}; it has ${ports.map((each) => each.port).join(', ')}`;
  }
  if (from.node !== CLIENT) {
    if (clusterIP === undefined || clusterIP === 'None') {
      return `service ${name} has no cluster IP: name the address of a pod`;
    }
    return at(clusterIP, found.port);
  }
  const outer = outerAddress(service);
  if (outer !== undefined) return at(outer, found.port);
  if (found.nodePort) return at(nodes[0] ?? '', found.nodePort);
  return `service ${name} has no node port and no external address: a client outside does not reach it; send from a node: --from ${nodes[0]}`;
}

/** What a cloud gave it, or an external IP. */
function outerAddress({ spec, status }: Service): string | undefined {
  return status.loadBalancer.ingress?.[0]?.ip ?? spec.externalIPs?.[0];
}

function at(address: string, port: number): LoadTarget {
  return { address, port, host: port === 80 ? address : `${address}:${port}`, path: '/' };
}
