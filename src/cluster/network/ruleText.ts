// Rules as text, in the normal form of iptables-save 1.4.21: addresses and protocol first, then the matches in the order in
// which kube-proxy and Docker write them, then the target.

import { savedProbability } from './probability.ts';
import type { Rule, RuleTarget } from './rule.ts';

const known = new WeakMap<Rule, string>();

/** What stands behind `-A CHAIN ` of a rule. */
export function ruleText(rule: Rule): string {
  let text = known.get(rule);
  if (text === undefined) {
    text = [...header(rule), ...matches(rule), target(rule.target)].join(' ');
    known.set(rule, text);
  }
  return text;
}

function header(rule: Rule): string[] {
  const parts: string[] = [];
  if (rule.notSource) parts.push(`! -s ${rule.notSource}`);
  if (rule.source) parts.push(`-s ${rule.source}`);
  if (rule.notDestination) parts.push(`! -d ${rule.notDestination}`);
  if (rule.destination) parts.push(`-d ${rule.destination}`);
  if (rule.inInterface) parts.push(`${not(rule.inInterface)}-i ${rule.inInterface.value}`);
  if (rule.outInterface) parts.push(`${not(rule.outInterface)}-o ${rule.outInterface.value}`);
  if (rule.protocol) parts.push(`-p ${rule.protocol.toLowerCase()}`);
  return parts;
}

function matches(rule: Rule): string[] {
  const protocol = rule.protocol?.toLowerCase();
  const parts: string[] = [];
  if (rule.comment !== undefined) parts.push(`-m comment --comment "${rule.comment}"`);
  if (rule.recent) parts.push(recent(rule.recent));
  if (rule.probability !== undefined) {
    parts.push(`-m statistic --mode random --probability ${savedProbability(rule.probability)}`);
  }
  if (rule.mark !== undefined) parts.push(`-m mark --mark ${hex(rule.mark)}/${hex(rule.mark)}`);
  if (rule.destinationPort !== undefined) {
    parts.push(`-m ${protocol} --dport ${rule.destinationPort}`);
  } else if (rule.hasProtocolModule) parts.push(`-m ${protocol}`);
  if (rule.physdevIsIn) parts.push(`-m physdev ${not(rule.physdevIsIn)}--physdev-is-in`);
  if (rule.sourceType) parts.push(`-m addrtype ${not(rule.sourceType)}--src-type LOCAL`);
  if (rule.destinationType) parts.push(`-m addrtype --dst-type ${rule.destinationType}`);
  return parts;
}

function recent(match: NonNullable<Rule['recent']>): string {
  const action = match.type === 'set' ? '--set' : `--rcheck --seconds ${match.seconds} --reap`;
  return `-m recent ${action} --name ${match.name} --mask 255.255.255.255 --rsource`;
}

function target(of: RuleTarget): string {
  switch (of.type) {
    case 'jump':
      return `-j ${of.chain}`;
    case 'DNAT':
      return `-j DNAT --to-destination ${of.toIP}:${of.toPort}`;
    case 'MARK':
      return `-j MARK --set-xmark ${hex(of.setXmark)}/${hex(of.setXmark)}`;
    case 'REJECT':
      return '-j REJECT --reject-with icmp-port-unreachable';
    case 'MASQUERADE':
    case 'ACCEPT':
      return `-j ${of.type}`;
  }
}

function not({ isNegated }: { readonly isNegated: boolean }): string {
  return isNegated ? '! ' : '';
}

/** A mark as iptables prints it. */
export function hex(mark: number): string {
  return `0x${mark.toString(16)}`;
}
