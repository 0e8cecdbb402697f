// A link carries a world there and back, whatever is written in its files.

import { expect, test } from 'vitest';
import { newWorld } from '../simulator/index.ts';
import { isLink, readLink, writeLink } from './link.ts';

const world = {
  ...newWorld({ profile: 'v1.3', seed: 7, files: { 'größe.yaml': 'kind: 中 🚀\n' } }),
  branches: [
    {
      forkStep: 0,
      forkTime: 0,
      end: 90,
      endTime: 70_000,
      commands: [
        { step: 1, time: 0, command: { type: 'line', line: 'kubectl get pods' } } as const,
        { step: 40, time: 12_500, command: { type: 'interrupt' } } as const,
      ],
    },
  ],
  at: { step: 90, time: 70_000 },
};

test('a link gives the world again', async () => {
  const link = await writeLink(world);
  expect(link).toMatch(/^#v1\.[\w-]+$/);
  expect(isLink(link)).toBe(true);
  expect(await readLink(link)).toEqual(world);
});

test('the book’s webapp with some commands fits a short message', async () => {
  const commands = Array.from({ length: 20 }, (_, at) => ({
    step: 10 * at + 1,
    time: 1_000 * at,
    command: { type: 'line', line: `curl 169.169.235.79:8080/path/${at}` } as const,
  }));
  const link = await writeLink({
    ...newWorld(),
    branches: [{ forkStep: 0, forkTime: 0, end: 300, endTime: 20_000, commands }],
    at: { step: 300, time: 20_000 },
  });
  expect(link.length).toBeLessThan(2_000);
});

test('a link that is cut short, changed or of something else is refused with a sentence', async () => {
  const link = await writeLink(world);
  expect(await readLink(link.slice(0, -9))).toBe('it is cut short or changed');
  expect(await readLink('#v1.!')).toBe('it is cut short or changed');
  const other = await writeLink({ version: '0.1.0' } as never);
  expect(await readLink(other)).toBe('it is not the record of a world');
  expect(isLink('#editor')).toBe(false);
});

test('a link that unfolds without end is not read', async () => {
  const bomb = await writeLink({ ...world, files: { bomb: 'a'.repeat(6_000_000) } });
  expect(bomb.length).toBeLessThan(20_000);
  expect(await readLink(bomb)).toBe('it is cut short or changed');
});
