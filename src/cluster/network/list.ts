// iptables -L, as version 1.4.21 lays it out.

import type { Amount } from './counters.ts';
import { savedProbability } from './probability.ts';
import type { Rule } from './rule.ts';
import { hex } from './ruleText.ts';
import type { ChainView, CountedRule } from './tableView.ts';

export interface ListOptions {
  /** -n: addresses and ports as numbers. */
  readonly isNumeric: boolean;
  /** -v: with counters and interfaces. */
  readonly isVerbose: boolean;
  /** -x: counters in full. */
  readonly isExact: boolean;
  readonly hasLineNumbers: boolean;
}

/** Services of /etc/services that one meets here; the others are printed as numbers. */
const SERVICE_NAMES: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'domain',
  80: 'http',
  443: 'https',
  3306: 'mysql',
  8080: 'webcache',
};

export function listChains(chains: readonly ChainView[], options: ListOptions): string {
  return chains.map((chain) => listChain(chain, options)).join('\n');
}

function listChain(chain: ChainView, options: ListOptions): string {
  const lines = [
    title(chain, options),
    columns(options),
    ...chain.rules.map((rule, index) => listRule(rule, index + 1, options)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function title({ name, isBuiltIn, policy, references }: ChainView, options: ListOptions): string {
  if (!isBuiltIn) return `Chain ${name} (${references} references)`;
  if (!options.isVerbose) return `Chain ${name} (policy ACCEPT)`;
  const [packets, bytes] = [policy.packets, policy.bytes].map((n) =>
    options.isExact ? String(n) : shorten(n),
  );
  return `Chain ${name} (policy ACCEPT ${packets} packets, ${bytes} bytes)`;
}

function columns({ isVerbose, isExact, hasLineNumbers }: ListOptions): string {
  const counters = isExact ? '    pkts      bytes ' : ' pkts bytes ';
  return [
    hasLineNumbers ? 'num  ' : '',
    isVerbose ? counters : '',
    'target     prot opt',
    isVerbose ? ' in     out    ' : '',
    ' source               destination         ',
  ].join('');
}

function listRule({ rule, amount }: CountedRule, number: number, options: ListOptions): string {
  const { isVerbose, isNumeric, hasLineNumbers } = options;
  const { target } = rule;
  const parts = [
    hasLineNumbers ? `${String(number).padEnd(4)} ` : '',
    isVerbose ? counters(amount, options) : '',
    `${(target.type === 'jump' ? target.chain : target.type).padEnd(9)} `,
    ` ${(rule.protocol?.toLowerCase() ?? 'all').padEnd(5)}-- `,
    isVerbose ? interfaces(rule) : '',
    address(rule.source, rule.notSource, isNumeric),
    address(rule.destination, rule.notDestination, isNumeric),
    ...matches(rule, isNumeric).map((match) => ` ${match}`),
  ];
  const details = targetDetails(rule);
  return parts.join('') + (details ? ` ${details}` : '');
}

function counters({ packets, bytes }: Amount, { isExact }: ListOptions): string {
  if (isExact) return `${String(packets).padStart(8)} ${String(bytes).padStart(8)} `;
  return `${shorten(packets).padStart(5)} ${shorten(bytes).padStart(5)} `;
}

/** 123456 becomes 123K, as iptables prints counters without -x. */
function shorten(count: number): string {
  if (count <= 99_999) return String(count);
  const thousands = Math.round(count / 1_000);
  if (thousands <= 9_999) return `${thousands}K`;
  const millions = Math.round(thousands / 1_000);
  return millions <= 9_999 ? `${millions}M` : `${Math.round(millions / 1_000)}G`;
}

function interfaces({ inInterface, outInterface }: Rule): string {
  const [inside, outside] = [inInterface, outInterface].map((match) =>
    match ? `${match.isNegated ? '!' : ''}${match.value}` : '*',
  );
  return ` ${(inside ?? '').padEnd(6)} ${(outside ?? '').padEnd(6)} `;
}

function address(
  range: string | undefined,
  negated: string | undefined,
  isNumeric: boolean,
): string {
  const given = range ?? negated;
  const text = given?.replace(/\/32$/, '') ?? (isNumeric ? '0.0.0.0/0' : 'anywhere');
  const named = isNumeric ? text : text.replace(/^127\.0\.0\.0\//, 'loopback/');
  return `${negated === undefined ? ' ' : '!'}${named.padEnd(19)} `;
}

function matches(rule: Rule, isNumeric: boolean): string[] {
  const { comment, recent, probability, mark, protocol, destinationPort } = rule;
  const port = isNumeric ? undefined : SERVICE_NAMES[destinationPort ?? 0];
  const parts: string[] = [];
  if (comment !== undefined) parts.push(`/* ${comment} */`);
  if (recent) {
    const how = recent.type === 'set' ? 'SET' : `CHECK seconds: ${recent.seconds} reap`;
    parts.push(`recent: ${how} name: ${recent.name} side: source mask: 255.255.255.255`);
  }
  if (probability !== undefined) {
    parts.push(`statistic mode random probability ${savedProbability(probability)}`);
  }
  if (mark !== undefined) parts.push(`mark match ${hex(mark)}/${hex(mark)}`);
  if (destinationPort !== undefined) {
    parts.push(`${protocol?.toLowerCase()} dpt:${port ?? destinationPort}`);
  } else if (rule.hasProtocolModule) parts.push(`${protocol?.toLowerCase()}`);
  if (rule.physdevIsIn) {
    parts.push(`PHYSDEV match${rule.physdevIsIn.isNegated ? ' !' : ''} --physdev-is-in`);
  }
  if (rule.sourceType) {
    parts.push(`ADDRTYPE match src-type ${rule.sourceType.isNegated ? '!' : ''}LOCAL`);
  }
  if (rule.destinationType) parts.push('ADDRTYPE match dst-type LOCAL');
  return parts;
}

function targetDetails({ target }: Rule): string {
  switch (target.type) {
    case 'DNAT':
      return `to:${target.toIP}:${target.toPort}`;
    case 'MARK':
      return `MARK or ${hex(target.setXmark)}`;
    case 'REJECT':
      return 'reject-with icmp-port-unreachable';
    default:
      return '';
  }
}
