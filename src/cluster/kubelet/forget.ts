// What is left of a pod on its node when it has gone: nothing.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Sandbox } from '../network/container.ts';
import { giveAddressBack } from './addresses.ts';
import {
  CONTAINER_FILES,
  CONTAINERS,
  LOGS,
  MEMORY,
  PROBES,
  remove,
  SANDBOXES,
  SOCKETS,
  WORKERS,
  write,
} from './tables.ts';

/** Forgets a pod: all that its containers had, its address and its sandbox. */
export function forgetPod(view: ClusterView, node: string, pod: string): Action[] {
  const sandbox = view.read<Sandbox>(SANDBOXES, `${node} ${pod}`);
  return [
    ...[SOCKETS, CONTAINERS, PROBES, MEMORY, CONTAINER_FILES, LOGS].flatMap((table) =>
      remove(view, table, `${node} ${pod} `),
    ),
    ...(sandbox ? giveAddressBack(view, node, { pod, ip: sandbox.ip }) : []),
    write(SANDBOXES, `${node} ${pod}`, undefined),
    write(WORKERS, `${node} ${pod}`, undefined),
  ];
}
