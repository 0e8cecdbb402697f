// The trace as it is shown is the trace as it was recorded: every rule at its depth, each translation behind its walk.

import { expect, test } from 'vitest';
import { firstFiles } from '../simulator/firstFiles.ts';
import { Simulation } from '../simulator/simulation.ts';
import type { Connection } from '../simulator/index.ts';
import { readSaved, stationsOf, usedRules } from './packetTrace.ts';

const simulation = new Simulation({ files: firstFiles });
simulation.run('kubectl apply -f webapp-rc.yaml');
simulation.runUntilIdle();
simulation.run('kubectl expose rc webapp');
simulation.runUntilIdle();
const address = simulation.objects('Service').find(({ metadata }) => metadata.name === 'webapp')
  ?.spec.clusterIP;
simulation.run(`curl ${address}:8080`);
const [connection] = simulation.history.world.table<Connection>('connections').values();
if (!connection) throw new Error('there is a connection');

test('a walk stands before its translation and that before the way', () => {
  const order = stationsOf(connection).map((station) =>
    station.type === 'walk' ? `${station.walk.table} ${station.walk.chain}` : station.hop.kind,
  );
  expect(order.slice(0, 6)).toEqual([
    'socket',
    'nat OUTPUT',
    'dnat',
    'filter OUTPUT',
    'nat POSTROUTING',
    'route',
  ]);
  expect(order).not.toContain('rule');
  expect(order.at(-1)).toBe('reply');
});

test('rules stand deeper than the rule that jumped to them, and are shortened', () => {
  const [walk] = stationsOf(connection).filter(({ type }) => type === 'walk');
  if (walk?.type !== 'walk') throw new Error('there is a walk');
  expect(walk.rows.map(({ depth }) => depth)).toEqual([
    0,
    1,
    1,
    2,
    ...walk.rows.slice(4).map(({ depth }) => depth),
  ]);
  const deepest = walk.rows.at(-1);
  expect(deepest?.depth).toBe(3);
  expect(deepest?.match).toBe('-p tcp');
  expect(deepest?.target).toMatch(/^-j DNAT --to-destination 172\.17\.\d\.2:8080$/);
  const draw = walk.rows.find(({ step }) => step.draw);
  expect(draw?.match).toBe('-m statistic --mode random --probability 0.50000000000');
});

test('the rules that were used are found in what iptables-save prints', () => {
  const saved = readSaved(simulation.run('iptables-save -c').stdout);
  const used = usedRules(connection, '192.168.18.3');
  const found = saved.filter(({ key }) => used.has(key));
  expect(found).toHaveLength(used.size);
  expect(found.every(({ packets }) => packets !== '0')).toBe(true);
  expect(found.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^-A KUBE-SERVICES -d .* -j KUBE-SVC-BL7FHTIPVYJBLWZN$/),
  );
});
