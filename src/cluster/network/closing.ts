// The outcome is back at the program: the answer went back over the machines that the request crossed, each of which undid
// its translation; what passed is counted, and the flows know how they ended.

import type { Connection, CrossedNode, Hop, Outcome, Packet } from './connection.ts';
import { settle } from './conntrack.ts';
import type { Amount } from './counters.ts';
import { addressText, isOld, machineName, type Journey } from './journey.ts';
import { noteLoss } from './losses.ts';
import { isLost } from './outcomes.ts';
import { NodeRules } from './nodeRules.ts';
import { LOCAL_HOP_MS, REMOTE_HOP_MS } from './timing.ts';
import { received, sentAfterwards } from './traffic.ts';
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
  journey.act(...noteLoss(view, connection));
  if (!stays && isOld(view, connection) && !isLost(outcome)) journey.forget();
  if (replyTo) {
    journey.act({ type: 'wake', ...replyTo, afterMs: 0, payload: outcome });
  }
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
