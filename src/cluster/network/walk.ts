// How a packet goes through the rules of one node: the same records that iptables-save prints, walked as the kernel walks.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { assert } from '../../engine/assert.ts';
import type { Packet } from './connection.ts';
import { chainKey, type Chain, type Rule, type RuleTable } from './rule.ts';
import { kernelThreshold } from './save.ts';

/** Client addresses that a `recent` list has seen: key `NODE list address`. */
export const RECENT = 'recent';

interface Seen {
  readonly at: number;
}

/** Where in the rules a packet is. */
export interface Crossing {
  readonly node: string;
  /** Addresses of the node itself. */
  readonly localAddresses: readonly string[];
  readonly table: RuleTable;
  readonly chain: string;
}

export interface Verdict {
  readonly type: 'ACCEPT' | 'DNAT' | 'MASQUERADE' | 'REJECT';
  /** After marks and DNAT. */
  readonly packet: Packet;
  /** What matched, in order: sentences for the trace. */
  readonly matches: readonly string[];
  /** Writes to the `recent` lists. */
  readonly actions: readonly Action[];
}

/** Walks a packet from a built-in chain on. */
export function walk(view: ClusterView, crossing: Crossing, packet: Packet): Verdict {
  const walker = new Walker(view, crossing, packet);
  const type = walker.walkChain(crossing.chain, 0) ?? 'ACCEPT';
  return { type, packet: walker.packet, matches: walker.matches, actions: walker.actions };
}

class Walker {
  packet: Packet;
  readonly matches: string[] = [];
  readonly actions: Action[] = [];
  private readonly view: ClusterView;
  private readonly crossing: Crossing;

  constructor(view: ClusterView, crossing: Crossing, packet: Packet) {
    this.view = view;
    this.crossing = crossing;
    this.packet = packet;
  }

  walkChain(name: string, depth: number): Verdict['type'] | undefined {
    assert(depth < 16, 'chains of rules do not go round');
    const { node, table } = this.crossing;
    for (const [, { rules }] of this.view.scan<Chain>('rules', chainKey(node, table, name))) {
      for (const rule of rules) {
        const verdict = this.tryRule(name, rule, depth);
        if (verdict) return verdict;
      }
    }
    return undefined;
  }

  private tryRule(chain: string, rule: Rule, depth: number): Verdict['type'] | undefined {
    if (!this.matchesHeader(rule) || !this.matchesRecent(rule)) return undefined;
    const chance = this.draw(rule);
    if (chance === false) return undefined;
    const { target } = rule;
    if (target.type !== 'jump' || chance !== '' || rule.destinationPort !== undefined) {
      this.matches.push(`${chain}: ${describe(rule)}${chance}`);
    }
    switch (target.type) {
      case 'jump':
        return this.walkChain(target.chain, depth + 1);
      case 'MARK':
        this.packet = { ...this.packet, mark: this.packet.mark | target.setXmark };
        return undefined;
      case 'DNAT':
        this.packet = {
          ...this.packet,
          destinationIP: target.toIP,
          destinationPort: target.toPort,
        };
        return 'DNAT';
      case 'MASQUERADE':
      case 'REJECT':
        return target.type;
    }
  }

  private matchesHeader(rule: Rule): boolean {
    const { packet } = this;
    const { localAddresses } = this.crossing;
    const isLocal = (address: string) =>
      address.startsWith('127.') || localAddresses.includes(address);
    return (
      (rule.destination === undefined || covers(rule.destination, packet.destinationIP)) &&
      (rule.source === undefined || covers(rule.source, packet.sourceIP)) &&
      (rule.protocol === undefined || rule.protocol === packet.protocol) &&
      (rule.destinationPort === undefined || rule.destinationPort === packet.destinationPort) &&
      (rule.mark === undefined || (packet.mark & rule.mark) === rule.mark) &&
      (rule.destinationType === undefined || isLocal(packet.destinationIP)) &&
      (rule.sourceType === undefined || isLocal(packet.sourceIP) !== rule.sourceType.isNegated) &&
      (rule.physdevIsIn === undefined || rule.physdevIsIn.isNegated)
    );
  }

  /** rcheck: seen within so many seconds. set: always, and notes the time. */
  private matchesRecent({ recent }: Rule): boolean {
    if (!recent) return true;
    const key = `${this.crossing.node} ${recent.name} ${this.packet.sourceIP}`;
    if (recent.type === 'set') {
      const value: Seen = { at: this.view.now };
      this.actions.push({ type: 'write', table: RECENT, key, value });
      return true;
    }
    const seen = this.view.read<Seen>(RECENT, key);
    return seen !== undefined && this.view.now - seen.at <= recent.seconds * 1000;
  }

  /** Draws for a rule with a probability: false if it lost, else the words for the trace. */
  private draw({ probability }: Rule): string | false {
    if (probability === undefined) return '';
    const drawn = this.view.random('statistic') >>> 1;
    if (drawn >= kernelThreshold(probability)) return false;
    return ` (drew ${(drawn / 2 ** 31).toFixed(3)}, below ${Number(probability).toFixed(3)})`;
  }
}

/** True when an address is in a range such as 172.17.1.3/32. */
export function covers(range: string, address: string): boolean {
  if (range.endsWith('/32')) return range.slice(0, -3) === address;
  const [network = '', bits = '32'] = range.split('/');
  const shift = 32 - Number(bits);
  return Math.floor(toNumber(network) / 2 ** shift) === Math.floor(toNumber(address) / 2 ** shift);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function describe({ comment, target }: Rule): string {
  const what = target.type === 'jump' ? `to ${target.chain}` : describeTarget(target);
  return comment ? `"${comment}" ${what}` : what;
}

function describeTarget(target: Exclude<Rule['target'], { type: 'jump' }>): string {
  return target.type === 'DNAT' ? `DNAT to ${target.toIP}:${target.toPort}` : target.type;
}
