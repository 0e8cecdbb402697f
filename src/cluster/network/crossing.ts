// At a node: conntrack, PREROUTING or OUTPUT, the routes, INPUT or FORWARD, POSTROUTING. Only the first packet of a flow
// walks table nat; what was decided then holds for the flow.

import type { CrossedNode, Packet, RuleStep } from './connection.ts';
import {
  CONNTRACK,
  findFlow,
  flowKey,
  newFlow,
  progress,
  sweep,
  translated,
  type Flow,
} from './conntrack.ts';
import type { Amount } from './counters.ts';
import { sendFrom } from './forwarding.ts';
import { addressText, endsText, machineName, type Journey } from './journey.ts';
import { NodeRules } from './nodeRules.ts';
import { LOCAL_HOP_MS } from './timing.ts';
import { firstPacket, requestPacket } from './traffic.ts';
import type { Route } from './topology.ts';
import { walk, type Crossing, type Verdict } from './walk.ts';

export function crossNode(journey: Journey): void {
  new Visit(journey).cross();
}

type Hook = Pick<Crossing, 'table' | 'chain' | 'inInterface' | 'outInterface'>;

/** A packet at one node. */
class Visit {
  private readonly journey: Journey;
  private readonly node: string;
  private readonly rules: NodeRules;
  private readonly came: Packet;
  private readonly amount: Amount;
  private readonly inInterface: string | undefined;

  constructor(journey: Journey) {
    const { connection, view } = journey;
    this.journey = journey;
    this.node = connection.node;
    this.rules = new NodeRules(view, this.node);
    this.came = { ...connection.packet, mark: 0 }; // A mark does not leave its machine.
    const { carried, packet, payload } = connection;
    this.amount = carried > 0 ? requestPacket(connection) : firstPacket(packet.protocol, payload);
    this.inInterface = interfaceIn(journey);
  }

  cross(): void {
    const { journey, came } = this;
    const key = flowKey(this.node, came);
    const flow = this.knownFlow(key);
    const packet = flow ? this.asBefore(flow) : this.translateDestination();
    const route = journey.topology.route(this.node, packet.destinationIP);
    const outInterface = route.to === 'bridge' ? 'docker0' : route.to === 'local' ? 'lo' : 'eth0';
    const chain = this.isOwn ? 'OUTPUT' : route.to === 'local' ? 'INPUT' : 'FORWARD';
    if (this.isRejected(packet, chain, outInterface)) return;
    const left = flow ? packet : this.translateSource(packet, { route, outInterface });
    const crossed: CrossedNode = {
      node: this.node,
      chain,
      ...(this.inInterface === undefined ? {} : { inInterface: this.inInterface }),
      ...(chain === 'INPUT' ? {} : { outInterface }),
      flow: key,
      came,
      left: { ...left, mark: 0 },
    };
    this.remember(key, flow, crossed);
    journey.update({
      packet: crossed.left,
      crossed: [...journey.connection.crossed, crossed],
    });
    sendFrom(journey, this.node);
  }

  /** True for what a program of this node sends; iptables knows no interface for it. */
  private get isOwn(): boolean {
    return this.inInterface === undefined;
  }

  /** A new connection from a port that was used shortly before begins a new flow. */
  private knownFlow(key: string): Flow | undefined {
    const flow = findFlow(this.journey.view, key);
    const isOver = flow?.state === 'TIME_WAIT' || flow?.state === 'CLOSE';
    return isOver && this.journey.connection.carried === 0 ? undefined : flow;
  }

  private asBefore(flow: Flow): Packet {
    const packet = translated(this.came, flow);
    const how = endsText(packet) === endsText(this.came) ? 'as it is' : `as ${endsText(packet)}`;
    this.journey.note({
      kind: 'conntrack',
      where: machineName(this.node),
      text: `known to conntrack: the rules of table nat are skipped, it goes on ${how}`,
      before: endsText(this.came),
      after: endsText(packet),
    });
    return packet;
  }

