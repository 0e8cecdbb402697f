// kubectl run: makes a ReplicationController or a pod of one image, and with --expose a Service for it.

import { resourceOf } from '../../cluster/api/kinds.ts';
import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { encodeObject } from '../encode.ts';
import {
  finish,
  isFailure,
  isSuccess,
  mistake,
  refusal,
  usageMistake,
  type Failure,
} from '../failures.ts';
import type { ManifestObject } from '../manifests.ts';
import { pathOf } from '../objectPaths.ts';
import { request, type Part, type Program } from '../process.ts';
import type { Release } from '../release.ts';
import { printResult } from '../results.ts';
import { withChangeCause } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { keepingLastApplied } from './lastApplied.ts';
import { printMade } from './output.ts';
import { applyOverrides } from './overrides.ts';
import { makePod, makeReplicationController, type RunParameters } from './runGenerators.ts';
import { makeService } from './serviceGenerator.ts';

export const run: Command = {
  name: 'run',
  run: runCommand,
};

const GENERATORS: Readonly<Record<string, string>> = {
  'run/v1': 'ReplicationController',
  'run-pod/v1': 'Pod',
  'deployment/v1beta1': 'Deployment',
  'job/v1': 'Job',
  'job/v1beta1': 'Job',
};

function* runCommand(invocation: Invocation): Program {
  return yield* finish(yield* runImage(invocation));
}

function* runImage(invocation: Invocation): Part<Failure | undefined> {
  const { args, release } = invocation;
  const plan = planOf(invocation);
  if (isFailure(plan)) return plan;
  const { generator, parameters } = plan;
  const kind = GENERATORS[generator];
  if (parameters.image === '') {
    const missing = mistake('Parameter: image is required');
    return release === 'v1.0' ? missing : { type: 'several', failures: [missing] };
  }
  if (kind === 'Deployment' || kind === 'Job') return mistake(insteadOf(kind));
  const generated = kind === 'Pod' ? makePod(parameters) : makeReplicationController(parameters);
  if (isFailure(generated)) return generated;
  const object = applyOverrides(generated, args.text('overrides') ?? '', release);
  if (isFailure(object)) return object;
  const made = yield* make(object, invocation);
  if (isFailure(made)) return made;
  if (args.isOn('expose')) {
    const failure = yield* exposeMade(object, parameters, invocation);
    if (failure) return failure;
  }
  if (args.isSet('output') || release === 'v1.0') return yield* printMade(made, invocation);
  const resource = resourceOf(kind === 'Pod' ? 'Pod' : 'ReplicationController');
  yield* printResult({ resource, name: parameters.name }, 'created');
  return undefined;
}

function insteadOf(kind: 'Deployment' | 'Job'): string {
  return `kubectl run makes a ${kind}, which is not simulated: give --generator=run/v1 for a ReplicationController, or --restart=Never for a pod`;
}

interface Plan {
  readonly generator: string;
  readonly parameters: RunParameters;
}

function planOf({ args, release }: Invocation): Plan | Failure {
  const text = (flag: string) => args.text(flag) ?? '';
  const [name, ...words] = args.words;
  const isInteractive = args.isOn('stdin');
  const replicas = args.number('replicas') ?? 1;
  const restart = text('restart') || (isInteractive ? 'OnFailure' : 'Always');
  const parameters: RunParameters = {
    name: name ?? '',
    replicas,
    restart,
    isInteractive,
    isTTY: args.isOn('tty'),
    port: text('port'),
    image: text('image'),
    labels: text('labels'),
    imagePullPolicy: text('image-pull-policy'),
    hostPort: args.number('hostport') ?? -1,
    env: args.list('env'),
    args: [...words, ...args.rest],
    isCommand: args.isOn('command'),
    limits: text('limits'),
    requests: text('requests'),
  };
  const generator = text('generator') || generatorFor(restart, release);
  const problem = checkUsage(parameters, generator, args.isOn('expose'));
  return problem === undefined ? { generator, parameters } : usageMistake('run', problem);
}

function generatorFor(restart: string, release: Release): string {
  if (release === 'v1.0') return 'run/v1';
  if (restart === 'Always') return 'deployment/v1beta1';
  return restart === 'OnFailure' ? 'job/v1' : 'run-pod/v1';
}

function checkUsage(
  { name, replicas, restart, isInteractive, isTTY, port }: RunParameters,
  generator: string,
  isExposed: boolean,
): string | undefined {
  if (name === '') return 'NAME is required for run';
  if (isTTY && !isInteractive) return '-i/--stdin is required for containers with --tty=true';
  if (isInteractive && replicas !== 1) {
    return `-i/--stdin requires that replicas is 1, found ${replicas}`;
  }
  if (isExposed && port === '') return '--port must be set when exposing a service';
  if (!['Always', 'OnFailure', 'Never'].includes(restart)) {
    return `invalid restart policy: ${restart}`;
  }
  if (restart !== 'Always' && replicas !== 1) {
    return `--restart=${restart} requires that --replicas=1, found ${replicas}`;
  }
  return Object.hasOwn(GENERATORS, generator) ? undefined : `Generator: ${generator} not found.`;
}

/** Creates an object; with --dry-run it is only what would be sent. */
function* make(object: ManifestObject, invocation: Invocation): Part<object | Failure> {
  const { args, namespace } = invocation;
  if (args.isOn('dry-run')) return encodeObject(object);
  const resource = resourceOf(object.kind as ApiObject['kind']);
  const response = yield* request({
    method: 'POST',
    path: pathOf(resource, namespace),
    body: keepingLastApplied(withChangeCause(object, invocation), args.isOn('save-config')),
  });
  return isSuccess(response) ? (response.body as object) : refusal(response);
}

function* exposeMade(
  object: ManifestObject,
  { name, port }: RunParameters,
  invocation: Invocation,
): Part<Failure | undefined> {
  const { args, release } = invocation;
  const labels = object.metadata.labels ?? {};
  const service = makeService({
    name,
    labels: args.isSet('labels') ? labels : undefined,
    selector: labels,
    ports: port,
    protocol: 'TCP',
    protocols: {},
    targetPort: '',
    type: '',
    externalIP: '',
    loadBalancerIP: '',
    sessionAffinity: '',
    generator: 'service/v2',
  });
  if (isFailure(service)) return service;
  const whole = applyOverrides(service, args.text('service-overrides') ?? '', release);
  if (isFailure(whole)) return whole;
  const made = yield* make(whole, invocation);
  if (isFailure(made)) return made;
  if (args.isSet('output') || args.isOn('dry-run')) return yield* printMade(made, invocation);
  yield* printResult({ resource: resourceOf('Service'), name }, 'created');
  return undefined;
}
