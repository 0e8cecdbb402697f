// Whether a container's program gets the ports that it wants to listen on: one that somebody listens on already in the same
// network, the pod's or the node's, is refused by the kernel.

import type { Act, Listener, Program } from '../network/program.ts';
import { isHeldByProxy, socketInTheWay } from '../network/sockets.ts';
import type { KubeletContext, Subject } from './context.ts';
import { containerKey } from './tables.ts';

/** The acts of a program, where the first port that it does not get changes how they go on. */
export function bind(
  context: KubeletContext,
  subject: Subject,
  { program, acts }: { readonly program: Program; readonly acts: readonly Act[] },
): readonly Act[] {
  const { now } = context.view;
  for (const [at, act] of acts.entries()) {
    if (act.type !== 'listen') continue;
    const by = holderOf(context, subject, act);
    if (by === undefined) continue;
    const { portTaken = giveUp } = program;
    return [...acts.slice(0, at), ...portTaken(act, now, by)];
  }
  return acts;
}

/** The program that has the port; undefined when it is free. */
function holderOf(
  { view, machine }: KubeletContext,
  { pod, record }: Subject,
  { port, address = '0.0.0.0', protocol = 'TCP' }: Listener,
): string | undefined {
  const isHostNetwork = pod.spec.hostNetwork === true;
  const network = isHostNetwork ? machine.name : `${machine.name} ${record.pod}`;
  const wanted = { port, address, protocol, isHostNetwork };
  const found = socketInTheWay(view, network, wanted);
  const own = containerKey(machine.name, record.pod, record.name);
  if (found && !found.key.startsWith(`${own} `)) return found.socket.program;
  const isHeld = isHostNetwork && isHeldByProxy(view, machine.name, { protocol, port });
  return isHeld ? 'kube-proxy' : undefined;
}

function giveUp({ port }: Listener, at: number): Act[] {
  const text = `listen tcp :${port}: bind: address already in use`;
  return [
    { type: 'print', at, text, stream: 'stderr' },
    { type: 'exit', at, exitCode: 1 },
  ];
}
