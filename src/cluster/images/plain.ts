// What an image does that the catalogue does not know: it serves HTTP on every containerPort and names its pod.

import type { Program } from '../network/program.ts';
import { page, podNameOf } from './httpServer.ts';
import { listen, playTimeline } from './timeline.ts';

const START_MS = 200;

export const plain: Program = {
  name: 'plain',
  stopMs: 300,
  play: (run) =>
    playTimeline(run, [
      {
        afterMs: START_MS,
        acts: () =>
          (run.container.ports ?? []).map(({ containerPort, protocol }) =>
            listen({ port: containerPort, protocol }),
          ),
      },
    ]),
  respond: (_request, server) => page(server, { body: `${podNameOf(server.socket)}\n` }),
};
