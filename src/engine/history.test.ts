import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History, type Machine } from './history.ts';
import type { World } from './world.ts';

interface Act {
  readonly name: string;
}

/** A small world whose every step writes, deletes, draws and wakes by what it finds. */
const machine: Machine<Act> = {
  start(world) {
    world.table<{ n: number }>('things');
    world.table<string>('names');
    world.wake('clock', 'tick', 5);
    world.wake('worker', 'a', 3);
  },
  command(world, { name }) {
    world.table<string>('names').set(name, `at ${world.now}`);
    world.wake('worker', name, world.now + (world.random('delay') % 7));
  },
  wake(world, { component, key, payload }) {
    if (component === 'clock') world.wake('clock', 'tick', world.now + 5);
    else work(world, key, payload);
  },
};

function work(world: World, key: string, payload: unknown): void {
  const things = world.table<{ n: number }>('things');
  const draw = world.random('work');
  const name = `${key}${draw % 13}`;
  if (things.has(name) && draw % 3 === 0) things.delete(name);
  else things.set(name, { n: draw % 1000 });
  if (draw % 5 === 0) world.table<string>('names').delete(key);
  if (draw % 2 === 0) world.wake('worker', key, world.now + (draw % 4), payload ?? { from: name });
  if (draw % 7 < 2)
    world.wake('worker', String.fromCharCode(97 + (draw % 9)), world.now + (draw % 11));
}

function newHistory(tight: boolean): History<Act> {
  return new History<Act>(machine, {
    seed: 7,
    ...(tight ? { journalBudgetBytes: 20_000, checkpointEverySteps: 16 } : {}),
  });
}

function snapshot(history: History<Act>): string {
  const { world } = history;
  const lists = world.tableNames().map((name) => world.table(name).entries());
  return JSON.stringify([history.step, world.now, lists, world.pendingWakeups()]);
}

type Move =
  | { readonly type: 'forward' | 'back'; readonly count: number }
  | { readonly type: 'seekStep' | 'seekTime'; readonly to: number }
  | { readonly type: 'submit'; readonly name: string }
  | { readonly type: 'switch'; readonly branch: number };

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('forward', 'back'), count: fc.integer({ min: 1, max: 40 }) }),
    fc.record({
      type: fc.constantFrom('seekStep', 'seekTime'),
      to: fc.integer({ min: 0, max: 300 }),
    }),
    fc.record({ type: fc.constant('submit'), name: fc.constantFrom('x', 'y', 'z') }),
    fc.record({ type: fc.constant('switch'), branch: fc.nat(3) }),
  ),
  { maxLength: 25 },
);

function make(history: History<Act>, move: Move): void {
  switch (move.type) {
    case 'forward':
      for (let i = 0; i < move.count; i++) history.forward();
      return;
    case 'back':
      for (let i = 0; i < move.count; i++) history.back();
      return;
    case 'seekStep':
      history.seekStep(move.to);
      return;
    case 'seekTime':
      history.seekTime(move.to);
      return;
    case 'submit':
      history.submit({ name: move.name });
      return;
    case 'switch':
      history.switchTo(move.branch % history.branches().length);
  }
}

/** The same branch run straight from the beginning to the same step. */
function straight(history: History<Act>): History<Act> {
  const again = newHistory(false);
  for (const { step, time, command } of history.commands()) {
    if (step > history.step) break;
    again.seekStep(step - 1);
    if (again.now < time) again.seekTime(time);
    again.submit(command);
  }
  again.seekStep(history.step);
  return again;
}

describe('history', () => {
  for (const tight of [false, true]) {
    test(`is where a straight run would be after any walk${tight ? ', also when journal is dropped' : ''}`, () => {
      fc.assert(
        fc.property(moves, (walk) => {
          const history = newHistory(tight);
          for (const move of walk) {
            make(history, move);
            const again = straight(history);
            expect(history.digest()).toBe(again.digest());
            expect(snapshot(history)).toBe(snapshot(again));
          }
        }),
        { numRuns: tight ? 60 : 60 },
      );
    });
  }

  test('feeds a mirror that equals the tables along any walk', () => {
    fc.assert(
      fc.property(moves, (walk) => {
        const history = newHistory(true);
        const feed = history.feed(['things', 'names']);
        const mirror = new Map<string, unknown>();
        for (const move of walk) {
          make(history, move);
          for (const { table, key, value } of feed.take()) {
            if (value === undefined) mirror.delete(`${table} ${key}`);
            else mirror.set(`${table} ${key}`, value);
          }
          const tables = ['things', 'names'].flatMap((table) =>
            history.world
              .table(table)
              .entries()
              .map(([key, value]) => [`${table} ${key}`, value]),
          );
          expect([...mirror].sort()).toEqual(tables.sort());
        }
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the future that a command in the past has left, and restores it exactly', () => {
    const history = newHistory(true);
    history.seekStep(200);
    const left = history.digest();
    history.seekStep(50);
    history.submit({ name: 'x' });
    history.seekStep(120);
    expect(history.branches()).toHaveLength(2);
    history.switchTo(0);
    expect(history.step).toBe(200);
    expect(history.digest()).toBe(left);
  });

  test('undoes the whole step of a machine that throws, and names seed and step', () => {
    const failing = new History<Act>(
      {
        ...machine,
        command(world, { name }) {
          machine.command(world, { name });
          throw new Error('broken');
        },
      },
      { seed: 3 },
    );
    failing.seekStep(10);
    const before = failing.digest();
    expect(() => failing.submit({ name: 'x' })).toThrow('broken (seed 3, step 11)');
    expect(failing.digest()).toBe(before);
  });
});
