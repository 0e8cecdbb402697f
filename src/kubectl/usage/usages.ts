// The commands of each release, in the order in which kubectl lists them.

import type { ByRelease, Release } from '../release.ts';
import type { CommandUsage } from './commandUsage.ts';
import * as reading from './reading.ts';
import { commands10 } from './release10.ts';
import * as running from './running.ts';
import * as writing from './writing.ts';

const commands13: readonly CommandUsage[] = [
  reading.get,
  writing.set,
  reading.describe,
  writing.create,
  writing.replace,
  writing.patch,
  writing.deleteUsage,
  writing.edit,
  writing.apply,
  listed('namespace', 'SUPERSEDED: Set and view the current Kubernetes namespace'),
  running.logs,
  running.rollingUpdate,
  running.scale,
  running.cordon,
  running.drain,
  running.uncordon,
  listed('attach', 'Attach to a running container.'),
  running.exec,
  listed('port-forward', 'Forward one or more local ports to a pod.'),
  listed('proxy', 'Run a proxy to the Kubernetes API server'),
  running.run,
  running.expose,
  listed('autoscale', 'Auto-scale a Deployment, ReplicaSet, or ReplicationController'),
  listed('rollout', 'rollout manages a deployment'),
  writing.label,
  writing.annotate,
  listed('taint', 'Update the taints on one or more nodes'),
  reading.config,
  reading.clusterInfo,
  reading.apiVersions,
  reading.version,
  reading.explain,
  listed('convert', 'Convert config files between different API versions'),
  listed('completion', 'Output shell completion code for the given shell (bash or zsh)'),
  running.stop,
];

const commands: ByRelease<readonly CommandUsage[]> = { 'v1.0': commands10, 'v1.3': commands13 };

/** kubectl itself. */
export function rootUsage(release: Release): CommandUsage {
  const home = release === 'v1.0' ? 'GoogleCloudPlatform' : 'kubernetes';
  return {
    name: 'kubectl',
    short: 'kubectl controls the Kubernetes cluster manager',
    long: `kubectl controls the Kubernetes cluster manager.\n\nFind more information at https://github.com/${home}/kubernetes.`,
    line: '',
    commands: commands[release],
  };
}

/** A command by its name or one of its old ones. */
export function findUsage(name: string, release: Release): CommandUsage | undefined {
  return commands[release].find(
    (usage) => usage.name === name || (usage.aliases?.includes(name) ?? false),
  );
}

/** A command that this playground lists as kubectl does; it is simulated only if there is a Command of its name. */
function listed(name: string, short: string): CommandUsage {
  const absence = `this playground's kubectl does not simulate "${name}"`;
  return { name, short, long: short, line: name, absence };
}
