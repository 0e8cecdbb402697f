import { expect, test } from 'vitest';
import { Simulation } from './simulation.ts';

test('files keep their order and names in the world, and rewind', () => {
  const simulation = new Simulation({ files: { 'b.yaml': 'b', 'a.yaml': 'a' } });
  const order = () =>
    simulation.history.world
      .table<{ place: number }>('files')
      .entries()
      .toSorted(([, one], [, other]) => one.place - other.place)
      .map(([path]) => path);
  expect(order()).toEqual(['b.yaml', 'a.yaml']);
  simulation.run('echo c > c.yaml; echo bb > b.yaml');
  simulation.submit({ type: 'order', paths: ['c.yaml', 'b.yaml', 'a.yaml'] });
  simulation.submit({ type: 'rename', path: 'b.yaml', to: 'd.yaml' });
  expect(order()).toEqual(['c.yaml', 'd.yaml', 'a.yaml']);
  simulation.history.seekStep(0);
  expect(order()).toEqual(['b.yaml', 'a.yaml']);
});
