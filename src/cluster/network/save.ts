// iptables-save and iptables -S: the rules of one table as they could be loaded again.

import { ruleText } from './ruleText.ts';
import type { ChainView, TableView } from './tableView.ts';

/** One table: `*nat` to `COMMIT`. With `withCounters` (-c) every rule begins with what it counted. */
export function saveTable({ table, chains }: TableView, withCounters = false): string {
  const lines = [
    `*${table}`,
    ...chains.map(({ name, isBuiltIn, policy }) =>
      isBuiltIn ? `:${name} ACCEPT [${policy.packets}:${policy.bytes}]` : `:${name} - [0:0]`,
    ),
    ...chains.flatMap(({ name, rules }) =>
      rules.map(({ rule, amount: { packets, bytes } }) => {
        const counted = withCounters ? `[${packets}:${bytes}] ` : '';
        return `${counted}-A ${name} ${ruleText(rule)}`;
      }),
    ),
    'COMMIT',
  ];
  return `${lines.join('\n')}\n`;
}

/** iptables -S [CHAIN]: with -v every rule says before its target what it counted. */
export function specifyChains(
  chains: readonly ChainView[],
  { isVerbose }: { readonly isVerbose: boolean },
): string {
  const definitions = chains.map(({ name, isBuiltIn, policy }) => {
    const counted = isVerbose && isBuiltIn ? ` -c ${policy.packets} ${policy.bytes}` : '';
    return isBuiltIn ? `-P ${name} ACCEPT${counted}` : `-N ${name}`;
  });
  const rules = chains.flatMap(({ name, rules: each }) =>
    each.map(({ rule, amount: { packets, bytes } }) => {
      const text = ruleText(rule);
      const target = text.lastIndexOf('-j ');
      const counted = isVerbose
        ? `${text.slice(0, target)}-c ${packets} ${bytes} ${text.slice(target)}`
        : text;
      return `-A ${name} ${counted}`;
    }),
  );
  return [...definitions, ...rules].map((line) => `${line}\n`).join('');
}
