// What `kubectl exec` comes to on the node: a command beside the program of a running container.

import { parseKey } from '../api/meta.ts';
import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Outcome } from '../network/connection.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { ImageCatalogue, Said } from '../network/program.ts';
import { execute } from './checks.ts';
import type { Machine } from './node.ts';
import { CONTAINERS, containerKey } from './tables.ts';

interface ExecRequest {
  /** namespace/name. */
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly isTerminal: boolean;
  /** What came of the connections that it has asked for so far. */
  readonly outcomes: readonly Outcome[];
}

export function execInContainer(
  view: ClusterView,
  { machines, images }: { readonly machines: readonly Machine[]; readonly images: ImageCatalogue },
  { pod: key, container: name, ...execution }: ExecRequest,
): { readonly said: Said; readonly actions: readonly Action[] } {
  const pod = view.get('Pod', parseKey(key));
  const container = pod?.spec.containers.find((each) => each.name === name);
  const machine = machines.find((each) => each.name === pod?.spec.nodeName);
  const record =
    machine && view.read<ContainerRecord>(CONTAINERS, containerKey(machine.name, key, name));
  if (!pod || !container || !machine || record?.phase !== 'running') {
    const said: Said = { stdout: '', stderr: `container ${name} is not running\n`, exit: 1 };
    return { said, actions: [] };
  }
  return execute({ view, machine, images }, { pod, container, record }, execution);
}
