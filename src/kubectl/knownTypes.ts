// Every type that a kubectl asks for by name: those that our API server stores, and those that a real one has besides, of
// which there are none here.

import { resources, type Resource } from '../cluster/api/kinds.ts';
import type { Release } from './release.ts';

export interface KnownType {
  /** As a NotFound names it: pods, deployments.extensions. */
  readonly fullName: string;
  readonly plural: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  /** False when our API server knows none of them. */
  readonly isServed: boolean;
  /** Missing when our API server stores none of them. */
  readonly resource?: Resource;
}

interface Row {
  readonly plural: string;
  readonly kind: string;
  readonly shortName?: string;
  /** '' is v1's. */
  readonly group?: string;
  readonly isClusterWide?: true;
}

const ROWS: readonly Row[] = [
  { plural: 'componentstatuses', kind: 'ComponentStatus', shortName: 'cs', isClusterWide: true },
  { plural: 'configmaps', kind: 'ConfigMap', shortName: 'cm' },
  { plural: 'daemonsets', kind: 'DaemonSet', shortName: 'ds', group: 'extensions' },
  { plural: 'deployments', kind: 'Deployment', group: 'extensions' },
  { plural: 'endpoints', kind: 'Endpoints', shortName: 'ep' },
  { plural: 'events', kind: 'Event', shortName: 'ev' },
  {
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    shortName: 'hpa',
    group: 'autoscaling',
  },
  { plural: 'ingresses', kind: 'Ingress', shortName: 'ing', group: 'extensions' },
  { plural: 'jobs', kind: 'Job', group: 'batch' },
  { plural: 'limitranges', kind: 'LimitRange', shortName: 'limits' },
  { plural: 'namespaces', kind: 'Namespace', shortName: 'ns', isClusterWide: true },
  { plural: 'networkpolicies', kind: 'NetworkPolicy', group: 'extensions' },
  { plural: 'nodes', kind: 'Node', shortName: 'no', isClusterWide: true },
  { plural: 'persistentvolumeclaims', kind: 'PersistentVolumeClaim', shortName: 'pvc' },
  { plural: 'persistentvolumes', kind: 'PersistentVolume', shortName: 'pv', isClusterWide: true },
  { plural: 'petsets', kind: 'PetSet', group: 'apps' },
  { plural: 'pods', kind: 'Pod', shortName: 'po' },
  {
    plural: 'podsecuritypolicies',
    kind: 'PodSecurityPolicy',
    shortName: 'psp',
    group: 'extensions',
    isClusterWide: true,
  },
  { plural: 'podtemplates', kind: 'PodTemplate' },
  { plural: 'replicasets', kind: 'ReplicaSet', shortName: 'rs', group: 'extensions' },
  { plural: 'replicationcontrollers', kind: 'ReplicationController', shortName: 'rc' },
  { plural: 'resourcequotas', kind: 'ResourceQuota', shortName: 'quota' },
  { plural: 'scheduledjobs', kind: 'ScheduledJob', group: 'batch' },
  { plural: 'secrets', kind: 'Secret' },
  { plural: 'serviceaccounts', kind: 'ServiceAccount', shortName: 'sa' },
  { plural: 'services', kind: 'Service', shortName: 'svc' },
  {
    plural: 'thirdpartyresources',
    kind: 'ThirdPartyResource',
    group: 'extensions',
    isClusterWide: true,
  },
];

/** Types of v1 and short names that came after kubectl 1.0. */
const LATER = ['configmaps', 'cm', 'ns', 'sa', 'psp'];

/** What `all` stands for. */
const ALL = 'rc,svc,pods,pvc';

/** A type by plural, singular or short name in any case, with or without its group. */
export function findType(text: string, release: Release = 'v1.3'): KnownType | undefined {
  const [name = '', ...group] = text.toLowerCase().split('.');
  if (release === 'v1.0' && LATER.includes(name)) return undefined;
  const row = ROWS.find(
    ({ plural, kind, shortName }) =>
      name === plural || name === kind.toLowerCase() || name === shortName,
  );
  if (!row || (group.length > 0 && group.join('.') !== row.group)) return undefined;
  if (release === 'v1.0' && row.group !== undefined) return undefined;
  return typeOf(row);
}

/** The types that there are objects of, by plural and short name. */
export function servedTypes(
  release: Release,
): readonly { readonly plural: string; readonly shortName?: string }[] {
  return ROWS.filter(({ plural }) => findType(plural, release)?.resource !== undefined).map(
    ({ plural, shortName }) => ({
      plural,
      ...(shortName !== undefined && findType(shortName, release) ? { shortName } : {}),
    }),
  );
}

/** The types of `rc,svc` or `all`, each as it was written. */
export function splitTypes(text: string): string[] {
  return (text === 'all' ? ALL : text).split(',');
}

function typeOf({ plural, kind, group, isClusterWide }: Row): KnownType {
  const resource = resources.find((each) => each.plural === plural);
  return {
    fullName: group === undefined ? plural : `${plural}.${group}`,
    plural,
    kind,
    isNamespaced: isClusterWide !== true,
    isServed: resource !== undefined || kind === 'ComponentStatus',
    ...(resource ? { resource } : {}),
  };
}
