// A pattern compiled to instructions for the matcher.

import type { Expression } from './expression.ts';
import { PatternFault, type Assertion, type CharacterSet, type PatternNode } from './tree.ts';

/** Repeats of repeats are copied out: more than this is refused. */
const MAX_INSTRUCTIONS = 10_000;

export type Instruction =
  | { readonly type: 'set'; readonly set: CharacterSet }
  /** Goes on at both places, by preference at the first. */
  | { readonly type: 'split'; first: number; second: number }
  | { readonly type: 'jump'; to: number }
  | { readonly type: 'save'; readonly slot: number }
  | { readonly type: 'assert'; readonly kind: Assertion }
  | { readonly type: 'back reference'; readonly index: number }
  | { readonly type: 'match' };

export interface Instructions {
  readonly list: readonly Instruction[];
  /** Two slots for each group and for the whole. */
  readonly slotCount: number;
  readonly hasBackReferences: boolean;
}

export function compile({ node, groupCount }: Expression): Instructions {
  const list: Instruction[] = [];
  emit(node, list);
  add(list, { type: 'match' });
  return {
    list,
    slotCount: 2 * (groupCount + 1),
    hasBackReferences: list.some(({ type }) => type === 'back reference'),
  };
}

function add<T extends Instruction>(list: Instruction[], instruction: T): T {
  if (list.length >= MAX_INSTRUCTIONS) throw new PatternFault('Regular expression too big');
  list.push(instruction);
  return instruction;
}

function emit(node: PatternNode, list: Instruction[]): void {
  switch (node.type) {
    case 'empty':
      return;
    case 'set':
      add(list, { type: 'set', set: node });
      return;
    case 'sequence':
      for (const each of node.nodes) emit(each, list);
      return;
    case 'choice':
      emitChoice(node.nodes, list);
      return;
    case 'repeat':
      emitRepeat(node, list);
      return;
    case 'group':
      add(list, { type: 'save', slot: 2 * node.index });
      emit(node.node, list);
      add(list, { type: 'save', slot: 2 * node.index + 1 });
      return;
    case 'assertion':
      add(list, { type: 'assert', kind: node.kind });
      return;
    case 'back reference':
      add(list, { type: 'back reference', index: node.index });
  }
}

function emitChoice(nodes: readonly PatternNode[], list: Instruction[]): void {
  const ends: { to: number }[] = [];
  for (const [index, node] of nodes.entries()) {
    if (index === nodes.length - 1) {
      emit(node, list);
      break;
    }
    const split = add(list, { type: 'split', first: list.length + 1, second: 0 });
    emit(node, list);
    ends.push(add(list, { type: 'jump', to: 0 }));
    split.second = list.length;
  }
  for (const end of ends) end.to = list.length;
}

function emitRepeat(
  { node, min, max }: Extract<PatternNode, { type: 'repeat' }>,
  list: Instruction[],
): void {
  for (let count = 0; count < min; count++) emit(node, list);
  if (max === Infinity) {
    const split = add(list, { type: 'split', first: list.length + 1, second: 0 });
    const start = list.length - 1;
    emit(node, list);
    add(list, { type: 'jump', to: start });
    split.second = list.length;
    return;
  }
  const splits: { second: number }[] = [];
  for (let count = min; count < max; count++) {
    splits.push(add(list, { type: 'split', first: list.length + 1, second: 0 }));
    emit(node, list);
  }
  for (const split of splits) split.second = list.length;
}
