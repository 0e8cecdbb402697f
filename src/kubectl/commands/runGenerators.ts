// What kubectl run makes (pkg/kubectl/run.go of 1.3): generators run/v1 and run-pod/v1.

import type { Labels } from '../../cluster/api/meta.ts';
import { isFailure, mistake, type Failure } from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';
import { parseLabelSpec } from './labelSpec.ts';

export interface RunParameters {
  readonly name: string;
  readonly image: string;
  readonly replicas: number;
  readonly port: string;
  readonly hostPort: number;
  readonly restart: string;
  readonly labels: string;
  readonly imagePullPolicy: string;
  readonly env: readonly string[];
  /** Words behind the name. */
  readonly args: readonly string[];
  /** The words are the command, not its arguments. */
  readonly isCommand: boolean;
  readonly isInteractive: boolean;
  readonly isTTY: boolean;
  readonly limits: string;
  readonly requests: string;
}

export function makeReplicationController(parameters: RunParameters): ManifestObject | Failure {
  const labels = labelsOf(parameters);
  if (typeof labels === 'string') return mistake(labels);
  const container = containerOf(parameters);
  if (isFailure(container)) return container;
  return {
    kind: 'ReplicationController',
    apiVersion: 'v1',
    metadata: { name: parameters.name, labels },
    spec: {
      replicas: parameters.replicas,
      selector: labels,
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}

export function makePod(parameters: RunParameters): ManifestObject | Failure {
  const labels = labelsOf(parameters);
  if (typeof labels === 'string') return mistake(labels);
  const container = containerOf(parameters);
  if (isFailure(container)) return container;
  const isOnce = parameters.isInteractive && parameters.restart === 'Never';
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: parameters.name, labels },
    spec: {
      containers: [{ ...container, ...(isOnce ? { stdinOnce: true } : {}) }],
      restartPolicy: parameters.restart,
      dnsPolicy: 'ClusterFirst',
    },
  };
}

function labelsOf({ labels, name }: RunParameters): Labels | string {
  return labels === '' ? { run: name } : parseLabelSpec(labels);
}

function containerOf(parameters: RunParameters): object | Failure {
  const { name, image, imagePullPolicy, args, isCommand, isInteractive, isTTY } = parameters;
  const env = envOf(parameters.env);
  if (isFailure(env)) return env;
  const ports = portsOf(parameters);
  if (isFailure(ports)) return ports;
  const resources: Record<string, Labels> = {};
  for (const list of ['limits', 'requests'] as const) {
    const parsed = quantitiesOf(parameters[list]);
    if (typeof parsed === 'string') return mistake(parsed);
    if (Object.keys(parsed).length > 0) resources[list] = parsed;
  }
  return {
    name,
    image,
    ...(args.length > 0 ? { [isCommand ? 'command' : 'args']: args } : {}),
    ...(ports.length > 0 ? { ports } : {}),
    ...(env.length > 0 ? { env } : {}),
    ...(Object.keys(resources).length > 0 ? { resources } : {}),
    ...(imagePullPolicy ? { imagePullPolicy } : {}),
    ...(isInteractive ? { stdin: true } : {}),
    ...(isTTY ? { tty: true } : {}),
  };
}

function envOf(pairs: readonly string[]): readonly object[] | Failure {
  const env: object[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    const value = pair.slice(at + 1);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || value === '')
      return mistake(`invalid env: ${pair}`);
    env.push({ name, value });
  }
  return env;
}

function portsOf({ port, hostPort }: RunParameters): readonly object[] | Failure {
  if (port === '') {
    return hostPort > 0 ? mistake('--hostport requires --port to be specified') : [];
  }
  if (!/^[+-]?\d+$/.test(port)) {
    return mistake(`strconv.ParseInt: parsing ${JSON.stringify(port)}: invalid syntax`);
  }
  return [{ containerPort: Number(port), ...(hostPort > 0 ? { hostPort } : {}) }];
}

/** cpu=100m,memory=256Mi */
function quantitiesOf(spec: string): Labels | string {
  const quantities: Record<string, string> = {};
  for (const pair of spec === '' ? [] : spec.split(',')) {
    const [name = '', quantity, ...more] = pair.split('=');
    if (quantity === undefined || more.length > 0) {
      return `Invalid argument syntax ${pair}, expected <resource>=<value>`;
    }
    quantities[name] = quantity;
  }
  return quantities;
}
