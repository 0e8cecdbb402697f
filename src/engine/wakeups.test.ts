import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { World } from './world.ts';

const wish = fc.record({
  at: fc.nat(20),
  component: fc.constantFrom('a', 'b'),
  key: fc.constantFrom('x', 'y', 'z'),
});

describe('the queue of wakeups', () => {
  test('runs by time, then in the order of asking, and merges equal ones', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
        const world = new World(1);
        for (const { at, component, key } of wishes) world.wake(component, key, at);
        const expected = wishes
          .filter(
            (each, index) =>
              wishes.findIndex(
                (other) =>
                  other.at === each.at &&
                  other.component === each.component &&
                  other.key === each.key,
              ) === index,
          )
          .map((each, index) => ({ ...each, index }))
          .sort((one, other) => one.at - other.at || one.index - other.index);
        const taken = [];
        for (let wakeup = world.takeWakeup(); wakeup; wakeup = world.takeWakeup()) {
          taken.push(`${wakeup.time} ${wakeup.component} ${wakeup.key}`);
        }
        expect(taken).toEqual(
          expected.map(({ at, component, key }) => `${at} ${component} ${key}`),
        );
      }),
    );
  });

  test('keeps two with different payloads', () => {
    const world = new World(1);
    world.wake('a', 'x', 5, 'one');
    world.wake('a', 'x', 5, 'two');
    expect(world.pendingWakeups().map(({ payload }) => payload)).toEqual(['one', 'two']);
  });

  test('keeps its order when the asking is undone and done again ever so often', () => {
    const world = new World(1);
    const { journal } = world;
    world.wake('a', 'first', 1);
    const before = journal.end;
    for (let n = 0; n < 200; n++) world.wake('a', `${n}`, 2 + ((n * 37) % 200));
    const after = journal.end;
    for (let round = 0; round < 10; round++) {
      journal.undo(after, before);
      expect(world.pendingWakeups().map(({ key }) => key)).toEqual(['first']);
      expect(world.nextWakeup()?.key).toBe('first');
      journal.redo(before, after);
      expect(world.nextWakeup()?.key).toBe('first');
    }
    for (let time = 1; time < 202; time++) expect(world.takeWakeup()?.time).toBe(time);
    expect(world.takeWakeup()).toBeUndefined();
  });

  test('takes no wakeup of another line of time for its own', () => {
    const world = new World(1);
    const { journal } = world;
    world.wake('a', 'once', 10);
    expect(world.nextWakeup()?.key).toBe('once');
    journal.undo(journal.end, 0);
    journal.truncate(0);
    world.wake('a', 'late', 30);
    world.wake('a', 'early', 20);
    expect(world.takeWakeup()?.key).toBe('early');
    expect(world.takeWakeup()?.key).toBe('late');
  });

  test('keeps count of some of them, also where they are undone', () => {
    const world = new World(1);
    const count = world.tallyWakeups(({ component }) => component === 'a');
    world.wake('a', 'one', 5);
    world.wake('b', 'two', 5);
    const between = world.journal.end;
    world.wake('a', 'three', 6);
    world.wake('a', 'three', 6);
    expect(count()).toBe(2);
    world.takeWakeup();
    expect(count()).toBe(1);
    world.journal.undo(world.journal.end, between);
    expect(count()).toBe(1);
    expect(world.tallyWakeups(() => true)()).toBe(2);
  });

  test('refuses the past', () => {
    const world = new World(1);
    world.moveTo(1, 10);
    expect(() => world.wake('a', 'x', 9)).toThrow('not in the past');
  });
});
