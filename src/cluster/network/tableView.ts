// One table of one node as the iptables programs see it: chains in their order, rules with what they counted.

import { counterKey, epochOf, type Amount, type CounterRecord } from './counters.ts';
import { assembleTable, type RuleRows } from './nodeRules.ts';
import { BUILT_IN_CHAINS, type Rule, type RuleTable } from './rule.ts';

export interface TableView {
  readonly table: RuleTable;
  readonly chains: readonly ChainView[];
}

export interface ChainView {
  readonly name: string;
  readonly isBuiltIn: boolean;
  /** What a built-in chain let through at its end; its policy is ACCEPT always. */
  readonly policy: Amount;
  /** How many rules jump here. */
  readonly references: number;
  readonly rules: readonly CountedRule[];
}

export interface CountedRule {
  readonly rule: Rule;
  readonly amount: Amount;
}

const NOTHING: Amount = { packets: 0, bytes: 0 };

export function viewTable(
  table: RuleTable,
  rows: RuleRows,
  { node, counters }: { readonly node: string; readonly counters: Counters },
): TableView {
  const syncedAt = rows.cohort?.syncedAt ?? 0;
  const amount = (chain: string, piece?: { readonly key: string; readonly index: number }) => {
    const of = { node, table, chain, ...(piece ? { piece: piece.key, index: piece.index } : {}) };
    const record = counters.get(counterKey(of));
    return record?.epoch === epochOf(chain, syncedAt) ? record : NOTHING;
  };
  const chains = [...assembleTable(table, rows)].map(([name, pieces]) => ({
    name,
    isBuiltIn: BUILT_IN_CHAINS[table].includes(name),
    policy: amount(name),
    rules: pieces.flatMap(({ key, rules }) =>
      rules.map((rule, index) => ({ rule, amount: amount(name, { key, index }) })),
    ),
  }));
  const references = countReferences(chains);
  return {
    table,
    chains: chains.map((chain) => ({ ...chain, references: references.get(chain.name) ?? 0 })),
  };
}

type Counters = ReadonlyMap<string, CounterRecord>;

function countReferences(
  chains: readonly { readonly rules: readonly CountedRule[] }[],
): Map<string, number> {
  const references = new Map<string, number>();
  for (const { rules } of chains) {
    for (const { rule } of rules) {
      if (rule.target.type !== 'jump') continue;
      references.set(rule.target.chain, (references.get(rule.target.chain) ?? 0) + 1);
    }
  }
  return references;
}
