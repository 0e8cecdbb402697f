// The image kube2sky as far as the kubelet sees it: it serves /readiness on port 8081 once it has heard of the kubernetes
// Service, whatever the container's ports say.

import type { Program } from '../network/program.ts';
import { page } from './httpServer.ts';
import { listen, playTimeline } from './timeline.ts';

const PORT = 8081;
const START_MS = 1_000;

export const kube2sky: Program = {
  name: 'kube2sky',
  stopMs: 100,
  play: (run) => playTimeline(run, [{ afterMs: START_MS, acts: () => [listen({ port: PORT })] }]),
  respond: ({ path }, server) =>
    path === '/readiness'
      ? page(server, { body: 'ok\n' })
      : page(server, { status: 404, reason: 'Not Found', body: '404 page not found\n' }),
};
