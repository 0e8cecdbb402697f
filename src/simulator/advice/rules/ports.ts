// Whether anything listens where a manifest says so. A program listens where it does; containerPort is information.

import type {
  Container,
  PodSpec,
  Protocol,
  ServicePort,
} from '../../../cluster/api/core/v1/objects.ts';
import type { FieldPath } from '../fieldPath.ts';
import { listeningOf, programName, type Listening } from '../listening.ts';
import type { TextObject } from '../manifestText.ts';
import { nearest } from '../nearest.ts';
import type { Around } from '../around.ts';
import type { Finding, Rule } from '../rule.ts';

export const containerPortIsInformation: Rule = {
  name: 'containerPortIsInformation',
  severity: 'hint',
  kinds: ['Pod', 'ReplicationController'],
  find(object, { around: { live } }) {
    const { spec, path } = podSpecOf(object);
    return (spec?.containers ?? []).flatMap((container, at) => {
      const listening = listeningOf(live.images, container);
      if (!listening?.isKnown || listening.ports.length === 0) return [];
      return (container.ports ?? []).flatMap(({ containerPort, protocol }, index): Finding[] => {
        if (isOpen(listening, containerPort, protocol)) return [];
        const field = [...path, 'containers', at, 'ports', index, 'containerPort'];
        const right = listening.ports.filter(({ port }) => !declares(container, port));
        const [only] = right;
        return [
          {
            range: object.rangeOf(field),
            message: `${listensOn(container, listening)}. containerPort is information only: requests to ${ports(listening)} work, requests to ${containerPort} are refused.`,
            fixes: only ? object.set(field, String(only.port)) : [],
          },
        ];
      });
    });
  },
};

export const nothingListens: Rule = {
  name: 'nothingListens',
  severity: 'warning',
  kinds: ['Service'],
  find(object, { around }) {
    const spec = object.is('Service') ? object.object?.spec : undefined;
    if (!spec?.selector || Object.keys(spec.selector).length === 0) return [];
    const pods = around.selected(object.namespace, spec.selector);
    const specs = [...new Map(pods.map(({ spec: each }) => [programsOf(each), each])).values()];
    if (specs.length === 0) return [];
    return spec.ports.flatMap((port, index) => {
      const field = ['spec', 'ports', index, 'targetPort'];
      return typeof port.targetPort === 'number'
        ? unheard(object, { port, field, target: port.targetPort }, { specs, around })
        : unnamed(object, { port, field, name: port.targetPort }, { specs, around });
    });
  },
};

interface Pods {
  readonly specs: readonly PodSpec[];
  readonly around: Around;
}

/** A number at which no pod listens. */
function unheard(
  object: TextObject,
  { port, field, target }: { port: ServicePort; field: FieldPath; target: number },
  { specs, around }: Pods,
): Finding[] {
  const heard = specs.map((spec) => listenersOf(around, spec));
  // A pod that cannot start is another trouble.
  if (heard.some((each) => each === undefined)) return [];
  const all = heard.flatMap((each) => each ?? []);
  if (all.some(({ listening }) => isOpen(listening, target, port.protocol))) return [];
  const open = all.filter(({ listening }) => listening.ports.length > 0);
  const [first] = open;
  const hasTarget = object.has(field);
  const what = hasTarget ? 'targetPort' : 'port (and so targetPort)';
  if (!first) {
    const names = all.map(({ container }) => programName(container)).join(', ');
    return [
      {
        range: object.rangeOf(hasTarget ? field : [...field.slice(0, -1), 'port']),
        message: `Nothing listens in these pods (${names}): requests to ${target} are refused.`,
      },
    ];
  }
  const only = first.listening.ports.find(({ protocol }) => protocol === port.protocol);
  return [
    {
      range: object.rangeOf(hasTarget ? field : [...field.slice(0, -1), 'port']),
      message: `${open.map(({ container, listening }) => listensOn(container, listening)).join(', ')}: with ${what} ${target} requests are refused.`,
      fixes: only ? object.set(field, String(only.port)) : [],
    },
  ];
}

/** The name of a port that no container has, or that leads to where nothing listens. */
function unnamed(
  object: TextObject,
  { port, field, name }: { port: ServicePort; field: FieldPath; name: string },
  { specs, around }: Pods,
): Finding[] {
  const declared = specs.flatMap(({ containers }) =>
    containers.flatMap((each) => each.ports ?? []),
  );
  const found = declared.find((each) => each.name === name && each.protocol === port.protocol);
  if (found) {
    return unheard(object, { port, field, target: found.containerPort }, { specs, around });
  }
  const names = declared.flatMap((each) => (each.name ? [each.name] : []));
  const near = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
  const called =
    names.length === 0 ? 'their ports have no names' : `they are called ${names.join(', ')}`;
  return [
    {
      range: object.rangeOf(field),
      message: `No port of these pods is called ${name} (${called}): the Service gets no endpoints.`,
      fixes: near === undefined ? [] : object.set(field, near),
    },
  ];
}

function listenersOf(
  { live }: Around,
  spec: PodSpec,
): { readonly container: Container; readonly listening: Listening }[] | undefined {
  const all = spec.containers.map((container) => ({
    container,
    listening: listeningOf(live.images, container),
  }));
  return all.every(({ listening }) => listening !== undefined)
    ? (all as { container: Container; listening: Listening }[])
    : undefined;
}

/** Pods with equal programs and ports need one look. */
function programsOf({ containers }: PodSpec): string {
  return JSON.stringify(
    containers.map(({ image, command, args, env, ports: each }) => [
      image,
      command,
      args,
      env,
      each,
    ]),
  );
}

function podSpecOf(object: TextObject): { readonly spec: PodSpec | undefined; path: FieldPath } {
  if (object.is('Pod')) return { spec: object.object?.spec, path: ['spec'] };
  if (object.is('ReplicationController')) {
    return { spec: object.object?.spec.template?.spec, path: ['spec', 'template', 'spec'] };
  }
  return { spec: undefined, path: [] };
}

export const imageIsNotThere: Rule = {
  name: 'imageIsNotThere',
  severity: 'warning',
  kinds: ['Pod', 'ReplicationController'],
  find(object, { around: { live } }) {
    const { spec, path } = podSpecOf(object);
    return (spec?.containers ?? []).flatMap(({ image, imagePullPolicy }, at): Finding[] => {
      const container = [...path, 'containers', at];
      const found = live.images.find(image || '');
      if (image && 'pullError' in found) {
        return [
          {
            range: object.rangeOf([...container, 'image']),
            message: `${found.pullError}: the container waits with ErrImagePull.`,
            fixes: object.set([...container, 'image'], image.replace(/:[^/:]*$/, '')),
          },
        ];
      }
      if (imagePullPolicy !== 'Never') return [];
      return [
        {
          range: object.rangeOf([...container, 'imagePullPolicy']),
          message: `Never pulls nothing: on a node that does not have ${image} yet the container waits with ErrImageNeverPull.`,
          fixes: object.set([...container, 'imagePullPolicy'], 'IfNotPresent'),
        },
      ];
    });
  },
};

function isOpen({ ports: open }: Listening, port: number, protocol: Protocol): boolean {
  return open.some((each) => each.port === port && each.protocol === protocol);
}

function declares({ ports: declared = [] }: Container, port: number): boolean {
  return declared.some(({ containerPort }) => containerPort === port);
}

function listensOn(container: Container, listening: Listening): string {
  return `${programName(container)} listens on ${ports(listening)}`;
}

function ports({ ports: open }: Listening): string {
  return [...new Set(open.map(({ port }) => port))].join(' and ');
}
