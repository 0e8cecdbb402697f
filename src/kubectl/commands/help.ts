// What kubectl says when it is called without a type.

import { fail } from '../failures.ts';
import { print, type Program } from '../process.ts';
import type { ByRelease, Release } from '../release.ts';

const TYPES: ByRelease<readonly string[]> = {
  'v1.0': [
    "pods (aka 'po')",
    "replicationcontrollers (aka 'rc')",
    "services (aka 'svc')",
    "nodes (aka 'no')",
    "events (aka 'ev')",
    'secrets',
    'limits',
    "persistentVolumes (aka 'pv')",
    "persistentVolumeClaims (aka 'pvc')",
    'quota',
  ],
  'v1.3': [
    "componentstatuses (aka 'cs')",
    'configmaps',
    "daemonsets (aka 'ds')",
    'deployments',
    "events (aka 'ev')",
    "endpoints (aka 'ep')",
    "horizontalpodautoscalers (aka 'hpa')",
    "ingress (aka 'ing')",
    'jobs',
    "limitranges (aka 'limits')",
    "nodes (aka 'no')",
    "namespaces (aka 'ns')",
    "pods (aka 'po')",
    "persistentvolumes (aka 'pv')",
    "persistentvolumeclaims (aka 'pvc')",
    'quota',
    "resourcequotas (aka 'quota')",
    "replicasets (aka 'rs')",
    "replicationcontrollers (aka 'rc')",
    'secrets',
    "serviceaccounts (aka 'sa')",
    "services (aka 'svc')",
  ],
};

/** The list of types, and the complaint that one is missing. */
export function* printTypesHelp(verb: string, release: Release): Program {
  const types = TYPES[release].map((type) => `   * ${type}\n`).join('');
  yield* print(
    `You must specify the type of resource to ${verb}. Valid resource types include:\n${types}`,
  );
  const see =
    release === 'v1.0'
      ? `see 'kubectl ${verb} -h' for help.`
      : `See 'kubectl ${verb} -h' for help and examples.`;
  return yield* fail(`error: Required resource not specified.\n${see}`);
}
