// Volumes and their mounts, as in Kubernetes 1.3: each volume has exactly one source, and each kind of source its own needs.

import {
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notFoundValue,
  required,
} from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { isDNS1123Label, mustBeBetween } from '../names.ts';
import type { Volume, VolumeMount } from '../objects.ts';
import { validateFieldRef, validateResourceFieldRef, VOLUME_FIELDS } from './env.ts';

type Source = Readonly<Record<string, unknown>>;
type SourceRule = (source: Source, path: string) => FieldError[];

/** In the order in which 1.3 looks at them. */
const sources: readonly {
  readonly field: string;
  readonly rule: SourceRule;
  /** Where its own errors are, when that is not the field's name. */
  readonly path?: string;
  /** How 1.3 calls it when it is the second source. */
  readonly secondPath?: string;
}[] = [
  { field: 'emptyDir', rule: () => [] },
  { field: 'hostPath', rule: needs('path') },
  { field: 'gitRepo', rule: validateGitRepo },
  { field: 'gcePersistentDisk', rule: validateDisk('pdName'), path: 'persistentDisk' },
  { field: 'awsElasticBlockStore', rule: validateDisk('volumeID') },
  { field: 'secret', rule: validateItems('secretName') },
  { field: 'nfs', rule: validateNFS },
  { field: 'iscsi', rule: validateISCSI },
  { field: 'glusterfs', rule: needs('endpoints', 'path') },
  { field: 'flocker', rule: validateFlocker },
  { field: 'persistentVolumeClaim', rule: needs('claimName') },
  { field: 'rbd', rule: needs('monitors', 'image') },
  { field: 'cinder', rule: needs('volumeID') },
  { field: 'cephfs', rule: needs('monitors'), secondPath: 'cephFS' },
  { field: 'downwardAPI', rule: validateDownwardAPI, secondPath: 'downwarAPI' },
  { field: 'fc', rule: validateFC },
  { field: 'flexVolume', rule: needs('driver') },
  { field: 'configMap', rule: validateItems('name') },
  { field: 'azureFile', rule: needs('secretName', 'shareName') },
  { field: 'vsphereVolume', rule: needs('volumePath') },
];

/** The errors, and the names of the volumes that are right: only those can be mounted. */
export function validateVolumes(
  volumes: readonly Volume[],
  path: string,
): { readonly errors: FieldError[]; readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  const errors = volumes.flatMap((volume, index) => {
    const field = `${path}[${index}]`;
    const { name } = volume;
    const found = [
      ...validateSource(volume, field),
      ...(name
        ? invalidEach(`${field}.name`, name, isDNS1123Label(name))
        : [required(`${field}.name`)]),
      ...(names.has(name) ? [duplicate(`${field}.name`, name)] : []),
    ];
    if (found.length === 0) names.add(name);
    return found;
  });
  return { errors, names };
}

export function validateVolumeMounts(
  mounts: readonly VolumeMount[],
  volumes: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const { name, subPath } = mount;
    const mountPath = mount.mountPath || '';
    const field = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (!name) errors.push(required(`${field}.name`));
    else if (!volumes.has(name)) errors.push(notFoundValue(`${field}.name`, name));
    const at = `${field}.mountPath`;
    if (!mountPath) errors.push(required(at));
    else if (mountPath.includes(':')) errors.push(invalid(at, mountPath, "must not contain ':'"));
    if (seen.has(mountPath)) errors.push(invalid(at, mountPath, 'must be unique'));
    seen.add(mountPath);
    // The path of the error has no index in 1.3.
    if (subPath) errors.push(...validateSubPath(subPath, `${path}.subPath`));
    return errors;
  });
}

/** Disks that only one machine can write. 1.3 knows GCE's. */
export function validateReadOnlyDisks(volumes: readonly Volume[], path: string): FieldError[] {
  const detail =
    'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only';
  return volumes.flatMap((volume, index) => {
    const disk = volume.gcePersistentDisk as Source | undefined;
    return disk && disk.readOnly !== true
      ? [invalid(`${path}[${index}].gcePersistentDisk.readOnly`, false, detail)]
      : [];
  });
}

/** A path below something: relative, and not out of it by its beginning. */
export function validateSubPath(target: string, field: string): FieldError[] {
  if (target.startsWith('/')) return [invalid(field, target, 'must be a relative path')];
  if (target.startsWith('../')) return [invalid(field, target, "must not start with '../'")];
  return [];
}

