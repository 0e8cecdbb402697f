// kubectl expose: makes a Service for a ReplicationController, a Service or a pod.

import {
  defaultReplicationController,
  defaultService,
} from '../../cluster/api/core/v1/defaults.ts';
import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import type { Labels } from '../../cluster/api/meta.ts';
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
import { resourceOf } from '../../cluster/api/kinds.ts';
import { request, type Part, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { collect, visit, type Target } from '../visit.ts';
import { withChangeCause } from './changeCause.ts';
import type { Command, Invocation } from './command.ts';
import { parseLabelSpec } from './labelSpec.ts';
import { keepingLastApplied } from './lastApplied.ts';
import { printMade } from './output.ts';
import { applyOverrides } from './overrides.ts';
import { makeService, type ServiceParameters } from './serviceGenerator.ts';

/** Names of Services are no longer. */
const LONGEST_NAME = 24;

export const expose: Command = {
  name: 'expose',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const selection = yield* selectObjects(invocation);
  if ('type' in selection) return yield* finish(selection);
  if (invocation.release === 'v1.0') {
    // kubectl 1.0 looks for everything before it exposes anything, and takes one object only.
    const { targets, failure } = yield* collect(selection);
    if (failure) return yield* finish(failure);
    if (targets.length > 1) {
      return yield* finish(mistake(`multiple resources provided: [${args.words.join(' ')}]`));
    }
  }
  const generator = args.text('generator') ?? 'service/v2';
  if (generator !== 'service/v1' && generator !== 'service/v2') {
    return yield* finish(
      usageMistake('expose', `generator ${JSON.stringify(generator)} not found.`),
    );
  }
  return yield* finish(
    yield* visit(selection, (target) => exposeOne(target, generator, invocation)),
  );
}

function* exposeOne(
  target: Target,
  generator: ServiceParameters['generator'],
  invocation: Invocation,
): Part<Failure | undefined> {
  const { args, namespace, release } = invocation;
  const service = serviceFor(target, generator, invocation);
  if (isFailure(service)) return service;
  const whole = applyOverrides(service, args.text('overrides') ?? '', release);
  if (isFailure(whole)) return whole;
  const encoded = encodeObject(whole, release);
  if (args.isOn('dry-run')) return yield* printMade(encoded, invocation);
  const response = yield* request({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/services`,
    body: keepingLastApplied(withChangeCause(whole, invocation), args.isOn('save-config')),
  });
  if (!isSuccess(response)) return refusal(response);
  // kubectl 1.0 shows what it sent, not what came of it.
  if (release === 'v1.0') return yield* printMade(encoded, invocation);
  if (args.isSet('output')) return yield* printMade(response.body, invocation);
  const { name } = (response.body as ApiObject).metadata;
  yield* printResult({ resource: resourceOf('Service'), name }, 'exposed');
  return undefined;
}

/** The Service to create; what its flags do not say comes from the object. */
function serviceFor(
  { resource, object, name }: Target,
  generator: ServiceParameters['generator'],
  { args, release }: Invocation,
): ReturnType<typeof makeService> {
  const flag = (flagName: string) => args.text(flagName) ?? '';
  const exposed = object && defaulted(object as unknown as ApiObject);
  if (!exposed || !['ReplicationController', 'Service', 'Pod'].includes(resource.kind)) {
    return mistake(`cannot expose a { ${resource.kind}}`);
  }
  const own = selectorOf(exposed);
  if (flag('selector') === '' && typeof own === 'string') {
    return usageMistake(
      'expose',
      `couldn't ${release === 'v1.0' ? 'find' : 'retrieve'} selectors via --selector flag or introspection: ${own}`,
    );
  }
  const found = portsOf(exposed);
  const isGiven = flag('port') !== '' && !(release === 'v1.0' && Number(flag('port')) < 0);
  const ports = isGiven ? flag('port') : found.map(({ port }) => port).join(',');
  if (release === 'v1.0' && ports.includes(',')) {
    return usageMistake(
      'expose',
      `multiple ports to choose from: [${ports.replaceAll(',', ' ')}], please explicitly specify a port using the --port flag.`,
    );
  }
  if (ports === '') {
    return usageMistake('expose', "couldn't find port via --port flag or introspection");
  }
  const selector = flag('selector') === '' ? own : parseLabelSpec(flag('selector'));
  if (typeof selector === 'string') return mistake(selector);
  const labels = flag('labels') === '' ? exposed.metadata.labels : parseLabelSpec(flag('labels'));
  if (typeof labels === 'string') return mistake(labels);
  return makeService({
    name: flag('name') || name.slice(0, LONGEST_NAME),
    labels,
    selector,
    ports,
    protocol: flag('protocol'),
    protocols: Object.fromEntries(found.map(({ port, protocol }) => [port, protocol])),
    targetPort: flag('target-port') || flag('container-port'),
    type: flag('type') || (args.isOn('create-external-load-balancer') ? 'LoadBalancer' : ''),
    externalIP: flag('external-ip'),
    publicIP: flag('public-ip'),
    loadBalancerIP: flag('load-balancer-ip'),
    sessionAffinity: flag('session-affinity'),
    generator,
  });
}

/** Objects of files have not been through the API server. */
function defaulted(object: ApiObject): ApiObject {
  switch (object.kind) {
    case 'ReplicationController':
      return defaultReplicationController(object);
    case 'Service':
      return defaultService(object);
    default:
      return object;
  }
}

/** Why it has none, if it has none. */
function selectorOf(object: ApiObject): Labels | string {
  const { labels } = object.metadata;
  if (object.kind === 'ReplicationController') return object.spec.selector;
  if (object.kind === 'Service') {
    return object.spec.selector ?? 'the service has no pod selector set';
  }
  return labels && Object.keys(labels).length > 0
    ? labels
    : 'the pod has no labels and cannot be exposed';
}

interface ExposedPort {
  readonly port: string;
  readonly protocol: string;
}

function portsOf(object: ApiObject): ExposedPort[] {
  if (object.kind === 'Service') {
    return object.spec.ports.map(({ port, protocol }) => ({ port: String(port), protocol }));
  }
  const spec =
    object.kind === 'ReplicationController'
      ? object.spec.template.spec
      : object.kind === 'Pod'
        ? object.spec
        : undefined;
  return (spec?.containers ?? []).flatMap(({ ports }) =>
    (ports ?? []).map(({ containerPort, protocol }) => ({
      port: String(containerPort),
      protocol: protocol ?? 'TCP',
    })),
  );
}
