// The containers of a node as Docker lists them: those of pods, dead ones too, and the pause container of each pod.

import type { Pod } from '../../../../cluster/api/core/v1/objects.ts';
import type { ContainerRecord, Sandbox } from '../../../../cluster/network/container.ts';
import { dockerName, PAUSE, PAUSE_IMAGE, pauseID } from '../../../../cluster/network/docker.ts';
import type { Part } from '../../../process.ts';

export interface ListedContainer {
  readonly id: string;
  readonly image: string;
  readonly command: string;
  /** Virtual ms. */
  readonly createdAt: number;
  readonly name: string;
  /** namespace/name. */
  readonly pod: string;
  readonly container: string;
  readonly ports: string;
  /** Missing while it runs. */
  readonly exited?: { readonly at: number; readonly code: number };
}

/** Newest first. */
export function* containersOn(node: string): Part<ListedContainer[]> {
  const records = yield* scan<ContainerRecord>('containers', `${node} `);
  const sandboxes = yield* scan<Sandbox>('sandboxes', `${node} `);
  const pods = new Map((yield* scan<Pod>('Pod', '')).map(([key, pod]) => [key, pod]));
  const listed = [
    ...records.flatMap(([, record]) => runsOf(record, pods.get(record.pod))),
    ...sandboxes.flatMap(([key, sandbox]) => pauseOf(key.slice(node.length + 1), sandbox)),
  ];
  return listed.sort((one, other) => other.createdAt - one.createdAt);
}

function* scan<T>(table: string, prefix: string): Part<readonly (readonly [string, T])[]> {
  return (yield { type: 'scan', table, prefix }) as readonly (readonly [string, T])[];
}

/** The one that runs, and the last dead one. */
function runsOf(record: ContainerRecord, pod: Pod | undefined): ListedContainer[] {
  const { containerID, startedAt, last, phase, image } = record;
  const spec = pod?.spec.containers.find(({ name }) => name === record.name);
  const words = [...(spec?.command ?? []), ...(spec?.args ?? [])];
  const shared = {
    image,
    command: words.length > 0 ? words.join(' ') : image.replace(/^.*\/|:.*$/g, ''),
    pod: record.pod,
    container: record.name,
    ports: '',
  };
  const running: ListedContainer[] =
    phase === 'running' && containerID !== undefined
      ? [
          {
            ...shared,
            id: containerID,
            createdAt: startedAt ?? 0,
            name: dockerName(record, containerID),
          },
        ]
      : [];
  const dead: ListedContainer[] = last
    ? [
        {
          ...shared,
          id: last.containerID,
          createdAt: last.startedAt,
          name: dockerName(record, last.containerID),
          exited: { at: last.finishedAt, code: last.exitCode },
        },
      ]
    : [];
  return [...running, ...dead];
}

function pauseOf(pod: string, sandbox: Sandbox): ListedContainer[] {
  if (sandbox.remakeAt !== undefined) return [];
  const id = pauseID(sandbox);
  return [
    {
      id,
      image: PAUSE_IMAGE,
      command: '/pause',
      createdAt: sandbox.readyAt,
      name: dockerName({ pod, podUID: sandbox.uid, name: PAUSE }, id),
      pod,
      container: PAUSE,
      ports: (sandbox.hostPorts ?? [])
        .map(
          ({ hostIP, hostPort, containerPort, protocol }) =>
            `${hostIP ?? '0.0.0.0'}:${hostPort}->${containerPort}/${protocol.toLowerCase()}`,
        )
        .join(', '),
    },
  ];
}
