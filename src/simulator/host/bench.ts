// npm run bench: what the engine, the API server and the cluster cost, and how that grows with their size. Figures in CPU time, not tests.
//   npm run bench                    about two minutes
//   npm run bench -- --pods 1000     these sizes of cluster only
//   npm run bench -- --huge          also 150,000 pods on 5,000 nodes with 10,000 Services: long, and gigabytes

import process from 'node:process';
import { measureApiServer, measureWatches } from './benchApiServer.ts';
import { measureCluster, measurePodChange, measureRequest } from './benchCluster.ts';
import { measureEngine } from './benchEngine.ts';
import { printTable } from './benchFigures.ts';

const RECORDS = [1_000, 10_000, 150_000];
const PODS = [100, 500, 1_000, 10_000];
const HUGE = { pods: 150_000, nodes: 5_000, services: 10_000 };

const pods = podCounts();
if (!pods) {
  printTable('Engine: one write and one wakeup a step', RECORDS.map(measureEngine));
  measureApiServer(1_000);
  printTable('API server', RECORDS.map(measureApiServer));
  printTable('Watches', [10, 1_000, 10_000].map(measureWatches));
}
const sizes = [
  ...(pods ?? PODS).map((count) => ({ pods: count })),
  ...(process.argv.includes('--huge') ? [HUGE] : []),
];
// The first cluster runs while the code is still being compiled.
measureCluster({ pods: 100 });
printTable('Cluster: pods behind a Service', sizes.map(measureCluster));
if (!pods) {
  printTable('Requests', [2, 100].map(measureRequest));
  printTable('Changes of pods', [10, 10_000].map(measurePodChange));
}

/** `--pods 1000,10000`. */
function podCounts(): number[] | undefined {
  const at = process.argv.indexOf('--pods');
  return at < 0 ? undefined : (process.argv[at + 1] ?? '').split(',').map(Number);
}