  private translateDestination(): Packet {
    const verdict = this.hook(this.came, {
      table: 'nat',
      chain: this.isOwn ? 'OUTPUT' : 'PREROUTING',
      ...(this.inInterface === undefined ? {} : { inInterface: this.inInterface }),
    });
    if (verdict.type === 'DNAT') {
      this.journey.note({
        kind: 'dnat',
        where: machineName(this.node),
        text: `DNAT ${addressText(this.came)} -> ${addressText(verdict.packet)}`,
        before: endsText(this.came),
        after: endsText(verdict.packet),
      });
    }
    return verdict.packet;
  }

  /** Table filter: in 1.3 it refuses only what programs of the node send to a cluster IP without endpoints. */
  private isRejected(packet: Packet, chain: CrossedNode['chain'], outInterface: string): boolean {
    const verdict = this.hook(packet, {
      table: 'filter',
      chain,
      ...(this.inInterface === undefined ? {} : { inInterface: this.inInterface }),
      ...(chain === 'INPUT' ? {} : { outInterface }),
    });
    if (verdict.type !== 'REJECT') return false;
    this.journey.note({
      kind: 'lost',
      where: machineName(this.node),
      text: `rejected: ${addressText(packet)} has no endpoints`,
    });
    this.journey.lose({ type: 'refused' }, LOCAL_HOP_MS);
    return true;
  }

  private translateSource(
    packet: Packet,
    { route, outInterface }: { readonly route: Route; readonly outInterface: string },
  ): Packet {
    const isDelivered = route.to === 'local' && !this.isOwn;
    const verdict = this.hook(packet, {
      table: 'nat',
      ...(isDelivered
        ? { chain: 'INPUT', ...(this.inInterface ? { inInterface: this.inInterface } : {}) }
        : { chain: 'POSTROUTING', outInterface }),
    });
    if (verdict.type !== 'MASQUERADE' || route.to === 'local') return packet;
    const sourceIP = this.journey.topology.interfaceAddress(this.node, outInterface);
    const masked = { ...packet, sourceIP };
    this.journey.note({
      kind: 'snat',
      where: machineName(this.node),
      text: `SNAT ${packet.sourceIP} -> ${sourceIP}`,
      before: endsText(packet),
      after: endsText(masked),
    });
    return masked;
  }

  /** Walks the rules of a table from a built-in chain, and notes what matched. */
  private hook(packet: Packet, hook: Hook): Verdict {
    const { journey, node } = this;
    const { isTraced, walks } = journey.connection;
    const crossing: Crossing = {
      ...hook,
      rules: this.rules,
      localAddresses: journey.topology.localAddresses(node),
      amount: this.amount,
      isTraced,
    };
    const verdict = walk(journey.view, crossing, packet, journey.tally);
    journey.act(...verdict.actions);
    if (isTraced) {
      const { table, chain } = hook;
      const { type, steps, packet: after } = verdict;
      const seen = { at: journey.view.now, node, table, chain, steps };
      journey.update({ walks: [...walks, { ...seen, verdict: type, before: packet, after }] });
    }
    for (const step of verdict.steps) {
      if (!step.isMatched || isPlainJump(step)) continue;
      const text = `${step.chain}: ${step.what}${step.draw ? ` (${step.reason})` : ''}`;
      journey.note({ kind: 'rule', where: machineName(node), text, rule: step });
    }
    return verdict;
  }

  /** The flow is remembered once its first packet has left: one that was refused is not. */
  private remember(key: string, flow: Flow | undefined, { came, left }: CrossedNode): void {
    const { view } = this.journey;
    const value = flow ? progress(view, flow, 'sent again') : newFlow(view, came, left);
    this.journey.act(...(flow ? [] : sweep(view, this.node)), {
      type: 'write',
      table: CONNTRACK,
      key,
      value,
    });
  }
}

/** A jump that every packet makes tells nothing, except where the last endpoint takes what is left. */
function isPlainJump({ chain, text, what }: RuleStep): boolean {
  return what.includes('to KUBE-') && !text.includes('--dport') && !chain.startsWith('KUBE-SVC-');
}

/** Where a packet comes from: docker0 from a pod of the node, eth0 from elsewhere, nothing from the node itself. */
function interfaceIn({ connection }: Journey): string | undefined {
  const { origin, crossed } = connection;
  if (crossed.length > 0 || origin === 'client') return 'eth0';
  return origin === 'pod' ? 'docker0' : undefined;
}
