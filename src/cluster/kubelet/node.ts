// The Node object that a kubelet registers and keeps up to date.

import { formatTimestamp } from '../api/calendar.ts';
import type { Node, NodeCondition } from '../api/core/v1/objects.ts';

/** A machine that a kubelet runs on. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  /** docker0's network, e.g. 172.17.1.0/24. */
  readonly podSubnet: string;
}

const CAPACITY = {
  'alpha.kubernetes.io/nvidia-gpu': '0',
  cpu: '4',
  memory: '8010264Ki',
  pods: '110',
} as const;

const DAEMON_ENDPOINTS = { kubeletEndpoint: { Port: 10250 } } as const;

const NODE_INFO = {
  machineID: '8ec6e6e9f0a84e6c9ac3f9e3b3c54b3e',
  systemUUID: '564D8EC6-E6E9-F0A8-4E6C-9AC3F9E3B3C5',
  bootID: '6d3f3f64-3f83-4f5c-8b6e-6e2f0b6c9a11',
  kernelVersion: '3.10.0-327.el7.x86_64',
  osImage: 'CentOS Linux 7 (Core)',
  containerRuntimeVersion: 'docker://1.10.3',
  kubeletVersion: 'v1.3.0',
  kubeProxyVersion: 'v1.3.0',
  operatingSystem: 'linux',
  architecture: 'amd64',
} as const;

export function makeNode(machine: Machine, now: number): Node {
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: {
      name: machine.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/hostname': machine.name,
      },
    },
    spec: { externalID: machine.name },
    status: nodeStatus(machine, now, {}),
  };
}

export function nodeStatus(machine: Machine, now: number, old: Node['status']): Node['status'] {
  const time = formatTimestamp(now);
  const condition = (
    type: NodeCondition['type'],
    status: NodeCondition['status'],
    [reason, message]: readonly [string, string],
  ): NodeCondition => {
    const before = old.conditions?.find((each) => each.type === type);
    return {
      type,
      status,
      lastHeartbeatTime: time,
      lastTransitionTime: before?.status === status ? before.lastTransitionTime : time,
      reason,
      message,
    };
  };
  return {
    capacity: CAPACITY,
    allocatable: CAPACITY,
    conditions: [
      condition('OutOfDisk', 'False', [
        'KubeletHasSufficientDisk',
        'kubelet has sufficient disk space available',
      ]),
      condition('MemoryPressure', 'False', [
        'KubeletHasSufficientMemory',
        'kubelet has sufficient memory available',
      ]),
      condition('Ready', 'True', ['KubeletReady', 'kubelet is posting ready status']),
    ],
    addresses: [
      { type: 'LegacyHostIP', address: machine.address },
      { type: 'InternalIP', address: machine.address },
    ],
    daemonEndpoints: DAEMON_ENDPOINTS,
    nodeInfo: NODE_INFO,
  };
}
