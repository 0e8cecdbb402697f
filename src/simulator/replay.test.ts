// A world is computed again from its record: on every branch, at the same step, to the same bytes.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newWorld, readWorldRecord, type BranchRecord, type WorldRecord } from './record.ts';
import { replay } from './replay.ts';
import { firstFiles } from './firstFiles.ts';
import { Simulation } from './simulation.ts';
import { VERSION } from './version.ts';

/** The record of a world, as the page keeps it. */
function recordOf({ history }: Simulation): WorldRecord {
  return {
    ...newWorld(),
    branches: history
      .branches()
      .map(({ parent, forkStep, forkTime, end, endTime, commands }): BranchRecord => ({
        ...(parent === undefined ? {} : { parent }),
        forkStep,
        forkTime,
        end,
        endTime,
        commands,
      })),
    current: history.branches().findIndex(({ current }) => current),
    at: { step: history.step, time: history.now },
    digest: history.digest(),
  };
}

function newStory(): Simulation {
  const simulation = new Simulation({ files: firstFiles });
  simulation.run('kubectl apply -f webapp-rc.yaml');
  simulation.runUntilIdle();
  simulation.run('kubectl expose rc webapp');
  simulation.history.seekTime(simulation.now + 12_345);
  return simulation;
}

function again(record: WorldRecord) {
  const pieces = replay(JSON.parse(JSON.stringify(record)) as WorldRecord);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

describe('the record of a world', () => {
  test('gives the same world again', () => {
    const simulation = newStory();
    const { simulation: copy, isExact } = again(recordOf(simulation));
    expect(isExact).toBe(true);
    expect(copy.history.digest()).toBe(simulation.history.digest());
    expect(copy.now).toBe(simulation.now);
    expect(recordOf(copy)).toEqual(recordOf(simulation));
  });

  test('gives branches again, and where one stood in the past', () => {
    const simulation = newStory();
    const { history } = simulation;
    history.seekTime(5_000);
    simulation.run('kubectl scale rc webapp --replicas=5');
    simulation.runUntilIdle();
    history.switchTo(0);
    history.seekStep(history.step - 30);
    simulation.run('kubectl delete pods --all');
    history.seekTime(7_000);
    const record = recordOf(simulation);
    expect(record.branches).toHaveLength(3);
    const { simulation: copy, isExact } = again(record);
    expect(isExact).toBe(true);
    expect(recordOf(copy)).toEqual(record);
    for (const branch of [0, 1, 2]) {
      for (const each of [simulation, copy]) {
        each.history.switchTo(branch);
        each.history.seekEnd();
      }
      expect(copy.history.digest()).toBe(simulation.history.digest());
    }
  });

  test('is replayed by time where the steps of this engine are others', () => {
    const simulation = newStory();
    const record = recordOf(simulation);
    const shifted = record.branches.map((branch) => ({
      ...branch,
      end: branch.end + 9,
      commands: branch.commands.map((each) => ({ ...each, step: each.step + 9 })),
    }));
    const { simulation: copy, isExact } = again({
      ...record,
      branches: shifted,
      at: { ...record.at, step: record.at.step + 9 },
    });
    expect(isExact).toBe(false);
    expect(copy.now).toBe(simulation.now);
    expect(copy.history.digest()).toBe(simulation.history.digest());
  });

  test('says so when the outcome is another one', () => {
    const record = { ...recordOf(newStory()), digest: '0000000000000000' };
    expect(again(record).isExact).toBe(false);
  });

  test('is refused when it is none', () => {
    const record = recordOf(newStory());
    expect(readWorldRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    for (const wrong of [
      undefined,
      null,
      7,
      {},
      { ...record, profile: 'toString' },
      { ...record, seed: -1 },
      { ...record, nodes: 0 },
      { ...record, files: { a: 7 } },
      { ...record, current: 4 },
      { ...record, at: { step: 1.5, time: 0 } },
      { ...record, branches: [{ ...record.branches[0], parent: 0 }] },
      { ...record, branches: [{ ...record.branches[0], commands: [{ step: 1, time: 0 }] }] },
      {
        ...record,
        branches: [
          { ...record.branches[0], commands: [{ step: 1, time: 0, command: { type: 'other' } }] },
        ],
      },
    ]) {
      expect(readWorldRecord(wrong)).toBe('it is not the record of a world');
    }
    expect(readWorldRecord({ ...record, nodes: 5000 })).toMatch(/1000 is most/);
  });

  test('carries the version of the package', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(VERSION).toBe(manifest.version);
  });
});
