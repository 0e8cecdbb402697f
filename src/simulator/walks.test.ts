// Many random seeds of what people do, in any order and back and forth: invariants hold after every step, and where one has
// come by detours is the same as where one comes straight.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstFiles } from './firstFiles.ts';
import { Simulation } from './simulation.ts';

const lines = [
  'kubectl apply -f webapp-rc.yaml',
  'kubectl expose rc webapp',
  'kubectl scale rc webapp --replicas=3',
  'kubectl scale rc webapp --replicas=0',
  'kubectl delete rc webapp',
  'kubectl delete svc webapp',
  'kubectl delete pods -l app=webapp',
  'kubectl get pods -o wide',
  'curl 172.17.1.2:8080',
  'sleep 3',
] as const;

const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ line: fc.constantFrom(...lines) }) },
  { weight: 3, arbitrary: fc.record({ forward: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 80 }) }) },
  { weight: 1, arbitrary: fc.record({ seek: fc.integer({ min: 0, max: 40_000 }) }) },
);

function check(simulation: Simulation): void {
  const pods = simulation.objects('Pod');
  const addresses = pods.flatMap(({ status }) => status?.podIP ?? []);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const { subsets } of simulation.objects('Endpoints')) {
    for (const { addresses: ready } of subsets) expect(ready?.length).not.toBe(0);
  }
  const clusterIPs = simulation.objects('Service').map(({ spec }) => spec.clusterIP);
  expect(new Set(clusterIPs).size).toBe(clusterIPs.length);
}

test('detours change nothing, and no address is given twice', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), fc.nat(1000), (moves, seed) => {
      const simulation = new Simulation({ seed, files: firstFiles, journalBudgetBytes: 400_000 });
      const { history } = simulation;
      for (const each of moves) {
        if ('line' in each) simulation.submit({ type: 'line', line: each.line });
        else if ('back' in each) for (let n = 0; n < each.back; n++) history.back();
        else if ('seek' in each) history.seekTime(each.seek);
        else {
          for (let n = 0; n < each.forward && history.forward(); n++) check(simulation);
        }
      }
      const here = history.step;
      const digest = history.digest();
      const straight = new Simulation({ seed, files: firstFiles });
      for (const { command, step, time } of history.commands()) {
        if (step > here) break;
        straight.history.seekStep(step - 1);
        if (straight.now < time) straight.history.seekTime(time);
        straight.submit(command);
      }
      straight.history.seekStep(here);
      expect([straight.step, straight.history.digest()]).toEqual([here, digest]);
      history.seekStep(0);
      history.seekStep(here);
      expect(history.digest()).toBe(digest);
    }),
    { numRuns: Number(process.env['SEEDS'] ?? 40) },
  );
});
