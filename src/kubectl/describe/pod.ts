// The description of a pod, as kubectl 1.3 prints it.

import { formatRFC1123, parseTimestamp } from '../../cluster/api/calendar.ts';
import type {
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
  Probe,
} from '../../cluster/api/core/v1/objects.ts';
import type { Timestamp } from '../../cluster/api/meta.ts';

export function describePod(pod: Pod): string {
  const { metadata, spec, status } = pod;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  const labels = Object.entries(metadata.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Node:\t${spec.nodeName ?? ''}/${status.hostIP ?? ''}`,
    ...(status.startTime ? [`Start Time:\t${time(status.startTime)}`] : []),
    ...(labels.length === 0 ? ['Labels:\t<none>'] : []),
    ...labels.map(([key, value], index) => `${index === 0 ? 'Labels:' : ''}\t${key}=${value}`),
    ...(deletionTimestamp
      ? [
          `Status:\tTerminating (expires ${time(deletionTimestamp)})`,
          `Termination Grace Period:\t${deletionGracePeriodSeconds}s`,
        ]
      : [`Status:\t${status.phase ?? ''}`]),
    ...(status.reason ? [`Reason:\t${status.reason}`] : []),
    ...(status.message ? [`Message:\t${status.message}`] : []),
    `IP:\t${status.podIP ?? ''}`,
    `Controllers:\t${controllerOf(pod)}`,
    'Containers:',
    ...spec.containers.flatMap((container) =>
      describeContainer(
        container,
        status.containerStatuses?.find(({ name }) => name === container.name),
      ),
    ),
    ...(status.conditions && status.conditions.length > 0
      ? [
          'Conditions:',
          '  Type\tStatus',
          ...status.conditions.map(({ type, status: is }) => `  ${type} \t${is} `),
        ]
      : []),
    describeVolumes(spec.volumes),
    'QoS Tier:\tBestEffort',
    '',
  ];
  return lines.join('\n');
}

export function describeVolumes(volumes: Pod['spec']['volumes']): string {
  if (!volumes || volumes.length === 0) return 'No volumes.';
  const lines = volumes.flatMap((volume) => [
    `  ${String(volume.name)}:`,
    ...('emptyDir' in volume
      ? [
          "    Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
          '    Medium:\t',
        ]
      : ['    Type:\t<unknown>']),
  ]);
  return ['Volumes:', ...lines].join('\n');
}

function describeContainer(container: Container, status: ContainerStatus | undefined): string[] {
  const { ports = [], command = [], args = [], env = [] } = container;
  const portTexts = ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`);
  const limits = (container.resources as { limits?: Record<string, string> }).limits ?? {};
  const requests = (container.resources as { requests?: Record<string, string> }).requests ?? {};
  return [
    `  ${container.name}:`,
    ...(status?.containerID === undefined && !status
      ? []
      : [`    Container ID:\t${status.containerID ?? ''}`]),
    `    Image:\t${container.image}`,
    ...(status ? [`    Image ID:\t${status.imageID}`] : []),
    portTexts.length > 1
      ? `    Ports:\t${portTexts.join(', ')}`
      : `    Port:\t${portTexts[0] ?? ''}`,
    ...(command.length > 0 ? ['    Command:', ...command.map((word) => `      ${word}`)] : []),
    ...(args.length > 0 ? ['    Args:', ...args.map((word) => `      ${word}`)] : []),
    ...resourceLines('Limits', limits),
    ...resourceLines('Requests', requests),
    ...(status
      ? [
          ...stateLines('State', status.state),
          ...(Object.keys(status.lastState).length > 0
            ? stateLines('Last State', status.lastState)
            : []),
          `    Ready:\t${status.ready ? 'True' : 'False'}`,
          `    Restart Count:\t${status.restartCount}`,
        ]
      : []),
    ...(container.livenessProbe ? [`    Liveness:\t${formatProbe(container.livenessProbe)}`] : []),
    ...(container.readinessProbe
      ? [`    Readiness:\t${formatProbe(container.readinessProbe)}`]
      : []),
    ...(env.length === 0
      ? ['    Environment Variables:\t<none>']
      : [
          '    Environment Variables:',
          ...env.map(({ name, value }) => `      ${name}:\t${value ?? ''}`),
        ]),
  ];
}

function resourceLines(title: string, resources: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(resources).sort();
  return names.length === 0
    ? []
    : [`    ${title}:`, ...names.map((name) => `      ${name}:\t${resources[name]}`)];
}

function stateLines(title: string, { running, waiting, terminated }: ContainerState): string[] {
  if (running) {
    return [`    ${title}:\tRunning`, `      Started:\t${time(running.startedAt)}`];
  }
  if (terminated) {
    return [
      `    ${title}:\tTerminated`,
      ...(terminated.reason ? [`      Reason:\t${terminated.reason}`] : []),
      ...(terminated.message ? [`      Message:\t${terminated.message}`] : []),
      `      Exit Code:\t${terminated.exitCode}`,
      `      Started:\t${time(terminated.startedAt)}`,
      `      Finished:\t${time(terminated.finishedAt)}`,
    ];
  }
  return [
    `    ${title}:\tWaiting`,
    ...(waiting?.reason ? [`      Reason:\t${waiting.reason}`] : []),
  ];
}

function formatProbe(probe: Probe): string {
  const numbers = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds}s period=${probe.periodSeconds}s #success=${probe.successThreshold} #failure=${probe.failureThreshold}`;
  if (probe.exec) return `exec [${probe.exec.command.join(' ')}] ${numbers}`;
  if (probe.tcpSocket) return `tcp-socket :${probe.tcpSocket.port} ${numbers}`;
  const { scheme = 'HTTP', host = '', port = '', path = '' } = probe.httpGet ?? {};
  return `http-get ${scheme.toLowerCase()}://${host}:${port}${path} ${numbers}`;
}

/** From the annotation that its controller left. */
function controllerOf({ metadata }: Pod): string {
  const text = metadata.annotations?.['kubernetes.io/created-by'];
  if (!text) return '<none>';
  try {
    const { reference } = JSON.parse(text) as { reference: { kind: string; name: string } };
    return `${reference.kind}/${reference.name}`;
  } catch {
    return '<none>';
  }
}

function time(timestamp: Timestamp): string {
  return formatRFC1123(parseTimestamp(timestamp));
}
