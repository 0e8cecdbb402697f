// Where in a chain that all Services share the rules of each Service stand, for traces: they number rules as
// `iptables -L --line-numbers` does. A packet itself finds the Services that it can match by their addresses.

import type { Cohort, CountedPiece } from './ruleTables.ts';
import type { Rule } from './rule.ts';

interface PlaceInChain {
  /** How many rules stand before it. */
  readonly offset: number;
  /** The one just above. */
  readonly above: Rule | undefined;
}

/** Places by the key of the piece, and where the chain ends. */
export interface ChainLayout {
  readonly places: ReadonlyMap<string, PlaceInChain>;
  readonly end: PlaceInChain;
}

/** By the record that is new whenever the rules of a cohort change. Only a memo. */
const known = new WeakMap<Cohort, Map<string, ChainLayout>>();

/** The layout of a chain as its cohort has it. */
export function layoutOf(
  cohort: Cohort,
  chain: string,
  pieces: () => readonly CountedPiece[],
): ChainLayout {
  const layouts = known.get(cohort) ?? new Map<string, ChainLayout>();
  known.set(cohort, layouts);
  const layout = layouts.get(chain) ?? layOut(pieces());
  layouts.set(chain, layout);
  return layout;
}

export function layOut(pieces: readonly CountedPiece[]): ChainLayout {
  const places = new Map<string, PlaceInChain>();
  let end: PlaceInChain = { offset: 0, above: undefined };
  for (const { key, rules } of pieces) {
    places.set(key, end);
    end = { offset: end.offset + rules.length, above: rules.at(-1) ?? end.above };
  }
  return { places, end };
}
