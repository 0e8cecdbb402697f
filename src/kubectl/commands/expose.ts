// kubectl expose: makes a Service for a ReplicationController, a Service or a pod.

import type { ApiObject, Protocol, ServicePort } from '../../cluster/api/core/v1/objects.ts';
import type { Labels } from '../../cluster/api/meta.ts';
import { fail, failUsage, formatStatus, isSuccess } from '../failures.ts';
import { print, request, type Program } from '../process.ts';
import { formatYAML } from '../text/yamlText.ts';
import { fileFlags, type Command, type Invocation } from './command.ts';
import { find } from './get.ts';

const LONGEST_NAME = 24;

export const expose: Command = {
  name: 'expose',
  flags: [
    ...fileFlags,
    { name: 'port', type: 'string' },
    { name: 'target-port', type: 'string' },
    { name: 'protocol', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'selector', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'external-ip', type: 'string' },
    { name: 'load-balancer-ip', type: 'string' },
    { name: 'session-affinity', type: 'string' },
    { name: 'generator', type: 'string' },
    { name: 'dry-run', type: 'bool' },
  ],
  summary:
    'Take a replication controller, service or pod and expose it as a new Kubernetes Service',
  usage:
    'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [flags]',
  run,
};

function* run(invocation: Invocation): Program {
  const { args, namespace } = invocation;
  if (args.words.length < 2 && !args.isSet('filename') && !args.words[0]?.includes('/')) {
    return yield* fail(
      'error: you must provide one or more resources by argument or filename (.json|.yaml|.yml|stdin)',
    );
  }
  const found = yield* find({
    ...invocation,
    args: { ...args, isSet: (name: string) => name !== 'selector' && args.isSet(name) },
  });
  if (typeof found === 'string') return yield* fail(found);
  if (found.problems.length > 0) return yield* fail(found.problems.join('\n'));
  for (const object of found.objects) {
    const made = serviceFor(object, invocation);
    if (typeof made === 'string') return yield* fail(made);
    if ('usage' in made) return yield* failUsage('expose', made.usage);
    const { service } = made;
    if (args.isOn('dry-run')) {
      yield* print(formatYAML(service));
      continue;
    }
    const path = `/api/v1/namespaces/${namespace}/services`;
    const response = yield* request({ method: 'POST', path, body: service });
    if (!isSuccess(response)) return yield* fail(formatStatus(response));
    const { name } = (response.body as ApiObject).metadata;
    yield* print(
      args.text('output') === 'name'
        ? `service/${name}\n`
        : args.text('output') === 'yaml'
          ? formatYAML(response.body)
          : `service "${name}" exposed\n`,
    );
  }
  return 0;
}

/** The Service to create; a text, or a mistake in usage, when there can be none. */
function serviceFor(
  object: ApiObject,
  { args }: Invocation,
): { readonly service: object } | string | { readonly usage: string } {
  if (!['ReplicationController', 'Service', 'Pod'].includes(object.kind)) {
    return `error: cannot expose a { ${object.kind}}`;
  }
  const selector = args.isSet('selector')
    ? parseLabels(args.text('selector') ?? '')
    : selectorOf(object);
  if (typeof selector === 'string') {
    return args.isSet('selector')
      ? selector
      : { usage: `couldn't retrieve selectors via --selector flag or introspection: ${selector}` };
  }
  const labels = args.isSet('labels')
    ? parseLabels(args.text('labels') ?? '')
    : object.metadata.labels;
  if (typeof labels === 'string') return labels;
  const ports = portsFor(object, args);
  if (typeof ports === 'string') return ports;
  if (ports.length === 0) {
    return { usage: "couldn't find port via --port flag or introspection" };
  }
  const affinity = args.text('session-affinity');
  if (affinity && affinity !== 'None' && affinity !== 'ClientIP') {
    return `error: unknown session affinity: ${affinity}`;
  }
  const name = args.text('name') ?? object.metadata.name.slice(0, LONGEST_NAME);
  const externalIP = args.text('external-ip');
  const loadBalancerIP = args.text('load-balancer-ip');
  const type = args.text('type');
  const service = {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, ...(labels ? { labels } : {}) },
    spec: {
      ports,
      selector,
      ...(type ? { type } : {}),
      ...(externalIP ? { externalIPs: [externalIP] } : {}),
      ...(affinity ? { sessionAffinity: affinity } : {}),
      ...(loadBalancerIP && type === 'LoadBalancer' ? { loadBalancerIP } : {}),
    },
  };
  return { service };
}

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

interface Exposed {
  readonly port: number;
  readonly protocol: Protocol;
}

function portsFor(object: ApiObject, args: Invocation['args']): ServicePort[] | string {
  const given = args.text('port');
  const own = portsOf(object);
  const numbers = (given?.split(',') ?? own.map(({ port }) => String(port))).filter(
    (text) => text !== '',
  );
  const target = args.text('target-port');
  const ports: ServicePort[] = [];
  for (const [index, text] of numbers.entries()) {
    if (!/^-?\d+$/.test(text)) {
      return `error: strconv.ParseInt: parsing "${text}": invalid syntax`;
    }
    const port = Number(text);
    const protocol =
      args.text('protocol') ?? own.find((each) => each.port === port)?.protocol ?? 'TCP';
    ports.push({
      ...(numbers.length > 1
        ? { name: `port-${index + 1}` }
        : args.text('generator') === 'service/v1'
          ? { name: 'default' }
          : {}),
      protocol: protocol as Protocol,
      port,
      targetPort: target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target,
    });
  }
  return ports;
}

function portsOf(object: ApiObject): Exposed[] {
  if (object.kind === 'Service') {
    return object.spec.ports.map(({ port, protocol }) => ({ port, protocol }));
  }
  const spec =
    object.kind === 'ReplicationController'
      ? object.spec.template.spec
      : object.kind === 'Pod'
        ? object.spec
        : undefined;
  return (spec?.containers ?? []).flatMap(({ ports }) =>
    (ports ?? []).map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
  );
}

/** a=b,c=d */
function parseLabels(text: string): Labels | string {
  const labels: Record<string, string> = {};
  for (const pair of text.split(',').filter((each) => each !== '')) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0 || key === '') {
      return `error: unexpected label spec: ${pair}`;
    }
    labels[key] = value;
  }
  return labels;
}
