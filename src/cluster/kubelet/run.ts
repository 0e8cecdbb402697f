// A container's program as the kubelet calls it: what it may see, and what becomes of the acts that it asks for.

import type { Action } from '../apiserver/client.ts';
import type { Dial, ListeningSocket, Outcome } from '../network/connection.ts';
import type { ContainerRecord } from '../network/container.ts';
import type { Act, Play, Program, Run } from '../network/program.ts';
import { askAgain, closeWaiting } from '../network/waiting.ts';
import { assert } from '../../engine/assert.ts';
import { bind } from './bind.ts';
import type { ContainerStep, KubeletContext, Subject } from './context.ts';
import { variablesOf } from './environment.ts';
import { listFiles, readFile, removeFilesOf, writeFile } from './files.ts';
import { wakeupKey } from './keys.ts';
import { appendLog } from './logs.ts';
import { awaitProbes } from './probeTicker.ts';
import { containerKey, MEMORY, remove, SOCKETS, write } from './tables.ts';

/** Lets a running program do what it does by itself until now, with what came of the connection that it opened. */
export function playProgram(
  context: KubeletContext,
  subject: Subject,
  outcomes: readonly Outcome[] = [],
): ContainerStep {
  const { record } = subject;
  const run = runOf(context, subject, outcomes);
  const program = programOf(context, subject);
  const play = program.play(run);
  const acts = bind(context, subject, { program, acts: play.acts });
  const exit = acts.find((act) => act.type === 'exit');
  const actions = [...carryOut(context, subject, acts), ...remember(context, record, play)];
  if (exit) {
    return {
      record: exited(record, exit.at, exit.exitCode),
      actions: [...actions, ...cleanUp(context, record)],
    };
  }
  if (play.isNews) actions.push(...awaitProbes(context, subject));
  if (play.dial) actions.push(dial(context, subject, play.dial));
  return {
    record: acts.length === 0 ? record : { ...record, playedUntil: context.view.now },
    actions,
    ...(play.nextAt === undefined ? {} : { nextAt: play.nextAt }),
    ...(play.nextQuietAt === undefined ? {} : { nextQuietAt: play.nextQuietAt }),
  };
}

/** Prints, listens, writes files. */
export function carryOut(
  context: KubeletContext,
  { pod, container, record }: Subject,
  acts: readonly Act[],
): Action[] {
  const { view, machine } = context;
  const lines = acts.filter((act) => act.type === 'print');
  const others = acts.flatMap((act): Action[] => {
    switch (act.type) {
      case 'listen': {
        const socket: ListeningSocket = {
          node: machine.name,
          pod: record.pod,
          container: record.name,
          address: act.address ?? '0.0.0.0',
          port: act.port,
          protocol: act.protocol ?? 'TCP',
          program: programOf(context, { container, record }).name,
          isHostNetwork: pod.spec.hostNetwork === true,
          since: view.now,
        };
        return [write(SOCKETS, socketKey(socket), socket)];
      }
      case 'write':
        return [writeFile(machine.name, { container, record }, act)];
      default:
        return [];
    }
  });
  return [...appendLog(view, machine.name, record, lines), ...others];
}

/** Opens a connection at the container's place; the program is told what comes of it. */
function dial({ machine }: KubeletContext, { record }: Subject, connection: Dial): Action {
  const { pod, name, startedAt = 0 } = record;
  const occasion = { type: 'outcome', container: name, startedAt } as const;
  const key = wakeupKey(machine.name, pod, { occasion, isQuiet: connection.isEndless === true });
  return {
    type: 'connect',
    connection: {
      ...connection,
      from: { node: machine.name, pod },
      owner: containerKey(machine.name, pod, name),
      replyTo: { component: 'kubelet', key },
    },
  };
}

export function runOf(
  context: KubeletContext,
  subject: Subject,
  outcomes: readonly Outcome[] = [],
): Run {
  const { view, machine } = context;
  const { container, record } = subject;
  const { startedAt = view.now } = record;
  return {
    container,
    pod: record.pod,
    podIP: record.podIP,
    startedAt,
    now: view.now,
    playedUntil: record.playedUntil ?? startedAt - 1,
    memory: view.read<object>(MEMORY, containerKey(machine.name, record.pod, record.name)),
    variables: () => variablesOf(view, machine, subject),
    readFile: (path) =>
      readFile(view, machine.name, subject, path) ?? imageFile(context, subject, path),
    listFiles: (folder) => listFiles(view, machine.name, subject, folder),
    outcomes,
  };
}

function imageFile(context: KubeletContext, subject: Subject, path: string): string | undefined {
  return programOf(context, subject).files?.[path];
}

export function programOf(
  { images }: Pick<KubeletContext, 'images'>,
  { container, record }: Pick<Subject, 'container' | 'record'>,
): Program {
  const image = images.find(record.image);
  assert(!('pullError' in image), 'a running container has an image that could be pulled');
  const program = image.programOf(container);
  assert(!('startError' in program), 'a running container has a program that could be started');
  return program;
}

/** Takes away what only a running container has. */
export function cleanUp(
  { view, machine }: Pick<KubeletContext, 'view' | 'machine'>,
  record: ContainerRecord,
): Action[] {
  const key = containerKey(machine.name, record.pod, record.name);
  return [
    ...remove(view, SOCKETS, `${key} `),
    ...closeWaiting(view, key),
    ...removeFilesOf(view, key),
    write(MEMORY, key, undefined),
  ];
}

/** The record of a container that has ended. */
export function exited(
  record: ContainerRecord,
  at: number,
  exitCode: number,
  startError?: string,
): ContainerRecord {
  const { containerID, startedAt = at, playedUntil: _, stopping: __, last, ...rest } = record;
  if (containerID === undefined) return { ...rest, phase: 'exited' };
  return {
    ...rest,
    ...(rest.isReady === undefined ? {} : { isReady: false }),
    containerID,
    phase: 'exited',
    since: at,
    last: {
      containerID,
      startedAt,
      finishedAt: at,
      exitCode,
      ...(startError === undefined ? {} : { startError }),
    },
    ...(last ? { lastBefore: last } : {}),
  };
}

function remember(
  { view, machine }: KubeletContext,
  record: ContainerRecord,
  { memory }: Pick<Play, 'memory'>,
): Action[] {
  const key = containerKey(machine.name, record.pod, record.name);
  if (memory === undefined || memory === view.read(MEMORY, key)) return [];
  return [write(MEMORY, key, memory), ...askAgain(view, key)];
}

function socketKey({ node, pod, container, protocol, port }: ListeningSocket): string {
  return `${node} ${pod} ${container} ${port}${protocol === 'UDP' ? '/udp' : ''}`;
}
