// The description of a node, with the pods on it and what they ask for.

import type { Node, Pod } from '../../cluster/api/core/v1/objects.ts';
import { labelLines } from './labels.ts';
import { resourceCells, type Share } from './resources.ts';
import { formatTime } from './times.ts';

const TAINTS = 'scheduler.alpha.kubernetes.io/taints';

export function nodeLines(node: Node, pods: readonly Pod[]): string[] {
  const { status, spec, metadata } = node;
  const info = status.nodeInfo ?? {};
  return [
    `Name:\t${metadata.name}`,
    ...labelLines(metadata.labels, 'v1.3'),
    ...taintLines(node),
    `CreationTimestamp:\t${formatTime(metadata.creationTimestamp)}`,
    'Phase:\t',
    ...conditionLines(node, true),
    `Addresses:\t${(status.addresses ?? []).map(({ address }) => address).join(',')}`,
    ...amountLines('Capacity', status.capacity),
    ...amountLines('Allocatable', status.allocatable),
    'System Info:',
    ` Machine ID:\t${info['machineID'] ?? ''}`,
    ` System UUID:\t${info['systemUUID'] ?? ''}`,
    ` Boot ID:\t${info['bootID'] ?? ''}`,
    ` Kernel Version:\t${info['kernelVersion'] ?? ''}`,
    ` OS Image:\t${info['osImage'] ?? ''}`,
    ` Operating System:\t${info['operatingSystem'] ?? ''}`,
    ` Architecture:\t${info['architecture'] ?? ''}`,
    ...versionLines(info),
    ...(spec.podCIDR ? [`PodCIDR:\t${spec.podCIDR}`] : []),
    ...(spec.externalID ? [`ExternalID:\t${spec.externalID}`] : []),
    ...podTable(node, pods),
  ];
}

export function nodeLines10(node: Node, pods: readonly Pod[]): string[] {
  const { status, spec, metadata } = node;
  const info = status.nodeInfo ?? {};
  return [
    `Name:\t${metadata.name}`,
    ...labelLines(metadata.labels, 'v1.0'),
    `CreationTimestamp:\t${formatTime(metadata.creationTimestamp)}`,
    ...conditionLines(node, false),
    `Addresses:\t${(status.addresses ?? []).map(({ address }) => address).join(',')}`,
    ...amountLines('Capacity', status.capacity),
    'Version:',
    ` Kernel Version:\t${info['kernelVersion'] ?? ''}`,
    ` OS Image:\t${info['osImage'] ?? ''}`,
    ...versionLines(info),
    ...(spec.podCIDR ? [`PodCIDR:\t${spec.podCIDR}`] : []),
    ...(spec.externalID ? [`ExternalID:\t${spec.externalID}`] : []),
    `Pods:\t(${pods.length} in total)`,
    '  Namespace\tName',
    ...pods.map(({ metadata: { namespace, name } }) => `  ${namespace}\t${name}`),
  ];
}

function versionLines(info: Readonly<Record<string, string>>): string[] {
  return [
    ` Container Runtime Version:\t${info['containerRuntimeVersion'] ?? ''}`,
    ` Kubelet Version:\t${info['kubeletVersion'] ?? ''}`,
    ` Kube-Proxy Version:\t${info['kubeProxyVersion'] ?? ''}`,
  ];
}

/** Taints are an annotation in 1.3. */
function taintLines({ metadata }: Node): string[] {
  const text = metadata.annotations?.[TAINTS];
  let taints: readonly { key?: string; value?: string; effect?: string }[] = [];
  try {
    const parsed: unknown = text ? JSON.parse(text) : [];
    if (Array.isArray(parsed)) taints = parsed as typeof taints;
  } catch {
    // An annotation that is no list of taints taints nothing.
  }
  if (taints.length === 0) return ['Taints:\t<none>'];
  return [
    `Taints:\t${taints.map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`).join(',')}`,
  ];
}

function conditionLines({ status }: Node, hasRule: boolean): string[] {
  if (!status.conditions || status.conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
    ...(hasRule ? ['  ----\t------\t-----------------\t------------------\t------\t-------'] : []),
    ...status.conditions.map((each) =>
      [
        `  ${each.type}`,
        each.status,
        formatTime(each.lastHeartbeatTime),
        formatTime(each.lastTransitionTime),
        each.reason,
        each.message,
      ].join(' \t'),
    ),
  ];
}

function amountLines(
  title: string,
  amounts: Readonly<Record<string, string>> | undefined,
): string[] {
  const names = Object.keys(amounts ?? {}).sort();
  if (names.length === 0) return [];
  return [`${title}:`, ...names.map((name) => ` ${name}:\t${amounts?.[name]}`)];
}

function podTable(node: Node, pods: readonly Pod[]): string[] {
  const { perPod, total } = resourceCells(node, pods);
  return [
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------',
    ...perPod.map(
      ({ pod, shares }) =>
        `  ${pod.metadata.namespace}\t${pod.metadata.name}\t\t${joinShares(shares)}`,
    ),
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted. More info: http://releases.k8s.io/HEAD/docs/user-guide/compute-resources.md)',
    '  CPU Requests\tCPU Limits\tMemory Requests\tMemory Limits',
    '  ------------\t----------\t---------------\t-------------',
    `  ${joinShares(total)}`,
  ];
}

function joinShares(shares: readonly Share[]): string {
  return shares.map(({ amount, percent }) => `${amount} (${percent}%)`).join('\t');
}
