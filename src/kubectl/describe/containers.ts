// Containers in the description of a pod, as kubectl 1.3 prints them.

import type {
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
  Probe,
} from '../../cluster/api/core/v1/objects.ts';
import { formatTime } from './times.ts';

export function containerLines(pod: Pod): string[] {
  return pod.spec.containers.flatMap((container) => {
    const status = pod.status.containerStatuses?.find(({ name }) => name === container.name);
    return [
      `  ${container.name}:`,
      ...(status ? [`    Container ID:\t${status.containerID ?? ''}`] : []),
      `    Image:\t${container.image}`,
      ...(status ? [`    Image ID:\t${status.imageID}`] : []),
      portLine(container),
      ...wordLines('Command', container.command),
      ...wordLines('Args', container.args),
      ...resourceLines('Limits', container),
      ...resourceLines('Requests', container),
      ...(status ? statusLines(status) : []),
      ...probeLines('Liveness', container.livenessProbe),
      ...probeLines('Readiness', container.readinessProbe),
      ...environmentLines(container, pod),
    ];
  });
}

function portLine({ ports = [] }: Container): string {
  const texts = ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`);
  return `    ${texts.length > 1 ? 'Ports' : 'Port'}:\t${texts.join(', ')}`;
}

function wordLines(title: string, words: readonly string[] = []): string[] {
  return words.length === 0 ? [] : [`    ${title}:`, ...words.map((word) => `      ${word}`)];
}

function resourceLines(title: 'Limits' | 'Requests', { resources }: Container): string[] {
  const amounts = (resources as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[
    title.toLowerCase()
  ];
  const names = Object.keys(amounts ?? {}).sort();
  if (names.length === 0) return [];
  return [`    ${title}:`, ...names.map((name) => `      ${name}:\t${String(amounts?.[name])}`)];
}

function statusLines({ state, lastState, ready, restartCount }: ContainerStatus): string[] {
  return [
    ...stateLines('State', state),
    ...(lastState.terminated ? stateLines('Last State', lastState) : []),
    `    Ready:\t${ready ? 'True' : 'False'}`,
    `    Restart Count:\t${restartCount}`,
  ];
}

export function stateLines(
  title: string,
  { running, waiting, terminated }: ContainerState,
): string[] {
  if (running) {
    return [`    ${title}:\tRunning`, `      Started:\t${formatTime(running.startedAt)}`];
  }
  if (waiting || !terminated) {
    const reason = waiting?.reason ? [`      Reason:\t${waiting.reason}`] : [];
    return [`    ${title}:\tWaiting`, ...reason];
  }
  const { reason, message, exitCode, signal, startedAt, finishedAt } = terminated;
  return [
    `    ${title}:\tTerminated`,
    ...(reason ? [`      Reason:\t${reason}`] : []),
    ...(message ? [`      Message:\t${message}`] : []),
    `      Exit Code:\t${exitCode}`,
    ...(signal ? [`      Signal:\t${signal}`] : []),
    `      Started:\t${formatTime(startedAt)}`,
    `      Finished:\t${formatTime(finishedAt)}`,
  ];
}

function probeLines(title: string, probe: Probe | undefined): string[] {
  return probe ? [`    ${title}:\t${formatProbe(probe)}`] : [];
}

function formatProbe(probe: Probe): string {
  const attributes = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  if (probe.exec) return `exec [${probe.exec.command.join(' ')}] ${attributes}`;
  if (probe.httpGet) {
    const { scheme = '', host = '', port, path = '' } = probe.httpGet;
    const slash = path !== '' && !path.startsWith('/') ? '/' : '';
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${slash}${path} ${attributes}`;
  }
  if (probe.tcpSocket) return `tcp-socket :${probe.tcpSocket.port} ${attributes}`;
  return `unknown ${attributes}`;
}

interface EnvironmentSource {
  readonly fieldRef?: { readonly apiVersion?: string; readonly fieldPath: string };
  readonly secretKeyRef?: { readonly name: string; readonly key: string };
  readonly configMapKeyRef?: { readonly name: string; readonly key: string };
}

function environmentLines({ env = [] }: Container, pod: Pod): string[] {
  if (env.length === 0) return ['    Environment Variables:\t<none>'];
  return [
    '    Environment Variables:',
    ...env.flatMap((variable) => {
      const valueFrom = variable.valueFrom as unknown as EnvironmentSource | undefined;
      const text = valueFrom ? sourceText(valueFrom, pod) : (variable.value ?? '');
      return text === undefined ? [] : [`      ${variable.name}:\t${text}`];
    }),
  ];
}

function sourceText(source: EnvironmentSource, pod: Pod): string | undefined {
  const { fieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef) {
    const { apiVersion = 'v1', fieldPath } = fieldRef;
    return `${fieldOf(pod, fieldPath)} (${apiVersion}:${fieldPath})`;
  }
  if (secretKeyRef) {
    return `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>`;
  }
  return configMapKeyRef
    ? `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>`
    : undefined;
}

/** The fields of a pod that its environment can name. */
function fieldOf({ metadata, status, spec }: Pod, path: string): string {
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.labels': mapText(metadata.labels),
    'metadata.annotations': mapText(metadata.annotations),
    'spec.nodeName': spec.nodeName,
    'status.podIP': status.podIP,
  };
  return fields[path] ?? '';
}

function mapText(map: Readonly<Record<string, string>> = {}): string {
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}
