// Volumes in descriptions of pods and controllers.

import { formatGoValue } from '../printers/goText.ts';
import type { PodSpec } from '../../cluster/api/core/v1/objects.ts';

type Volume = NonNullable<PodSpec['volumes']>[number];

interface VolumeType {
  /** The field of the volume that is its source. */
  readonly source: string;
  readonly title: string;
  /** Lines: their titles and the fields of the source. */
  readonly lines: readonly (readonly [string, string])[];
}

const TYPES: readonly VolumeType[] = [
  {
    source: 'hostPath',
    title: 'HostPath (bare host directory volume)',
    lines: [['Path', 'path']],
  },
  {
    source: 'emptyDir',
    title: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    lines: [['Medium', 'medium']],
  },
  {
    source: 'gcePersistentDisk',
    title: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    lines: [
      ['PDName', 'pdName'],
      ['FSType', 'fsType'],
      ['Partition', 'partition'],
      ['ReadOnly', 'readOnly'],
    ],
  },
  {
    source: 'awsElasticBlockStore',
    title: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    lines: [
      ['VolumeID', 'volumeID'],
      ['FSType', 'fsType'],
      ['Partition', 'partition'],
      ['ReadOnly', 'readOnly'],
    ],
  },
  {
    source: 'gitRepo',
    title: 'GitRepo (a volume that is pulled from git when the pod is created)',
    lines: [
      ['Repository', 'repository'],
      ['Revision', 'revision'],
    ],
  },
  {
    source: 'secret',
    title: 'Secret (a volume populated by a Secret)',
    lines: [['SecretName', 'secretName']],
  },
  {
    source: 'configMap',
    title: 'ConfigMap (a volume populated by a ConfigMap)',
    lines: [['Name', 'name']],
  },
  {
    source: 'nfs',
    title: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    lines: [
      ['Server', 'server'],
      ['Path', 'path'],
      ['ReadOnly', 'readOnly'],
    ],
  },
  {
    source: 'iscsi',
    title:
      "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    lines: [
      ['TargetPortal', 'targetPortal'],
      ['IQN', 'iqn'],
      ['Lun', 'lun'],
      ['ISCSIInterface', 'iscsiInterface'],
      ['FSType', 'fsType'],
      ['ReadOnly', 'readOnly'],
    ],
  },
  {
    source: 'glusterfs',
    title: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    lines: [
      ['EndpointsName', 'endpoints'],
      ['Path', 'path'],
      ['ReadOnly', 'readOnly'],
    ],
  },
  {
    source: 'persistentVolumeClaim',
    title: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    lines: [
      ['ClaimName', 'claimName'],
      ['ReadOnly', 'readOnly'],
    ],
  },
];

/** Fields that are false or 0, not '', when they are not there. */
const ZEROS: Readonly<Record<string, string>> = { readOnly: 'false', partition: '0', lun: '0' };

export function volumeLines(volumes: readonly Volume[] | undefined): string[] {
  if (!volumes || volumes.length === 0) return ['No volumes.'];
  return ['Volumes:', ...volumes.flatMap(linesOf)];
}

function linesOf(volume: Volume): string[] {
  const type = TYPES.find(({ source }) => isMap(volume[source]));
  const source = type ? volume[type.source] : undefined;
  if (!type || !isMap(source)) {
    return [`  ${String(volume['name'])}:`, ...(downwardLines(volume) ?? ['  <unknown>'])];
  }
  return [
    `  ${String(volume['name'])}:`,
    `    Type:\t${type.title}`,
    ...type.lines.map(([title, field]) => {
      const value = source[field] ?? ZEROS[field] ?? '';
      return `    ${title}:\t${formatGoValue(value, true)}`;
    }),
  ];
}

function downwardLines(volume: Volume): string[] | undefined {
  const source = volume['downwardAPI'];
  if (!isMap(source)) return undefined;
  const items = Array.isArray(source['items']) ? (source['items'] as unknown[]) : [];
  return [
    '    Type:\tDownwardAPI (a volume populated by information about the pod)',
    '    Items:',
    ...items.filter(isMap).map((item) => {
      const field = isMap(item['fieldRef']) ? item['fieldRef']['fieldPath'] : '';
      return `      ${String(field)} -> ${String(item['path'])}`;
    }),
  ];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
