// Does a rule match a packet, and why. The reasons quote the packet's own values, so that they can be read beside the rule.

import { covers, isLoopback } from './address.ts';
import type { Packet } from './connection.ts';
import type { Rule } from './rule.ts';
import { hex } from './ruleText.ts';

/** Where a packet is when it meets a rule. */
export interface Standpoint {
  /** Addresses of the node itself. */
  readonly localAddresses: readonly string[];
  /** docker0, eth0 or lo; missing where iptables knows none. */
  readonly inInterface?: string;
  readonly outInterface?: string;
}

/** Why the header of a packet does not match; undefined when it does. */
export function mismatch(rule: Rule, packet: Packet, at: Standpoint): string | undefined {
  return (
    addressMismatch(rule, packet) ??
    interfaceMismatch(rule, at) ??
    protocolMismatch(rule, packet) ??
    kindMismatch(rule, packet, at)
  );
}

/** True when nothing of a rule asks for anything: every packet matches. */
function isUnconditional(rule: Rule): boolean {
  return Object.keys(rule).every((key) => key === 'comment' || key === 'target');
}

/** What of the packet a rule matched. */
export function matchText(rule: Rule, packet: Packet): string {
  const said = [
    ...(rule.source || rule.notSource ? [`source ${packet.sourceIP}`] : []),
    ...(rule.destination || rule.notDestination ? [`destination ${packet.destinationIP}`] : []),
    ...(rule.destinationPort === undefined ? [] : [`port ${packet.destinationPort}`]),
    ...(rule.mark === undefined ? [] : [`mark ${hex(packet.mark)}`]),
    ...(rule.destinationType ? [`${packet.destinationIP} is an address of this node`] : []),
  ];
  if (said.length > 0) return said.join(', ');
  return isUnconditional(rule) ? 'every packet' : packet.protocol;
}

function addressMismatch(rule: Rule, { sourceIP, destinationIP }: Packet): string | undefined {
  const { source, notSource, destination, notDestination } = rule;
  if (source && !covers(source, sourceIP)) return `source is ${sourceIP}`;
  if (notSource && covers(notSource, sourceIP)) return `source is ${sourceIP}`;
  if (destination && !covers(destination, destinationIP)) return `destination is ${destinationIP}`;
  if (notDestination && covers(notDestination, destinationIP)) {
    return `destination is ${destinationIP}`;
  }
  return undefined;
}

function interfaceMismatch(rule: Rule, at: Standpoint): string | undefined {
  const checks = [
    [rule.inInterface, at.inInterface, 'in by'],
    [rule.outInterface, at.outInterface, 'out by'],
  ] as const;
  for (const [wanted, is, words] of checks) {
    if (wanted && (wanted.value === is) === wanted.isNegated) {
      return is === undefined ? 'it comes from no interface' : `it goes ${words} ${is}`;
    }
  }
  return undefined;
}

function protocolMismatch(rule: Rule, packet: Packet): string | undefined {
  if (rule.protocol && rule.protocol !== packet.protocol) return `protocol is ${packet.protocol}`;
  if (rule.destinationPort !== undefined && rule.destinationPort !== packet.destinationPort) {
    return `destination port is ${packet.destinationPort}`;
  }
  return undefined;
}

function kindMismatch(rule: Rule, packet: Packet, at: Standpoint): string | undefined {
  const isLocal = (address: string) => isLoopback(address) || at.localAddresses.includes(address);
  if (rule.mark !== undefined && (packet.mark & rule.mark) !== rule.mark) {
    return `mark is ${hex(packet.mark)}`;
  }
  if (rule.physdevIsIn && (at.inInterface === 'docker0') === rule.physdevIsIn.isNegated) {
    return at.inInterface === 'docker0' ? 'it came in by the bridge' : 'it came not by the bridge';
  }
  if (rule.sourceType && isLocal(packet.sourceIP) === rule.sourceType.isNegated) {
    return isLocal(packet.sourceIP)
      ? `source ${packet.sourceIP} is an address of this node`
      : `source ${packet.sourceIP} is no address of this node`;
  }
  if (rule.destinationType && !isLocal(packet.destinationIP)) {
    return `${packet.destinationIP} is no address of this node`;
  }
  return undefined;
}
