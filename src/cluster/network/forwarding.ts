// Where a packet goes from a machine: to its own sockets, over its bridge, to another machine, to the router, nowhere.

import type { ClusterView } from '../apiserver/client.ts';
import { parseKey } from '../api/meta.ts';
import type { Outcome } from './connection.ts';
import { machineName, type Journey } from './journey.ts';
import { holdersOf } from './nodeRules.ts';
import { RULE_ADDRESSES, type ServicesAtAddress } from './ruleTables.ts';
import {
  CONNECT_TIMEOUT_MS,
  DATAGRAM_WAIT_MS,
  LOCAL_HOP_MS,
  REMOTE_HOP_MS,
  RETRANSMIT_TIMEOUT_MS,
  UNREACHABLE_MS,
} from './timing.ts';
import { CLIENT, type Route } from './topology.ts';

/** Sends the packet of a connection on from a machine. */
export function sendFrom(journey: Journey, machine: string): void {
  const { packet } = journey.connection;
  const route = journey.topology.route(machine, packet.destinationIP);
  switch (route.to) {
    case 'local':
      journey.go(LOCAL_HOP_MS, { stage: 'delivering', node: machine });
      return;
    case 'bridge': {
      const text = `docker0 to ${packet.destinationIP}`;
      journey.note({ kind: 'bridge', where: machineName(machine), text });
      journey.go(LOCAL_HOP_MS, { stage: 'delivering', node: machine });
      return;
    }
    case 'machine':
      sendTo(journey, machine, route);
      return;
    case 'nobody':
      loseToSilence(journey, machine);
      return;
    case 'router':
      sendToRouter(journey, machine);
  }
}

function sendTo(
  journey: Journey,
  machine: string,
  { machine: next }: Extract<Route, { to: 'machine' }>,
): void {
  const { packet } = journey.connection;
  const isClient = next === CLIENT;
  if (isCut(journey, machine, next)) {
    loseToSilence(journey, machine, next);
    return;
  }
  if (machine !== CLIENT) {
    const text = `to ${isClient ? 'the client' : `node ${next}`} for ${packet.destinationIP}`;
    journey.note({ kind: 'route', where: machineName(machine), text });
  }
  journey.go(linkMs(journey), { stage: isClient ? 'delivering' : 'arriving', node: next });
}

/** A machine without power answers nobody; one in a partition does not reach the master, nor the master it. */
function isCut({ view, topology }: Journey, one: string, other: string): boolean {
  const master = topology.nodes[0]?.name;
  const isApart = (node: string) => view.setting(`fault partition ${node}`) !== undefined;
  return (
    isDown(view, other) || (one === master && isApart(other)) || (other === master && isApart(one))
  );
}

function isDown(view: ClusterView, machine: string): boolean {
  return view.setting(`fault node-down ${machine}`) !== undefined;
}

/** From one machine to another; `orrery delay network` makes the wire longer. */
function linkMs({ view }: Journey): number {
  return REMOTE_HOP_MS + Number(view.setting('delay network') ?? 0);
}

/** The router has routes for external IPs and for what a cloud gave out; whatever else comes to it is lost. */
function sendToRouter(journey: Journey, machine: string): void {
  const { packet, crossed } = journey.connection;
  const target = routedTo(journey.view, journey, packet.destinationIP);
  if (target !== undefined && !crossed.some(({ node }) => node === target)) {
    const text = `the router sends it to node ${target} for ${packet.destinationIP}`;
    journey.note({ kind: 'route', where: machineName(machine), text });
    journey.go(linkMs(journey), { stage: 'arriving', node: target });
    return;
  }
  const text =
    target !== undefined
      ? `${packet.destinationIP} goes round between router and node ${target} and is lost`
      : machine === CLIENT
        ? `no route to ${packet.destinationIP} from outside`
        : `no route to ${packet.destinationIP}: the packet leaves the cluster and is lost`;
  journey.note({ kind: 'lost', where: machineName(machine), text });
  journey.lose({ type: 'timed out' }, waitingTime(journey));
}

/** A cloud's load balancer sends to any node, by chance; an external IP is routed to the first node. */
function routedTo(view: ClusterView, { topology }: Journey, ip: string): string | undefined {
  const first = topology.nodes[0];
  if (!first) return undefined;
  for (const holder of holdersOf(view, first.name)) {
    const known = view.read<ServicesAtAddress>(RULE_ADDRESSES, `${holder} ${ip}`);
    for (const key of known?.services ?? []) {
      const service = view.get('Service', parseKey(key));
      if (service?.status.loadBalancer.ingress?.some((each) => each.ip === ip)) {
        const { nodes } = topology;
        return nodes[view.random('load-balancer') % nodes.length]?.name;
      }
      if (service?.spec.externalIPs?.includes(ip)) return first.name;
    }
  }
  return undefined;
}

/** Nobody has the address: no answer to ARP, and who asks is told so; an open connection goes on trying. */
export function loseToSilence(journey: Journey, machine: string, next?: string): void {
  const { packet, carried } = journey.connection;
  const wanted = journey.topology.node(next ?? '')?.address ?? packet.destinationIP;
  const text = `nobody answers ARP for ${wanted}: no route to host`;
  journey.note({ kind: 'lost', where: machineName(machine), text });
  if (packet.protocol === 'TCP' && carried > 0) {
    journey.lose({ type: 'timed out' }, RETRANSMIT_TIMEOUT_MS);
    return;
  }
  const by = journey.topology.sourceFor(machine, packet.destinationIP);
  const outcome: Outcome = { type: 'no route', by };
  journey.lose(outcome, UNREACHABLE_MS + wayBackMs(journey));
}

/** How long one waits when nothing comes back. */
export function waitingTime({ connection: { packet, carried } }: Journey): number {
  if (packet.protocol !== 'TCP') return DATAGRAM_WAIT_MS;
  return carried > 0 ? RETRANSMIT_TIMEOUT_MS : CONNECT_TIMEOUT_MS;
}

/** From where the packet is now back to who sent it. */
export function wayBackMs(journey: Journey): number {
  return linksOf(journey).length * linkMs(journey) + LOCAL_HOP_MS;
}

/** The ways between machines that the packet has come, as pairs of machines. */
function linksOf({ connection }: Journey): (readonly [string, string])[] {
  const { node, crossed, from } = connection;
  const machines = [from.node, ...crossed.map((each) => each.node), node];
  return machines.flatMap((machine, at) => {
    const next = machines[at + 1];
    return next === undefined || next === machine ? [] : [[machine, next] as const];
  });
}

/** Notices that the machine where the packet is has lost its power, or that its answer cannot come back; true if so. */
export function loseToOutage(journey: Journey): boolean {
  const { connection, view } = journey;
  const { stage, node, outcome } = connection;
  const isReturning = stage === 'returning';
  if (isReturning && outcome?.type !== 'answered') return false;
  const isLost = isReturning
    ? linksOf(journey).some(([one, other]) => isCut(journey, one, other) || isDown(view, one))
    : isDown(view, node);
  if (!isLost) return false;
  const text = isReturning ? 'the answer is lost on its way back' : `node ${node} is without power`;
  journey.note({ kind: 'lost', where: machineName(node), text });
  journey.lose({ type: 'timed out' }, waitingTime(journey));
  return true;
}
