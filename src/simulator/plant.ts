// A data plane with its kube-proxies and nothing else, for tests: pods, Services and Endpoints are put where they are to be.

import type { Endpoints, Pod, Protocol, Service } from '../cluster/api/core/v1/objects.ts';
import type { Action, ClusterView } from '../cluster/apiserver/client.ts';
import type {
  Connection,
  ConnectionRequest,
  ListeningSocket,
  Outcome,
} from '../cluster/network/connection.ts';
import { CONNTRACK, type Flow } from '../cluster/network/conntrack.ts';
import { flowText } from '../cluster/network/conntrackText.ts';
import { COUNTERS, type CounterRecord } from '../cluster/network/counters.ts';
import { createNetwork, type Network } from '../cluster/network/network.ts';
import type { RuleTable } from '../cluster/network/rule.ts';
import { createKubeProxy } from '../cluster/proxy/kubeProxy.ts';
import { World } from '../engine/world.ts';
import type { Effect } from '../kubectl/process.ts';
import { runLine } from '../kubectl/shell/shell.ts';
import { CLIENT_ADDRESS, makeNodes } from './settings.ts';

interface PodOptions {
  readonly node: string;
  readonly ip: string;
  readonly isHostNetwork?: boolean;
  /** 0.0.0.0 if missing. */
  readonly listensOn?: string;
  readonly protocol?: Protocol;
  readonly port?: number;
  readonly hostPorts?: readonly {
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: Protocol;
  }[];
}

interface ServiceOptions {
  readonly name?: string;
  readonly clusterIP?: string;
  readonly type?: Service['spec']['type'];
  readonly protocol?: Protocol;
  readonly port?: number;
  readonly nodePort?: number;
  readonly externalIPs?: readonly string[];
  readonly ingress?: readonly { readonly ip: string }[];
  readonly sessionAffinity?: Service['spec']['sessionAffinity'];
}

/** A request as a test sends it: a GET to port 8080 over TCP if not said otherwise. */
type Sending = Pick<ConnectionRequest, 'from' | 'address'> &
  Partial<Omit<ConnectionRequest, 'request' | 'replyTo'>> & {
    readonly request?: ConnectionRequest['request'] | undefined;
  };

export interface Sent {
  readonly connection: Connection;
  readonly outcome: Outcome;
  readonly tookMs: number;
}

const GET = { method: 'GET', path: '/', headers: [['Host', 'webapp']] } as const;

export class Plant {
  readonly view: ClusterView;
  private readonly world = new World(1);
  private readonly network: Network;
  private readonly proxy;
  private readonly objects = new Map<string, Service | Endpoints | Pod>();
  private steps = 0;
  private answered: { readonly at: number; readonly outcome: Outcome } | undefined;

  constructor(nodes = 2) {
    const machines = makeNodes(nodes);
    const { world } = this;
    this.network = createNetwork({
      nodes: machines,
      clientAddress: CLIENT_ADDRESS,
      programs: {
        serve: (_, { socket, request, payload }) => ({
          ...(request
            ? { response: { status: 200, reason: 'OK', headers: [], body: socket.container } }
            : {}),
          ...(payload === undefined ? {} : { payload: `${payload} ${socket.container}` }),
        }),
        answerMs: () => undefined,
      },
    });
    this.proxy = createKubeProxy(machines);
    const own = ['settings', 'stopped', 'sockets', 'podAddresses', 'sandboxes'];
    for (const table of [...own, ...this.network.tables, ...this.proxy.tables]) world.table(table);
    this.view = this.makeView();
    this.carryOut('kube-proxy', this.proxy.start?.(this.view) ?? []);
  }

  /** A pod of namespace default whose container, of the same name, listens. */
  addPod(name: string, options: PodOptions): void {
    const { node, ip, isHostNetwork = false, hostPorts = [] } = options;
    const { listensOn = '0.0.0.0', protocol = 'TCP', port = 8080 } = options;
    const pod = `default/${name}`;
    const metadata = { namespace: 'default', name };
    const spec = { hostNetwork: isHostNetwork } as Pod['spec'];
    this.put({ kind: 'Pod', apiVersion: 'v1', metadata, spec, status: { podIP: ip } });
    if (!isHostNetwork) this.world.table('podAddresses').set(`${node} ${ip}`, { pod });
    this.world.table('sandboxes').set(`${node} ${pod}`, { ip, hostPorts });
    this.world.table<ListeningSocket>('sockets').set(`${node} ${pod} ${name} ${port}`, {
      node,
      pod,
      container: name,
      address: listensOn,
      port,
      protocol,
      program: 'echo',
      isHostNetwork,
      since: this.world.next('socket'),
    });
  }

