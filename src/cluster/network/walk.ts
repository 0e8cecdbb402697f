// How a packet goes through the rules of one node: the same records that iptables-save prints, walked as the kernel walks.

import type { Action, ClusterView } from '../apiserver/client.ts';
import { assert } from '../../engine/assert.ts';
import { hash32 } from '../../engine/random.ts';
import type { Packet, RuleStep } from './connection.ts';
import type { Amount, Tally } from './counters.ts';
import { matchText, mismatch, type Standpoint } from './match.ts';
import type { NodeRules } from './nodeRules.ts';
import type { CountedPiece } from './ruleTables.ts';
import { kernelThreshold } from './probability.ts';
import { lastSeen, noteSeen } from './recent.ts';
import type { Rule, RuleTable } from './rule.ts';
import { StepTrace, type Trial } from './stepTrace.ts';

/** Where in the rules of a node a packet is. */
export interface Crossing extends Standpoint {
  readonly rules: NodeRules;
  readonly table: RuleTable;
  /** The built-in chain where it begins. */
  readonly chain: string;
  /** How many packets walk, alike. */
  readonly amount: Amount;
  /** True when every rule that is tried is to be noted. */
  readonly isTraced: boolean;
}

export interface Verdict {
  readonly type: 'ACCEPT' | 'DNAT' | 'MASQUERADE' | 'REJECT';
  /** After marks and DNAT. */
  readonly packet: Packet;
  /** What was tried, in order; only what matched if it is not traced. */
  readonly steps: readonly RuleStep[];
  /** Writes to the `recent` lists. */
  readonly actions: readonly Action[];
}

/** Walks a packet from a built-in chain on; what it matched is counted in the tally. */
export function walk(view: ClusterView, crossing: Crossing, packet: Packet, tally: Tally): Verdict {
  const walker = new Walker(view, crossing, packet, tally);
  const { rules, table, chain, amount } = crossing;
  const type = walker.walkChain(chain, 0, undefined);
  if (!type) tally.add({ node: rules.node, table, chain }, amount, rules.syncedAt);
  return {
    type: type ?? 'ACCEPT',
    packet: walker.packet,
    steps: walker.trace.steps,
    actions: walker.actions,
  };
}

/** A rule and where it stands. */
interface Place {
  readonly chain: string;
  /** From 1. */
  readonly number: number;
  readonly piece: CountedPiece;
  readonly index: number;
}

class Walker {
  packet: Packet;
  readonly trace = new StepTrace();
  readonly actions: Action[] = [];
  private readonly view: ClusterView;
  private readonly crossing: Crossing;
  private readonly tally: Tally;
  /** One draw of the stream makes all numbers of a walk. */
  private draws: { readonly base: number; used: number } | undefined;

  constructor(view: ClusterView, crossing: Crossing, packet: Packet, tally: Tally) {
    this.view = view;
    this.crossing = crossing;
    this.packet = packet;
    this.tally = tally;
  }

  walkChain(
    chain: string,
    depth: number,
    service: string | undefined,
  ): Verdict['type'] | undefined {
    assert(depth < 16, 'chains of rules do not go round');
    let number = 0;
    for (const piece of this.piecesOf(chain, service)) {
      this.noteSkipped(chain, number, piece);
      number = piece.offset ?? number;
      for (const [index, rule] of piece.rules.entries()) {
        number++;
        const verdict = this.tryRule(rule, { chain, number, piece, index }, depth);
        if (verdict) return verdict;
      }
    }
    this.trace.endRun();
    return undefined;
  }

  /** A Service's own chain, or those pieces of a shared one that can match. */
  private piecesOf(chain: string, service: string | undefined): readonly CountedPiece[] {
    const { rules, table, isTraced } = this.crossing;
    const own = service === undefined ? undefined : rules.ownChain(service, chain);
    if (own && service !== undefined) return [{ key: '', rules: own, service }];
    const wanted = { to: this.addressIn(chain), isNumbered: isTraced };
    return rules.piecesFor({ table, chain }, wanted);
  }

  private addressIn(chain: string): string {
    const { protocol, destinationIP, destinationPort } = this.packet;
    return chain === 'KUBE-NODEPORTS' ? `${protocol}:${destinationPort}` : destinationIP;
  }

  private tryRule(rule: Rule, at: Place, depth: number): Verdict['type'] | undefined {
    const trial = this.trial(rule);
    if (!trial.isMatched) {
      if (this.crossing.isTraced) this.trace.missed(rule, at, trial);
      return undefined;
    }
    this.count(at);
    const before = this.packet.mark;
    const { target } = rule;
    if (target.type === 'MARK') this.packet = { ...this.packet, mark: before | target.setXmark };
    const mark = this.packet.mark === before ? {} : { mark: { before, after: this.packet.mark } };
    this.trace.matched(rule, at, { ...trial, ...mark });
    switch (target.type) {
      case 'jump':
        return this.walkChain(target.chain, depth + 1, at.piece.service);
      case 'MARK':
        return undefined;
      case 'DNAT':
        this.packet = {
          ...this.packet,
          destinationIP: target.toIP,
          destinationPort: target.toPort,
        };
        return 'DNAT';
      case 'ACCEPT':
      case 'MASQUERADE':
      case 'REJECT':
        return target.type;
    }
  }

  private trial(rule: Rule): Trial {
    const { packet } = this;
    const wrong = mismatch(rule, packet, this.crossing) ?? this.recentMismatch(rule);
    if (wrong !== undefined) return { isMatched: false, reason: wrong };
    if (rule.probability === undefined) {
      const seen = rule.recent?.type === 'rcheck' ? `${packet.sourceIP} is in the list` : undefined;
      return { isMatched: true, reason: seen ?? matchText(rule, packet) };
    }
    const { probability } = rule;
    const drawn = this.draw();
    return { isMatched: drawn < kernelThreshold(probability), draw: { drawn, probability } };
  }

  /** rcheck: seen within so many seconds. set: always matches, and notes the time. */
  private recentMismatch({ recent }: Rule): string | undefined {
    if (!recent) return undefined;
    const client = this.packet.sourceIP;
    const { node } = this.crossing.rules;
    if (recent.type === 'set') {
      this.actions.push(noteSeen(this.view, node, { list: recent.name, client }));
      return undefined;
    }
    const at = lastSeen(this.view, node, { list: recent.name, client });
    if (at === undefined) return `${client} is not in the list`;
    const ago = this.view.now - at;
    return ago <= recent.seconds * 1000
      ? undefined
      : `${client} was seen ${Math.round(ago / 1000)} s ago, more than ${recent.seconds}`;
  }

  /** A 31-bit number, as the kernel draws it. */
  private draw(): number {
    this.draws ??= { base: this.view.random('statistic'), used: 0 };
    const { base, used } = this.draws;
    this.draws.used++;
    return (used === 0 ? base : hash32(base, 'statistic', used)) >>> 1;
  }

  private count({ chain, piece, index }: Place): void {
    const { rules, table, amount } = this.crossing;
    this.tally.add(
      { node: rules.node, table, chain, piece: piece.key, index },
      amount,
      rules.syncedAt,
    );
  }

  /** Rules of other Services are told of by their number; the last of them also by its reason. */
  private noteSkipped(chain: string, number: number, { offset, above }: CountedPiece): void {
    const reason = above && mismatch(above, this.packet, this.crossing);
    if (!above || offset === undefined || offset <= number || reason === undefined) return;
    this.trace.skipped(above, { chain, number: offset }, { reason, before: offset - number - 1 });
  }
}
