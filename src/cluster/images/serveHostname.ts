// The image gcr.io/google_containers/serve_hostname: answers every request on port 9376 with the name of its pod.

import type { Program } from '../network/program.ts';
import { page, podNameOf } from './httpServer.ts';
import { listen, playTimeline, print } from './timeline.ts';

const PORT = 9376;

export const serveHostname: Program = {
  name: 'serve_hostname',
  stopMs: 50,
  play: (run) =>
    playTimeline(run, [
      {
        afterMs: 100,
        acts: (at) => [listen({ port: PORT }), print(at, `Serving on port ${PORT}.`, 'stderr')],
      },
    ]),
  respond: (_request, server) => page(server, { body: podNameOf(server.socket) }),
};
