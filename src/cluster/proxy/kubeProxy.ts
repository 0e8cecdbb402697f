// The kube-proxies of all nodes in iptables mode, as in Kubernetes 1.3: Services and Endpoints become rules. Unlike the
// real one, which writes all rules anew, a change touches the rules of its Service only; what comes out is the same.

import { isEqual } from '../api/equality.ts';
import { keyOf, parseKey } from '../api/meta.ts';
import { chainKey, type Chain } from '../network/rule.ts';
import {
  nodeKey,
  splitNodeKey,
  type Action,
  type Change,
  type ClusterView,
  type Component,
} from '../apiserver/client.ts';
import { commonRules, serviceRules } from './rules.ts';
import { NODE_STAGGER_MS, SYNC_DELAY_MS } from './timing.ts';

const RULES = 'rules';

/** Keys of the pieces that a Service has on a node: key `NODE namespace/name`. */
const PROGRAMMED = 'programmed';

interface Programmed {
  readonly pieces: readonly string[];
}

export function createKubeProxy(nodes: readonly { readonly name: string }[]): Component {
  const wakeups = ({ key }: Change) =>
    nodes.map(({ name }, index) => ({
      key: nodeKey(name, keyOf(key)),
      afterMs: SYNC_DELAY_MS + (index % 25) * NODE_STAGGER_MS,
    }));
  return {
    name: 'kube-proxy',
    tables: [RULES, PROGRAMMED],
    watches: [
      { kind: 'Service', wakeups },
      { kind: 'Endpoints', wakeups },
    ],
    start: (view) =>
      nodes.flatMap(({ name }, index) => [
        ...commonRules().map(({ table, piece, chain }): Action => {
          return {
            type: 'write',
            table: RULES,
            key: chainKey(name, table, chain.name, piece),
            value: chain,
          };
        }),
        ...view.list('Service').map(({ metadata }): Action => {
          const key = nodeKey(name, `${metadata.namespace}/${metadata.name}`);
          return { type: 'wake', key, afterMs: SYNC_DELAY_MS + (index % 25) * NODE_STAGGER_MS };
        }),
      ]),
    reconcile(view, wakeupKey) {
      const { node, key } = splitNodeKey(wakeupKey);
      return syncService(view, node, key);
    },
  };
}

/** Brings one node's rules of one Service up to date. */
function syncService(view: ClusterView, node: string, key: string): Action[] {
  const name = parseKey(key);
  const service = view.get('Service', name);
  const wanted = new Map<string, Chain>(
    (service ? serviceRules(service, view.get('Endpoints', name)) : []).map(
      ({ table, chain, piece }) => [chainKey(node, table, chain.name, piece), chain],
    ),
  );
  const programmed = view.read<Programmed>(PROGRAMMED, nodeKey(node, key))?.pieces ?? [];
  const pieces = [...wanted.keys()];
  const gone = programmed.filter((piece) => !wanted.has(piece));
  const changed = [...wanted].filter(
    ([piece, chain]) => !isEqual(view.read<Chain>(RULES, piece), chain),
  );
  if (gone.length === 0 && changed.length === 0) return [];
  return [
    ...gone.map((piece): Action => ({ type: 'write', table: RULES, key: piece, value: undefined })),
    ...changed.map(([piece, chain]): Action => ({
      type: 'write',
      table: RULES,
      key: piece,
      value: chain,
    })),
    {
      type: 'write',
      table: PROGRAMMED,
      key: nodeKey(node, key),
      value: pieces.length > 0 ? { pieces } : undefined,
    },
  ];
}
