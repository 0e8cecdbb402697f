// What kube-proxy 1.3 writes without any Service: the chains of all Services, the jumps into them, and masquerading.

import type { Piece, Rule, RuleTable } from '../network/rule.ts';

/** Bit 14, as --iptables-masquerade-bit has it by default. */
const MASQUERADE_MARK = 0x4000;

const portals = 'kubernetes service portals';
const jump = (chain: string): Rule['target'] => ({ type: 'jump', chain });
const piece = (table: RuleTable, chain: string, rules: readonly Rule[]): Piece => ({
  table,
  chain,
  rules,
});

/** Before the rules of the Services. Table filter sends only OUTPUT through KUBE-SERVICES: what pods send is not refused. */
export const firstRules: readonly Piece[] = [
  piece('filter', 'OUTPUT', [{ comment: portals, target: jump('KUBE-SERVICES') }]),
  piece('filter', 'KUBE-SERVICES', []),
  piece('nat', 'PREROUTING', [{ comment: portals, target: jump('KUBE-SERVICES') }]),
  piece('nat', 'OUTPUT', [{ comment: portals, target: jump('KUBE-SERVICES') }]),
  piece('nat', 'POSTROUTING', [
    { comment: 'kubernetes postrouting rules', target: jump('KUBE-POSTROUTING') },
  ]),
  piece('nat', 'KUBE-MARK-MASQ', [{ target: { type: 'MARK', setXmark: MASQUERADE_MARK } }]),
  piece('nat', 'KUBE-NODEPORTS', []),
  piece('nat', 'KUBE-POSTROUTING', [
    {
      comment: 'kubernetes service traffic requiring SNAT',
      mark: MASQUERADE_MARK,
      target: { type: 'MASQUERADE' },
    },
  ]),
];

/** Behind them. */
export const lastRules: readonly Piece[] = [
  piece('nat', 'KUBE-SERVICES', [
    {
      comment: 'kubernetes service nodeports; NOTE: this must be the last rule in this chain',
      destinationType: 'LOCAL',
      target: jump('KUBE-NODEPORTS'),
    },
  ]),
];
