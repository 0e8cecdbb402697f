// The outcome is back at the program: the answer went back over the machines that the request crossed, each of which undid
// its translation; what passed is counted, and the flows know how they ended.

import type { Connection, CrossedNode, Hop, Outcome, Packet } from './connection.ts';
import { settle } from './conntrack.ts';
import type { Amount } from './counters.ts';
import {
  addressText,
  CONNECTIONS,
  connectionKey,
  isOld,
  machineName,
  wakeupKey,
  type Journey,
} from './journey.ts';
import { isKept, noteLoss } from './losses.ts';
import { NodeRules } from './nodeRules.ts';
import { LOCAL_HOP_MS, REMOTE_HOP_MS } from './timing.ts';
import { received, sentAfterwards } from './traffic.ts';
import { stopWaiting } from './waiting.ts';
import { walk } from './walk.ts';

export function finish(journey: Journey): void {
  const { connection, view } = journey;
  const { outcome, replyTo, keepAlive } = connection;
  const isAnswer = outcome?.type === 'answered';
  if (isAnswer || outcome?.type === 'refused' || outcome?.type === 'reset') {
    const what = isAnswer ? (keepAlive ? 'answered' : 'closed') : 'reset';
    journey.act(...settle(view, connection.crossed, what));
    countRest(journey);
  }
  const stays = isAnswer && keepAlive === true && connection.packet.protocol === 'TCP';
  journey.update({
    hops: [...connection.hops, ...(isAnswer ? repliesOf(connection) : [])],
    stage: stays ? 'open' : 'closed',
    closedAt: view.now,
  });
  stopWaiting(journey);
  journey.act(...noteLoss(view, connection));
  if (!stays && isOld(view, connection) && !isKept(connection)) journey.forget();
  if (replyTo) {
    journey.act({ type: 'wake', ...replyTo, afterMs: 0, payload: outcome });
  }
  if (connection.parent !== undefined && outcome) tellParent(journey, connection.parent, outcome);
}

/** Nobody is at its beginning any more. */
export function close(journey: Journey): void {
  journey.update({ stage: 'closed', closedAt: journey.view.now });
  stopWaiting(journey);
}

/** The program that opened it goes on with what came of it. */
function tellParent(journey: Journey, id: number, outcome: Outcome): void {
  const key = connectionKey(id);
  const parent = journey.view.read<Connection>(CONNECTIONS, key);
  if (parent?.stage !== 'answering') return;
  const own = journey.connection.id;
  const inner = parent.inner?.map((each) => (each.id === own ? { ...each, outcome } : each)) ?? [];
  const what = outcome.type === 'answered' ? 'was answered' : `had no answer: ${outcome.type}`;
  const hop: Hop = {
    at: journey.view.now,
    kind: 'reply',
    where: parent.hops.at(-1)?.where ?? machineName(parent.node),
    text: `request ${own} ${what}`,
  };
  const value: Connection = { ...parent, inner, hops: [...parent.hops, hop] };
  journey.act({ type: 'write', table: CONNECTIONS, key, value });
  journey.act({ type: 'wake', key: wakeupKey(parent), afterMs: 0 });
}

/** Ends a connection where it is: its program waits no longer. */
export function giveUp(journey: Journey, outcome: Outcome): void {
  journey.update({ outcome });
  finish(journey);
}

/** On its way back the answer gets the addresses that the one who asked expects. */
function repliesOf({ hops, crossed }: Connection): Hop[] {
  let at = hops.findLast(({ kind }) => kind === 'answer')?.at ?? 0;
  return crossed.toReversed().flatMap(({ node, came, left }, index): Hop[] => {
    at += index === 0 ? LOCAL_HOP_MS : REMOTE_HOP_MS;
    const isSourceUndone = came.sourceIP !== left.sourceIP;
    const isDestinationUndone = addressText(came) !== addressText(left);
    if (!isSourceUndone && !isDestinationUndone) return [];
    const from = isDestinationUndone
      ? `the answer of ${addressText(left)} comes from ${addressText(came)}`
      : `the answer comes from ${addressText(came)}`;
    const to = isSourceUndone ? ` and goes to ${came.sourceIP} again` : '';
    const text = `conntrack: ${from}${to}`;
    return [{ at, kind: 'reply', where: machineName(node), text }];
  });
}

/** Counts what table filter saw besides the first packet: the rest of what was sent, and what came back. */
function countRest({ connection, view, topology, tally }: Journey): void {
  for (const { node, chain, inInterface, outInterface, left, came } of connection.crossed) {
    const rules = new NodeRules(view, node);
    const count = (way: CrossedNode['chain'], packet: Packet, amount: Amount, by: Interfaces) => {
      if (amount.packets === 0) return;
      const localAddresses = topology.localAddresses(node);
      const crossing = { rules, table: 'filter', chain: way, localAddresses, amount } as const;
      walk(view, { ...crossing, ...by, isTraced: false }, packet, tally);
    };
    const there = interfaces(inInterface, outInterface);
    const back = interfaces(outInterface, inInterface);
    count(chain, left, sentAfterwards(connection), there);
    count(OPPOSITE[chain], answerTo(came, left), received(connection), back);
  }
}

type Interfaces = Pick<CrossedNode, 'inInterface' | 'outInterface'>;

const OPPOSITE = { OUTPUT: 'INPUT', INPUT: 'OUTPUT', FORWARD: 'FORWARD' } as const;

function interfaces(inInterface?: string, outInterface?: string): Interfaces {
  return {
    ...(inInterface === undefined ? {} : { inInterface }),
    ...(outInterface === undefined ? {} : { outInterface }),
  };
}

/** As table filter sees an answer: its destination is translated back already, its source not yet. */
function answerTo(came: Packet, left: Packet): Packet {
  return {
    ...left,
    sourceIP: left.destinationIP,
    sourcePort: left.destinationPort,
    destinationIP: came.sourceIP,
    destinationPort: came.sourcePort,
  };
}
