// kubectl logs [-f] [-p] POD [-c CONTAINER].

import { formatTimestamp, parseTimestamp } from '../../cluster/api/calendar.ts';
import type { Pod } from '../../cluster/api/core/v1/objects.ts';
import type { LogLine } from '../../cluster/network/container.ts';
import { parseDuration } from '../durations.ts';
import {
  finish,
  isFailure,
  isSuccess,
  mistake,
  refusal,
  usageMistake,
  type Failure,
} from '../failures.ts';
import {
  now,
  print,
  request,
  sleep,
  type ContainerOutput,
  type Part,
  type Program,
} from '../process.ts';
import { badRequest } from '../statuses.ts';
import type { Command, Invocation } from './command.ts';

/** How often -f looks for new lines. */
const POLL_MS = 500;

const USAGE =
  "expected 'logs POD_NAME [CONTAINER_NAME]'.\nPOD_NAME is a required argument for the logs command";

export const logs: Command = {
  name: 'logs',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  const [podName, containerName, ...more] = args.words;
  if (podName === undefined || more.length > 0) return yield* finish(usageMistake('logs', USAGE));
  const window = yield* windowOf(invocation);
  if (isFailure(window)) return yield* finish(window);
  const found = yield* findContainer(invocation, podName, args.text('container') || containerName);
  if (isFailure(found)) return yield* finish(found);
  return yield* show(invocation, found, window);
}

/** Which lines are wanted. */
interface Window {
  /** Virtual ms; lines from then on. */
  readonly since: number;
  /** The last so many; below 0 all. */
  readonly tail: number;
}

function* windowOf({ args }: Invocation): Part<Window | Failure> {
  const since = args.text('since') ?? '';
  const sinceTime = args.text('since-time') ?? '';
  if (since !== '' && sinceTime !== '') {
    return mistake('only one of sinceTime or sinceSeconds can be provided');
  }
  const tail = args.number('tail') ?? -1;
  const ms = parseDuration(since) ?? 0;
  if (ms > 0) return { since: (yield* now()) - ms, tail };
  if (sinceTime === '') return { since: 0, tail };
  const time = parseTimestamp(sinceTime);
  return Number.isNaN(time)
    ? mistake(
        `parsing time "${sinceTime}" as "2006-01-02T15:04:05Z07:00": cannot parse "${sinceTime}" as "2006"`,
      )
    : { since: time, tail };
}

interface Found {
  readonly pod: string;
  readonly container: string;
}

function* findContainer(
  { args, namespace }: Invocation,
  podName: string,
  wanted: string | undefined,
): Part<Found | Failure> {
  const path = `/api/v1/namespaces/${namespace}/pods/${podName}`;
  const response = yield* request({ method: 'GET', path });
  if (!isSuccess(response)) return refusal(response);
  const pod = response.body as Pod;
  const names = pod.spec.containers.map(({ name }) => name);
  if (wanted === undefined && names.length > 1) {
    return badRequest(
      `a container name must be specified for pod ${podName}, choose one of: [${names.join(' ')}]`,
    );
  }
  const container = wanted ?? names[0] ?? '';
  if (!names.includes(container)) {
    return badRequest(`container ${container} is not valid for pod ${podName}`);
  }
  if (!pod.spec.nodeName) return badRequest(`pod ${podName} does not have a host assigned`);
  return (
    whyNoLog(pod, container, args.isOn('previous')) ?? { pod: `${namespace}/${podName}`, container }
  );
}

/** A container that has not run has no log; nor has one before the first. */
function whyNoLog(
  { metadata, status }: Pod,
  name: string,
  isPrevious: boolean,
): Failure | undefined {
  const found = status.containerStatuses?.find((each) => each.name === name);
  const shown = `container "${name}" in pod "${metadata.name}"`;
  if (!found) return badRequest(`${shown} is not available`);
  if (isPrevious) {
    return found.lastState?.terminated
      ? undefined
      : badRequest(`previous terminated ${shown} not found`);
  }
  const { waiting } = found.state ?? {};
  return waiting && !found.lastState?.terminated
    ? badRequest(`${shown} is waiting to start: ${waiting.reason ?? ''}`)
    : undefined;
}

function* show({ args }: Invocation, { pod, container }: Found, window: Window): Program {
  const isPrevious = args.isOn('previous');
  let after = window.since - 1;
  let isFirst = true;
  for (;;) {
    const output = (yield { type: 'log', pod, container, isPrevious, after }) as ContainerOutput;
    const { lines } = output;
    const shown = isFirst && window.tail >= 0 ? lastOf(lines, window.tail) : lines;
    const text = shown.map((line) => formatLine(line, args.isOn('timestamps'))).join('');
    const limit = args.number('limit-bytes') ?? 0;
    yield* print(limit > 0 ? text.slice(0, limit) : text);
    after = lines.at(-1)?.at ?? after;
    isFirst = false;
    if (!args.isOn('follow') || isPrevious || !output.isRunning) return 0;
    yield* sleep(POLL_MS);
  }
}

function lastOf(lines: readonly LogLine[], count: number): readonly LogLine[] {
  return count === 0 ? [] : lines.slice(-count);
}

/** Docker counts nanoseconds; here the clock ticks in milliseconds. */
function formatLine({ at, text }: LogLine, hasTime: boolean): string {
  if (!hasTime) return `${text}\n`;
  const fraction = String(at % 1000).padStart(3, '0');
  return `${formatTimestamp(at).replace('Z', `.${fraction}000000Z`)} ${text}\n`;
}
