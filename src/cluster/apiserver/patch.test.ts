import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/core/v1/objects.ts';
import type { ApiResponse } from './client.ts';
import { message, NS, startTestServer } from './testServer.ts';

describe('a patch', () => {
  const MERGE = { 'Content-Type': 'application/merge-patch+json' };
  const JSON_PATCH = { 'Content-Type': 'application/json-patch+json' };

  test('makes no other type of an object', () => {
    const { ask } = withPod();
    const kinds = [' ', 'Service', ''].map((kind) => {
      const answer = ask(`PATCH ${NS}/pods/p`, { kind });
      return [answer.status, message(answer) ?? (answer.body as Pod).kind];
    });
    expect(kinds).toEqual([
      [500, 'no kind " " is registered for version "v1"'],
      [500, 'unable to decode /v1, Kind=Service into *v1.Pod'],
      [200, 'Pod'],
    ]);
  });

  function withPod(): ReturnType<typeof startTestServer> {
    const server = startTestServer();
    server.ask(`POST ${NS}/pods`, {
      metadata: { name: 'p', labels: { a: '1' } },
      spec: {
        containers: [
          { name: 'c', image: 'nginx:1.9' },
          { name: 'd', image: 'redis:3' },
        ],
      },
    });
    return server;
  }

  const images = (response: ApiResponse) =>
    (response.body as Pod).spec.containers.map(({ image }) => image);

  test('joins lists by the key of their items', () => {
    const { ask } = withPod();
    const patch = { spec: { containers: [{ name: 'd', image: 'redis:4' }] } };
    expect(images(ask(`PATCH ${NS}/pods/p`, patch))).toEqual(['nginx:1.9', 'redis:4']);
    expect(message(ask(`PATCH ${NS}/pods/p`, { spec: { containers: [{ image: 'x' }] } }))).toBe(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });

  test('of JSON replaces lists, and null deletes', () => {
    const { ask } = withPod();
    const patch = { spec: { containers: [{ name: 'd', image: 'redis:4' }] } };
    expect(message(ask(`PATCH ${NS}/pods/p`, patch, MERGE))).toContain(
      'pod updates may not add or remove containers',
    );
    const unlabelled = ask(`PATCH ${NS}/pods/p`, { metadata: { labels: { a: null } } }, MERGE);
    expect((unlabelled.body as Pod).metadata.labels).toBeUndefined();
  });

  test('may be a list of operations', () => {
    const { ask } = withPod();
    const operations = [
      { op: 'test', path: '/spec/containers/1/name', value: 'd' },
      { op: 'replace', path: '/spec/containers/1/image', value: 'redis:4' },
      { op: 'add', path: '/metadata/labels/b~1c', value: '2' },
    ];
    const patched = ask(`PATCH ${NS}/pods/p`, operations, JSON_PATCH);
    expect(images(patched)).toEqual(['nginx:1.9', 'redis:4']);
    expect((patched.body as Pod).metadata.labels).toEqual({ a: '1', 'b/c': '2' });
  });

  test('that is no JSON, or of no known type, is refused', () => {
    const { ask } = withPod();
    expect(ask(`PATCH ${NS}/pods/p`, '{bad')).toMatchObject({
      status: 500,
      body: { message: 'Invalid JSON document' },
    });
    expect(ask(`PATCH ${NS}/pods/p`, {}, { 'Content-Type': 'text/plain' }).status).toBe(415);
  });
});
