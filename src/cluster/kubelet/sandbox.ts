// The pause container of a pod: it holds the address for as long as the pod lives, and the ports that Docker publishes.

import type { Pod } from '../api/core/v1/objects.ts';
import { nodeKey, type Action } from '../apiserver/client.ts';
import { recordEvent } from '../apiserver/eventRecorder.ts';
import type { ContainerRecord, Sandbox } from '../network/container.ts';
import { takeAddress } from './addresses.ts';
import { rejectionOf } from './admission.ts';
import type { KubeletContext } from './context.ts';
import { formatPod, podEvent } from './events.ts';
import { hostPortsOf } from './hostPorts.ts';
import { wakePod } from './keys.ts';
import { podStatus, failedStatus } from './podStatus.ts';
import { addProbes } from './probeTicker.ts';
import { putStatus } from './putStatus.ts';
import { isClusterDNSMissing, resolvConfOf } from './resolvConf.ts';
import { CONTAINERS, containerKey, SANDBOXES, write } from './tables.ts';
import { FAR_MS, RETRY_MS, SANDBOX_MS } from './timing.ts';

/** The first that a kubelet does for a pod: takes it or not, says so, and makes its pause container. */
export function admitPod(context: KubeletContext, key: string, pod: Pod): Action[] {
  const { view, machine } = context;
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed') return [];
  const rejection = rejectionOf(context, key, pod);
  if (rejection) {
    const { reason, message } = rejection;
    const status = failedStatus({ startTime: view.now }, { reason, message: `Pod ${message}` });
    return [
      podEvent(context, pod, { type: 'Warning', reason, message }),
      ...putStatus(pod, status),
    ];
  }
  const made = makeSandbox(context, key, { pod, startTime: view.now });
  if (!made) return [noAddress(context, pod), retryLater(context, key)];
  const { sandbox } = made;
  const records = pod.spec.containers.map((container): ContainerRecord => ({
    pod: key,
    podUID: sandbox.uid,
    podIP: sandbox.ip,
    name: container.name,
    image: container.image,
    phase: 'waiting',
    since: view.now,
    restartCount: 0,
  }));
  return [
    ...made.actions,
    ...records.map((record) =>
      write(CONTAINERS, containerKey(machine.name, key, record.name), record),
    ),
    ...putStatus(pod, podStatus(pod, records, { now: view.now, machine, sandbox })),
    ...complainOfDNS(context, pod),
    wakePod(machine.name, key, { occasion: { type: 'sync' }, afterMs: SANDBOX_MS }),
    ...addProbes(context, key, pod),
    ...wakeAtDeadline(context, key, pod),
  ];
}

interface MadeSandbox {
  readonly sandbox: Sandbox;
  readonly actions: readonly Action[];
}

/** The pause container, for the first time or after Docker has lost it; undefined when no address is left. */
export function makeSandbox(
  { view, machine }: KubeletContext,
  key: string,
  { pod, startTime }: { readonly pod: Pod; readonly startTime: number },
): MadeSandbox | undefined {
  const { hostNetwork } = pod.spec;
  const taken = hostNetwork
    ? { ip: machine.address, actions: [] }
    : takeAddress(view, machine, key);
  if (!taken) return undefined;
  const hostPorts = hostNetwork ? [] : hostPortsOf(pod);
  const sandbox: Sandbox = {
    uid: pod.metadata.uid ?? '',
    ip: taken.ip,
    startTime,
    readyAt: view.now + SANDBOX_MS,
    ...(hostPorts.length > 0 ? { hostPorts } : {}),
    resolvConf: resolvConfOf(view, pod),
  };
  return {
    sandbox,
    actions: [write(SANDBOXES, nodeKey(machine.name, key), sandbox), ...taken.actions],
  };
}

function noAddress(context: KubeletContext, pod: Pod): Action {
  return podEvent(context, pod, {
    type: 'Warning',
    reason: 'FailedSync',
    message: `Error syncing pod, skipping: failed to "StartContainer" for "POD" with RunContainerError: "runContainer: Error response from daemon: no available ip addresses on network bridge"\n`,
  });
}

function retryLater({ machine }: KubeletContext, key: string): Action {
  return wakePod(machine.name, key, {
    occasion: { type: 'sync' },
    afterMs: RETRY_MS,
    isQuiet: true,
  });
}

/** On the pod, and on the node with the pod's name, as the kubelet does it. */
function complainOfDNS(context: KubeletContext, pod: Pod): Action[] {
  const { view, machine } = context;
  if (!isClusterDNSMissing(view, pod)) return [];
  const reason = 'MissingClusterDNS';
  const what =
    'kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy.';
  const then = 'Falling back to DNSDefault policy.';
  const node = view.get('Node', { namespace: '', name: machine.name });
  return [
    podEvent(context, pod, { type: 'Warning', reason, message: `${what} ${then}` }),
    ...(node
      ? [
          recordEvent(view, {
            component: 'kubelet',
            host: machine.name,
            object: node,
            type: 'Warning',
            reason,
            message: `${what} pod: "${formatPod(pod)}". ${then}`,
          }),
        ]
      : []),
  ];
}

function wakeAtDeadline({ machine }: KubeletContext, key: string, { spec }: Pod): Action[] {
  if (spec.activeDeadlineSeconds === undefined) return [];
  const afterMs = spec.activeDeadlineSeconds * 1000;
  const isQuiet = afterMs > FAR_MS;
  return [wakePod(machine.name, key, { occasion: { type: 'sync' }, afterMs, isQuiet })];
}
