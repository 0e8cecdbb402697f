// On which ports the program of a container listens: it is run, in thought, for a minute.

import type { Container, Protocol } from '../../cluster/api/core/v1/objects.ts';
import type { ImageCatalogue, Program } from '../../cluster/network/program.ts';

/** By then every program of the catalogue has begun to listen, virtual ms. */
const WARM_UP_MS = 60_000;

export interface Listening {
  /** What is run does not ask the manifest where to listen. */
  readonly isKnown: boolean;
  readonly ports: readonly { readonly port: number; readonly protocol: Protocol }[];
}

/** Undefined when the container cannot start. */
export function listeningOf(images: ImageCatalogue, container: Container): Listening | undefined {
  const image = images.find(container.image || '');
  if ('pullError' in image) return undefined;
  const program = image.programOf(container);
  if ('startError' in program) return undefined;
  return { isKnown: program.name !== 'plain', ports: portsOf(program, container) };
}

function portsOf(program: Program, container: Container): Listening['ports'] {
  const { acts } = program.play({
    container,
    pod: 'default/thought',
    podIP: '172.17.1.2',
    startedAt: 0,
    now: WARM_UP_MS,
    playedUntil: -1,
    memory: undefined,
    variables: () => [],
    readFile: () => undefined,
    listFiles: () => [],
    outcomes: [],
  });
  return acts.flatMap((act) =>
    act.type === 'listen' ? [{ port: act.port, protocol: act.protocol ?? 'TCP' }] : [],
  );
}

/** The last part of an image's name, without its tag: tomcat. */
export function programName({ image }: Container): string {
  return (image ?? '').replace(/^.*\//, '').replace(/:.*$/, '');
}
