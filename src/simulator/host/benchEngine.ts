// What the engine costs without Kubernetes: a step rewrites one record out of many and asks for the next one.

import { History, type Machine } from '../../engine/history.ts';
import { heapUsed, milliseconds, repeat, type Figures } from './benchFigures.ts';

const STEPS = 1_000_000;
const COUNTED = 200_000;
const FAR = 10_000;

function ticking(records: number): Machine<never> {
  return {
    start(world) {
      const table = world.table<{ n: number }>('things');
      for (let n = 0; n < records; n++) table.set(`thing-${n}`, { n });
      for (let key = 0; key < records; key++) world.wake('worker', String(key), key % 1_000);
    },
    command() {
      throw new Error('nobody types here');
    },
    wake(world, { key }) {
      const n = world.random('work');
      world.table('things').set(`thing-${n % records}`, { n });
      world.wake('worker', key, world.now + 1_000);
    },
  };
}

export function measureEngine(records: number): Figures {
  const history = new History(ticking(records), { seed: 1, journalBudgetBytes: 1e9 });
  const heapBefore = heapUsed();
  const forward = milliseconds(() => repeat(COUNTED, () => history.forward()));
  const bytes = (heapUsed() - heapBefore) / history.memory().journalEntries;
  repeat(FAR, () => history.back());
  const back = milliseconds(() => repeat(FAR, () => history.back())) / FAR;
  const far = milliseconds(() => history.seekStep(history.step - FAR));
  return {
    size: `${records} records`,
    count: records,
    figures: {
      'steps/s forward': (COUNTED / forward) * 1_000,
      'one step back, ms': back,
      '10,000 steps back, ms': far,
      'worst seek in 1,000,000 steps, ms': measureWorstSeek(records),
      'B per journal entry': bytes,
    },
  };
}

function measureWorstSeek(records: number): number {
  const history = new History(ticking(records), { seed: 1 });
  history.seekStep(STEPS);
  const places = [0.5, 0.01, 0.99, 0.25, 0.75, 0, 1, 0.333, 0.97];
  return Math.max(
    ...places.map((part) => milliseconds(() => history.seekStep(Math.floor(part * STEPS)))),
  );
}