  /** Its container ends, its address stays. */
  endContainer(name: string): void {
    this.remove('sockets', ` default/${name} `);
  }

  /** All of it is gone. */
  losePod(name: string): void {
    const pod = `default/${name}`;
    this.endContainer(name);
    this.remove('sandboxes', ` ${pod}`);
    const addresses = this.world.table<{ readonly pod: string }>('podAddresses');
    for (const [key, record] of addresses.entries()) {
      if (record.pod === pod) addresses.delete(key);
    }
  }

  /** The Service webapp, or another one, with one port. */
  addService(options: ServiceOptions): void {
    const { name = 'webapp', clusterIP = '', type = 'ClusterIP', ingress } = options;
    const { protocol = 'TCP', port = 8080, nodePort, externalIPs } = options;
    this.put({
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { namespace: 'default', name },
      spec: {
        clusterIP,
        type,
        sessionAffinity: options.sessionAffinity ?? 'None',
        ports: [{ protocol, port, targetPort: port, ...(nodePort ? { nodePort } : {}) }],
        ...(externalIPs ? { externalIPs } : {}),
      },
      status: { loadBalancer: ingress ? { ingress } : {} },
    });
  }

  /** Of webapp: its port is the Service's. */
  setEndpoints(...ips: readonly string[]): void {
    this.setEndpointsOf('webapp', ips);
  }

  setEndpointsOf(name: string, ips: readonly string[]): void {
    const service = this.objects.get(`Service default/${name}`) as Service;
    const ports = service.spec.ports.map(({ port, protocol }) => ({ port, protocol }));
    this.put({
      kind: 'Endpoints',
      apiVersion: 'v1',
      metadata: { namespace: 'default', name },
      subsets: ips.length > 0 ? [{ addresses: ips.map((ip) => ({ ip })), ports }] : [],
    });
  }

  deleteService(name: string): void {
    this.objects.delete(`Service default/${name}`);
    this.objects.delete(`Endpoints default/${name}`);
    this.wakeProxies(name);
  }

  set(setting: string, value = 'on'): void {
    this.world.table('settings').set(setting, { value });
  }

  unset(setting: string): void {
    this.world.table('settings').delete(setting);
  }

  /** Lets everything that is pending happen. */
  settle(): void {
    while (this.step());
  }

  /** So many ms go by. */
  pass(ms: number): void {
    const until = this.world.now + ms;
    while ((this.world.nextWakeup()?.time ?? Infinity) <= until) this.step();
    this.world.moveTo(++this.steps, until);
  }

  /** Sends and waits for the outcome; on the way something else may happen: `end POD`, `lose POD`, `set SETTING`. */
  send(sending: Sending, meanwhile?: { readonly afterMs: number; readonly act: string }): Sent {
    const { request = 'request' in sending ? undefined : GET, ...rest } = sending;
    const startedAt = this.world.now;
    this.answered = undefined;
    this.carryOut(
      'network',
      this.network.open(this.view, {
        protocol: 'TCP',
        port: 8080,
        ...rest,
        ...(request ? { request } : {}),
        replyTo: { component: 'test', key: '' },
      }),
    );
    if (meanwhile) {
      this.pass(meanwhile.afterMs);
      this.act(meanwhile.act);
    }
    while (!this.answered && this.step());
    const { at, outcome } = this.answered ?? never();
    const connections = this.world.table<Connection>('connections').values();
    const connection = connections.findLast(({ openedAt }) => openedAt === startedAt);
    return { connection: connection ?? never(), outcome, tookMs: at - startedAt };
  }

  /** What `conntrack -L` prints on a node. */
  conntrack(node: string): string[] {
    return this.world
      .table<Flow>(CONNTRACK)
      .values(`${node} `)
      .filter(({ expiresAt }) => expiresAt > this.world.now)
      .map((flow) => flowText(flow, this.world.now).trimEnd());
  }

  /** Packets and bytes by `CHAIN PIECE INDEX`, or `CHAIN policy`. */
  counters(node: string, table: RuleTable): Record<string, readonly [number, number]> {
    const prefix = `${node} ${table} `;
    const records = this.world.table<CounterRecord>(COUNTERS).entries(prefix);
    return Object.fromEntries(
      records.map(([key, { packets, bytes }]) => [key.slice(prefix.length), [packets, bytes]]),
    );
  }

