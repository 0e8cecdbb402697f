// What the parts of the control plane did in a step, in the few words that fit into their cells on the graph.

import type { StepInfo } from '../engine/history.ts';
import type { Command } from './command.ts';
import type { Simulation } from './simulation.ts';
import type { NotedChange, StepNotes } from './why/notes.ts';

/** Which cell of the control plane a component stands behind; writes of all others are the API server's. */
const cells: Readonly<Record<string, string>> = {
  'replication-controller': 'replication',
  'kube-scheduler': 'scheduler',
  'endpoint-controller': 'endpoints',
  'node-controller': 'nodes',
};

/** So many steps are looked at, however many a moment had. */
const MOST_STEPS = 64;

/** The newest act of each part: of the present step alone, or with a span of all steps in the last so many ms. */
export function actsIn(simulation: Simulation, spanMs: number): Record<string, string> {
  const { history } = simulation;
  const acts: Record<string, string> = {};
  for (let step = history.step; step > Math.max(0, history.step - MOST_STEPS); step--) {
    const info = history.stepInfo(step);
    if (step !== history.step && info.time <= history.now - spanMs) break;
    const [cell, words] = actOf(info) ?? [];
    if (cell !== undefined && words !== undefined) acts[cell] ??= words;
    if (spanMs === 0) break;
  }
  return acts;
}

function actOf({ component, notes }: StepInfo<Command>): [string, string] | undefined {
  const change = (notes as StepNotes | undefined)?.changes.find(
    ({ kind }) => kind !== 'Event' && kind !== 'rules',
  );
  if (!change) return undefined;
  return [cells[component] ?? 'apiserver', wordsOf(change)];
}

function wordsOf({ kind, key, what }: NotedChange): string {
  const name = key.slice(key.indexOf('/') + 1);
  const short = kind === 'Pod' ? `…${name.slice(name.lastIndexOf('-') + 1)}` : name;
  if (kind === 'Endpoints') return addressesOf(what);
  if (what === 'was created') return `creates ${short}`;
  if (what === 'was deleted' || what === 'was gone') return `deletes ${short}`;
  if (what.startsWith('was assigned')) return `places ${short}`;
  const counted = /^counted (\d+) pods$/.exec(what)?.[1];
  return counted === undefined ? short : `counts ${counted} pods`;
}

/** "lost 172.17.1.4 and gained 172.17.2.3" as the first of them, with its sign. */
function addressesOf(what: string): string {
  const [, verb, address] = /^(lost|gained) ([\d.]+)/.exec(what) ?? [];
  if (address === undefined) return 'writes';
  return `${verb === 'lost' ? '−' : '+'}${address}`;
}