function validateSource(volume: Volume, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const { field, rule, path: own = field, secondPath = field } of sources) {
    const source = volume[field];
    if (source === undefined || source === null) continue;
    if (count > 0 && field !== 'azureFile') {
      const detail = 'may not specify more than 1 volume type';
      errors.push(forbidden(`${path}.${secondPath}`, detail));
      continue;
    }
    count += 1;
    errors.push(...rule(source as Source, `${path}.${own}`));
  }
  return count === 0 ? [required(path, 'must specify a volume type')] : errors;
}

function needs(...fields: readonly string[]): SourceRule {
  return (source, path) =>
    fields.flatMap((field) => (isEmpty(source[field]) ? [required(`${path}.${field}`)] : []));
}

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

function validateGitRepo(source: Source, path: string): FieldError[] {
  return [
    ...needs('repository')(source, path),
    ...validateLocalPath(textOf(source.directory), `${path}.directory`),
  ];
}

/** The error of a wrong partition says 1 where 0 is right too. */
function validateDisk(name: string): SourceRule {
  return (source, path) => {
    const partition = Number(source.partition ?? 0);
    const isRight = partition >= 0 && partition <= 255;
    return [
      ...needs(name)(source, path),
      ...(isRight ? [] : [invalid(`${path}.partition`, partition, mustBeBetween(1, 255))]),
    ];
  };
}

function validateItems(name: string): SourceRule {
  return (source, path) => [
    ...needs(name)(source, path),
    ...listOf(source.items).flatMap((item, index) => [
      ...needs('key', 'path')(item, `${path}.items[${index}]`),
      ...validateLocalPath(textOf(item.path), `${path}.items[${index}].path`),
    ]),
  ];
}

function validateNFS(source: Source, path: string): FieldError[] {
  const own = textOf(source.path);
  return [
    ...needs('server', 'path')(source, path),
    ...(own.startsWith('/') ? [] : [invalid(`${path}.path`, own, 'must be an absolute path')]),
  ];
}

function validateISCSI(source: Source, path: string): FieldError[] {
  return [...needs('targetPortal', 'iqn')(source, path), ...validateLun(source.lun ?? 0, path)];
}

function validateFC(source: Source, path: string): FieldError[] {
  return [
    ...needs('targetWWNs')(source, path),
    ...(source.lun === undefined ? [required(`${path}.lun`)] : validateLun(source.lun, path)),
  ];
}

function validateLun(lun: unknown, path: string): FieldError[] {
  const isRight = Number(lun) >= 0 && Number(lun) <= 255;
  return isRight ? [] : [invalid(`${path}.lun`, lun, mustBeBetween(0, 255))];
}

function validateFlocker(source: Source, path: string): FieldError[] {
  const name = textOf(source.datasetName);
  return [
    ...needs('datasetName')(source, path),
    ...(name.includes('/') ? [invalid(`${path}.datasetName`, name, "must not contain '/'")] : []),
  ];
}

function validateDownwardAPI(source: Source, path: string): FieldError[] {
  return listOf(source.items).flatMap((item) => {
    const { fieldRef, resourceFieldRef } = item as { fieldRef?: Source; resourceFieldRef?: Source };
    const errors = [
      ...needs('path')(item, path),
      ...validateLocalPath(textOf(item.path), `${path}.path`),
    ];
    if (fieldRef) {
      errors.push(...validateFieldRef(fieldRef, `${path}.fieldRef`, VOLUME_FIELDS));
      if (resourceFieldRef) {
        const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
        errors.push(invalid(path, 'resource', detail));
      }
    } else if (resourceFieldRef) {
      errors.push(...validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, true));
    } else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
    return errors;
  });
}

/** A path below something that has no `..` in it and does not begin like one. */
function validateLocalPath(target: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (target.startsWith('/')) errors.push(invalid(field, target, 'must be a relative path'));
  const parts = target.split('/');
  if (parts.includes('..')) errors.push(invalid(field, target, "must not contain '..'"));
  const [first = ''] = parts;
  if (first.startsWith('..') && first.length > 2) {
    errors.push(invalid(field, target, "must not start with '..'"));
  }
  return errors;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): readonly Source[] {
  return Array.isArray(value) ? (value as Source[]) : [];
}