  /** `iptables-save -c -t nat` on a node. */
  saved(node: string): string {
    const program = runLine('iptables-save -c -t nat', { place: { node }, terminal: node });
    let text = '';
    let reply: unknown;
    for (;;) {
      const next = program.next(reply);
      if (next.done) return text;
      reply = this.reply(next.value);
      if (next.value.type === 'print') text += next.value.text;
    }
  }

  connection(id: number): Connection | undefined {
    const connections = this.world.table<Connection>('connections').values();
    return connections.find((each) => each.id === id);
  }

  keys(table: string): string[] {
    return this.world.table(table).keys();
  }

  /** How many records were written, in all tables but the queue's. */
  countWrites(act: () => void): number {
    let writes = 0;
    for (const name of this.world.tableNames()) {
      if (!name.startsWith('(')) this.world.table(name).listen(() => writes++);
    }
    act();
    return writes;
  }

  private reply(effect: Effect): unknown {
    if (effect.type === 'scan') return this.world.table(effect.table).entries(effect.prefix);
    return effect.type === 'now' ? this.world.now : undefined;
  }

  private act(text: string): void {
    const [verb, ...rest] = text.split(' ');
    const what = rest.join(' ');
    if (verb === 'end') this.endContainer(what);
    else if (verb === 'lose') this.losePod(what);
    else this.set(what);
  }

  private put(object: Service | Endpoints | Pod): void {
    const { kind, metadata } = object;
    this.objects.set(`${kind} ${metadata.namespace}/${metadata.name}`, object);
    if (kind !== 'Pod') this.wakeProxies(metadata.name);
  }

  private wakeProxies(name: string): void {
    const object = this.objects.get(`Service default/${name}`) as Service;
    const change = {
      type: 'MODIFIED',
      kind: 'Service',
      key: { namespace: 'default', name },
      object,
      resourceVersion: 1,
    } as const;
    const [watch] = this.proxy.watches;
    for (const { key, afterMs } of watch?.wakeups(change, this.view) ?? []) {
      const node = key.slice(0, key.indexOf(' '));
      const delay = Number(this.view.setting(`delay kube-proxy@${node}`) ?? 0);
      this.world.wake('kube-proxy', key, this.world.now + afterMs + delay);
    }
  }

  private remove(table: string, part: string): void {
    for (const key of this.world.table(table).keys()) {
      if (`${key} `.includes(part)) this.world.table(table).delete(key);
    }
  }

  private step(): boolean {
    const { world } = this;
    const wakeup = world.takeWakeup();
    if (!wakeup) return false;
    world.moveTo(++this.steps, wakeup.time);
    const { component, key, payload } = wakeup;
    if (component === 'test') this.answered = { at: world.now, outcome: payload as Outcome };
    else if (component === 'network') {
      this.carryOut(component, this.network.reconcile(this.view, key));
    } else this.carryOut(component, this.proxy.reconcile(this.view, key));
    return true;
  }

  private carryOut(component: string, actions: readonly Action[]): void {
    const { world } = this;
    for (const action of actions) {
      if (action.type === 'write') {
        if (action.value === undefined) world.table(action.table).delete(action.key);
        else world.table<object>(action.table).set(action.key, action.value);
      } else if (action.type === 'wake') {
        const at = world.now + action.afterMs;
        world.wake(action.component ?? component, action.key, at, action.payload);
      }
    }
  }

  private makeView(): ClusterView {
    const { world, objects } = this;
    const get = (kind: string, { namespace, name }: { namespace: string; name: string }) =>
      objects.get(`${kind} ${namespace}/${name}`);
    return {
      get now() {
        return world.now;
      },
      get: get as ClusterView['get'],
      list: () => [],
      select: () => [],
      selecting: () => [],
      podsOnNode: () => [],
      read: <T>(table: string, key: string) => world.table<T>(table).get(key),
      scan: <T>(table: string, prefix?: string) => world.table<T>(table).entries(prefix),
      random: (stream) => world.random(stream),
      next: (counter) => world.next(counter),
      last: (counter) => world.last(counter),
      setting: (name) => world.table<{ readonly value: string }>('settings').get(name)?.value,
    };
  }
}

/** Where a test sends something and nothing more happens to it. */
function never(): never {
  throw new Error('nothing is pending, and there is no outcome');
}
