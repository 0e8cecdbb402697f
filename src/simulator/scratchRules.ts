// What the rules of a node would be if its kube-proxy began now, from the objects alone: for tests.

import type { Action, ClusterView } from '../cluster/apiserver/client.ts';
import { createKubeProxy } from '../cluster/proxy/kubeProxy.ts';
import { World } from '../engine/world.ts';
import type { Effect } from '../kubectl/process.ts';
import { runLine } from '../kubectl/shell/shell.ts';
import { makeNodes } from './settings.ts';
import type { Simulation } from './simulation.ts';

/** `iptables-save` of every node, by its name, after kube-proxies that have forgotten everything have synced. */
export function rulesFromScratch(
  { history, machine }: Simulation,
  nodes = 2,
): Record<string, string> {
  const machines = makeNodes(nodes);
  const proxy = createKubeProxy(machines);
  const scratch = new World(1);
  for (const table of proxy.tables) scratch.table(table);
  const worldOf = (table: string) => (proxy.tables.includes(table) ? scratch : history.world);
  const view: ClusterView = {
    ...machine.view,
    now: history.now,
    read: <T>(table: string, key: string) => worldOf(table).table<T>(table).get(key),
    scan: <T>(table: string, prefix?: string) => worldOf(table).table<T>(table).entries(prefix),
  };
  const carryOut = (actions: readonly Action[]) => {
    for (const action of actions) {
      if (action.type === 'wake') scratch.wake('kube-proxy', action.key, action.afterMs);
      if (action.type !== 'write' || !proxy.tables.includes(action.table)) continue;
      const table = scratch.table<object>(action.table);
      if (action.value === undefined) table.delete(action.key);
      else table.set(action.key, action.value);
    }
  };
  carryOut(proxy.start?.(view) ?? []);
  for (let step = 1; ; step++) {
    const wakeup = scratch.takeWakeup();
    if (!wakeup || proxy.isPeriodic?.(wakeup.key)) break;
    scratch.moveTo(step, wakeup.time);
    carryOut(proxy.reconcile(view, wakeup.key));
  }
  return Object.fromEntries(machines.map(({ name }) => [name, save(name, worldOf)]));
}

/** `iptables-save` of every node as it is. */
export function rulesAsTheyAre({ history }: Simulation, nodes = 2): Record<string, string> {
  return Object.fromEntries(
    makeNodes(nodes).map(({ name }) => [name, save(name, () => history.world)]),
  );
}

function save(node: string, worldOf: (table: string) => World): string {
  const program = runLine('iptables-save', { place: { node }, terminal: node });
  let text = '';
  let reply: unknown;
  for (;;) {
    const next = program.next(reply);
    if (next.done) return text;
    const effect: Effect = next.value;
    if (effect.type === 'print') text += effect.text;
    reply =
      effect.type === 'scan'
        ? worldOf(effect.table).table(effect.table).entries(effect.prefix)
        : effect.type === 'now'
          ? 0
          : undefined;
  }
}
