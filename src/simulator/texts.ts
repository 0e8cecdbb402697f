// The texts of the inspector's open tab, made by the same programs that the terminal runs.

import { parseKey } from '../cluster/api/meta.ts';
import { resourceOf } from '../cluster/api/kinds.ts';
import type { Kind } from '../cluster/api/core/v1/objects.ts';
import type { Effect } from '../kubectl/process.ts';
import { runLine } from '../kubectl/shell/shell.ts';
import type { InspectorText } from './protocol.ts';
import type { Simulation } from './simulation.ts';
import { reasonsOf } from './why/why.ts';

/** The text of a tab as the world is now; empty when its object is gone. */
export function renderText(simulation: Simulation, tab: InspectorText): string {
  switch (tab.type) {
    case 'yaml':
      return look(simulation, `kubectl get ${target(tab.kind, tab.key)} -o yaml`);
    case 'describe':
      return look(simulation, `kubectl describe ${target(tab.kind, tab.key)}`);
    case 'why':
      return why(simulation, tab.target, tab.namespace);
    case 'iptables':
      return look(simulation, `ssh ${tab.node} iptables-save -c`);
  }
}

/** The reasons as JSON: the page draws each with its part, its moment and its subject. */
function why(simulation: Simulation, target: string, namespace: string | undefined): string {
  const reasons = reasonsOf(simulation, target, namespace);
  return typeof reasons === 'string' ? '' : JSON.stringify(reasons);
}

function target(kind: Kind, key: string): string {
  const { namespace, name } = parseKey(key);
  const { plural } = resourceOf(kind);
  return `${plural} ${name}${namespace === '' ? '' : ` --namespace=${namespace}`}`;
}

/** Runs a line that only reads, at once and outside time: nothing is recorded and nothing changes. */
function look(simulation: Simulation, line: string): string {
  const { machine, history } = simulation;
  const program = runLine(line, {
    place: { node: machine.master },
    terminal: machine.master,
  });
  let text = '';
  let reply: unknown;
  for (;;) {
    const next = program.next(reply);
    if (next.done) return text;
    if (next.value.type === 'print') text += next.value.stream === 'stdout' ? next.value.text : '';
    reply = readOnlyReply(next.value);
  }

  function readOnlyReply(effect: Effect): unknown {
    switch (effect.type) {
      case 'request':
        return effect.request.method === 'GET'
          ? machine.apiServer.handle(effect.request)
          : undefined;
      case 'now':
        return simulation.now;
      case 'scan':
        return history.world.table(effect.table).entries(effect.prefix);
      case 'setting':
        return machine.view.setting(effect.name);
      default:
        return undefined;
    }
  }
}
