// conntrack -L, as conntrack-tools 1.4.2 prints it.

import type { Flow, Tuple } from './conntrack.ts';

const NUMBERS = { TCP: 6, UDP: 17, ICMP: 1 } as const;

/** One flow; `now` in virtual ms. */
export function flowText(flow: Flow, now: number): string {
  const { protocol, state, isReplied, isAssured, original, reply } = flow;
  const seconds = Math.max(0, Math.ceil((flow.expiresAt - now) / 1_000));
  const parts = [
    `${protocol.toLowerCase().padEnd(8)} ${NUMBERS[protocol]} ${seconds}`,
    ...(state ? [state] : []),
    tupleText(flow, original, 8),
    ...(isReplied ? [] : ['[UNREPLIED]']),
    tupleText(flow, reply, 0),
    ...(isAssured ? ['[ASSURED]'] : []),
    'mark=0 use=1',
  ];
  return `${parts.join(' ')}\n`;
}

/** An echo request is of type 8, its reply of type 0; both carry the id of the ping. */
function tupleText({ protocol, original }: Flow, tuple: Tuple, icmpType: number): string {
  const ends = `src=${tuple.sourceIP} dst=${tuple.destinationIP}`;
  return protocol === 'ICMP'
    ? `${ends} type=${icmpType} code=0 id=${original.sourcePort}`
    : `${ends} sport=${tuple.sourcePort} dport=${tuple.destinationPort}`;
}
