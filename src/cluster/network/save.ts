// iptables-save: prints the rules of one node as the program of 2016 does, whose normal form is described in its man page:
// built-in chains first, then the others in alphabetical order, and the rules chain by chain.

import type { Chain, Rule, RuleTable, RuleTarget } from './rule.ts';

const BUILT_IN: Readonly<Record<RuleTable, readonly string[]>> = {
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** One table: `*nat` to `COMMIT`. Pieces of one chain follow one another. */
export function saveTable(table: RuleTable, pieces: readonly Chain[]): string {
  const chains = new Map<string, Rule[]>(BUILT_IN[table].map((name) => [name, []]));
  const others = [...new Set(pieces.map(({ name }) => name))]
    .filter((name) => !chains.has(name))
    .sort();
  for (const name of others) chains.set(name, []);
  for (const { name, rules } of pieces) chains.get(name)?.push(...rules);
  const lines = [`*${table}`];
  for (const name of chains.keys()) {
    lines.push(`:${name} ${BUILT_IN[table].includes(name) ? 'ACCEPT' : '-'} [0:0]`);
  }
  for (const [name, rules] of chains) {
    for (const rule of rules) lines.push(formatRule(name, rule));
  }
  lines.push('COMMIT');
  return `${lines.join('\n')}\n`;
}

/** One rule as iptables-save prints it. */
function formatRule(chain: string, rule: Rule): string {
  const protocol = rule.protocol?.toLowerCase();
  const parts = [`-A ${chain}`];
  if (rule.source) parts.push(`-s ${rule.source}`);
  if (rule.destination) parts.push(`-d ${rule.destination}`);
  if (protocol) parts.push(`-p ${protocol}`);
  if (rule.comment !== undefined) parts.push(`-m comment --comment "${rule.comment}"`);
  if (rule.recent) parts.push(formatRecent(rule.recent));
  if (rule.probability !== undefined) {
    parts.push(`-m statistic --mode random --probability ${savedProbability(rule.probability)}`);
  }
  if (rule.mark !== undefined) parts.push(`-m mark --mark ${hex(rule.mark)}/${hex(rule.mark)}`);
  if (rule.destinationPort !== undefined) {
    parts.push(`-m ${protocol} --dport ${rule.destinationPort}`);
  } else if (rule.hasProtocolModule) parts.push(`-m ${protocol}`);
  if (rule.physdevIsIn) {
    parts.push(`-m physdev ${rule.physdevIsIn.isNegated ? '! ' : ''} --physdev-is-in`);
  }
  if (rule.sourceType) {
    parts.push(`-m addrtype ${rule.sourceType.isNegated ? '! ' : ''}--src-type LOCAL`);
  }
  if (rule.destinationType) parts.push(`-m addrtype --dst-type ${rule.destinationType}`);
  parts.push(formatTarget(rule.target));
  return parts.join(' ');
}

function formatRecent(recent: NonNullable<Rule['recent']>): string {
  const action = recent.type === 'set' ? '--set' : `--rcheck --seconds ${recent.seconds} --reap`;
  return `-m recent ${action} --name ${recent.name} --mask 255.255.255.255 --rsource`;
}

function formatTarget(target: RuleTarget): string {
  switch (target.type) {
    case 'jump':
      return `-j ${target.chain}`;
    case 'DNAT':
      return `-j DNAT --to-destination ${target.toIP}:${target.toPort}`;
    case 'MASQUERADE':
      return '-j MASQUERADE';
    case 'MARK':
      return `-j MARK --set-xmark ${hex(target.setXmark)}/${hex(target.setXmark)}`;
    case 'REJECT':
      return '-j REJECT --reject-with icmp-port-unreachable';
  }
}

/** The kernel keeps a probability in 31 bits: 0.33333 comes back as 0.33332999982. */
function savedProbability(written: string): string {
  return (kernelThreshold(written) / 2 ** 31).toFixed(11);
}

/** A rule matches when a random 31-bit number is below this. */
export function kernelThreshold(written: string): number {
  return Math.round(Number(written) * 2 ** 31);
}

function hex(mark: number): string {
  return `0x${mark.toString(16)}`;
}
