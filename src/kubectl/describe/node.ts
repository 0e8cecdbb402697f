// The description of a node, as kubectl 1.3 prints it.

import { formatRFC1123, parseTimestamp } from '../../cluster/api/calendar.ts';
import type { Node, Pod } from '../../cluster/api/core/v1/objects.ts';

interface NodeDetails {
  readonly pods: readonly Pod[];
  /** Time of creation. */
  readonly created: string;
  readonly labels: string;
}

export function describeNode(node: Node, { pods, created, labels }: NodeDetails): string {
  const { status, spec, metadata } = node;
  const info = status.nodeInfo ?? {};
  const resources = (all: Readonly<Record<string, string>> | undefined) =>
    Object.keys(all ?? {})
      .sort()
      .map((name) => ` ${name}:\t${all?.[name]}`);
  const lines = [
    `Name:\t${metadata.name}`,
    labels,
    'Taints:\t<none>',
    `CreationTimestamp:\t${created}`,
    'Phase:\t',
    'Conditions:',
    '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
    '  ----\t------\t-----------------\t------------------\t------\t-------',
    ...(status.conditions ?? []).map(
      (each) =>
        `  ${each.type} \t${each.status} \t${time(each.lastHeartbeatTime)} \t${time(each.lastTransitionTime)} \t${each.reason} \t${each.message}`,
    ),
    `Addresses:\t${(status.addresses ?? []).map(({ address }) => address).join(',')}`,
    'Capacity:',
    ...resources(status.capacity),
    'Allocatable:',
    ...resources(status.allocatable),
    'System Info:',
    ` Machine ID:\t${info.machineID}`,
    ` System UUID:\t${info.systemUUID}`,
    ` Boot ID:\t${info.bootID}`,
    ` Kernel Version:\t${info.kernelVersion}`,
    ` OS Image:\t${info.osImage}`,
    ' Operating System:\tlinux',
    ' Architecture:\tamd64',
    ` Container Runtime Version:\t${info.containerRuntimeVersion}`,
    ` Kubelet Version:\t${info.kubeletVersion}`,
    ` Kube-Proxy Version:\t${info.kubeProxyVersion}`,
    `ExternalID:\t${spec.externalID ?? ''}`,
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits',
    '  ---------\t----\t------------\t----------\t---------------\t-------------',
    ...pods.map(
      (pod) => `  ${pod.metadata.namespace}\t${pod.metadata.name}\t0 (0%)\t0 (0%)\t0 (0%)\t0 (0%)`,
    ),
    'Allocated resources:',
    '  (Total limits may be over 100%, i.e., overcommitted. More info: http://releases.k8s.io/HEAD/docs/user-guide/compute-resources.md)',
    '  CPU Requests\tCPU Limits\tMemory Requests\tMemory Limits',
    '  ------------\t----------\t---------------\t-------------',
    '  0 (0%)\t0 (0%)\t0 (0%)\t0 (0%)',
    '',
  ];
  return lines.join('\n');
}

function time(timestamp: string): string {
  return formatRFC1123(parseTimestamp(timestamp));
}
