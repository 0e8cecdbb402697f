// Lists and watches.

import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/core/v1/objects.ts';
import { message, NS, pod, startTestServer } from './testServer.ts';

describe('a list', () => {
  test('is of a namespace or of all, with the version that it is of', () => {
    const { ask } = startTestServer();
    const { body } = ask('GET /api/v1/services');
    expect(body).toMatchObject({
      kind: 'ServiceList',
      apiVersion: 'v1',
      metadata: { selfLink: '/api/v1/services', resourceVersion: '4' },
      items: [{ metadata: { name: 'kubernetes' } }],
    });
  });

  test('is of what the selectors select', () => {
    const { ask } = startTestServer();
    for (const [name, app] of [
      ['a', 'x'],
      ['b', 'y'],
    ]) {
      ask(`POST ${NS}/pods`, pod(name ?? '', { labels: { app } }));
    }
    const names = (query: string) =>
      (ask(`GET ${NS}/pods?${query}`).body as { items: Pod[] }).items.map(
        ({ metadata }) => metadata.name,
      );
    expect(names('labelSelector=app%3Dx')).toEqual(['a']);
    expect(names('labelSelector=app+in+(y)'.replaceAll('+', '%20'))).toEqual(['b']);
    expect(names('fieldSelector=metadata.name%3Db')).toEqual(['b']);
    expect(names('fieldSelector=spec.nodeName%3D')).toEqual(['a', 'b']);
    expect(names('fieldSelector=status.phase!%3DPending')).toEqual([]);
  });

  test('is refused with the sentences of 1.3', () => {
    const { ask } = startTestServer();
    expect(message(ask(`GET ${NS}/pods?labelSelector=a%3D%3D%3Db`))).toBe(
      "unable to parse requirement: found '=', expected: identifier",
    );
    expect(message(ask(`GET ${NS}/pods?fieldSelector=spec.foo%3D1`))).toBe(
      'field label not supported: spec.foo',
    );
    expect(message(ask(`GET ${NS}/services?fieldSelector=spec.type%3D1`))).toBe(
      'field label "spec.type" not supported for "ConfigMap"',
    );
    expect(message(ask(`GET ${NS}/pods?fieldSelector=x`))).toBe(
      "invalid selector: 'x'; can't understand 'x'",
    );
  });

  test('can be deleted, but not of Services', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/pods`, pod('a', { labels: { app: 'x' } }));
    ask(`POST ${NS}/pods`, pod('b'));
    expect(ask(`DELETE ${NS}/pods?labelSelector=app%3Dx`).body).toMatchObject({
      kind: 'PodList',
      items: [{ metadata: { name: 'a' } }],
    });
    expect((ask(`GET ${NS}/pods`).body as { items: unknown[] }).items.length).toBe(1);
    expect(ask(`DELETE ${NS}/services`).status).toBe(405);
  });
});

describe('a watch', () => {
  interface Events {
    readonly events: readonly { readonly type: string; readonly object: Pod }[];
    readonly resourceVersion: string;
  }

  test('sees what enters its selection as ADDED and what leaves it as DELETED', () => {
    const { ask } = startTestServer();
    const version = (ask(`GET ${NS}/pods`).body as { metadata: { resourceVersion: string } })
      .metadata.resourceVersion;
    ask(`POST ${NS}/pods`, pod('p'));
    ask(`PATCH ${NS}/pods/p`, { metadata: { labels: { app: 'x' } } });
    ask(`PATCH ${NS}/pods/p`, { metadata: { labels: { other: 'y' } } });
    ask(`PATCH ${NS}/pods/p`, { metadata: { labels: { app: null } } });
    ask(`DELETE ${NS}/pods/p`);
    const types = (query: string) =>
      (
        ask(`GET ${NS}/pods?watch=true&resourceVersion=${version}${query}`).body as Events
      ).events.map(({ type }) => type);
    // A pod is marked before it goes, even when it has no grace.
    const marked = 'MODIFIED';
    const labelled = ['MODIFIED', 'MODIFIED', 'MODIFIED'];
    expect(types('')).toEqual(['ADDED', ...labelled, marked, 'DELETED']);
    expect(types('&labelSelector=app%3Dx')).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
    expect(types('&fieldSelector=metadata.name%3Dq')).toEqual([]);
  });

  test('without a version begins with what is there', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/pods`, pod('p'));
    const { events, resourceVersion } = ask(`GET ${NS}/pods?watch=true`).body as Events;
    expect(events.map(({ type, object }) => [type, object.metadata.name])).toEqual([
      ['ADDED', 'p'],
    ]);
    expect(resourceVersion).toBe('5');
  });

  test('from a version that is forgotten is gone', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/pods`, pod('p'));
    for (let n = 0; n < 1001; n++)
      ask(`PATCH ${NS}/pods/p`, { metadata: { labels: { n: `${n}` } } });
    const { status, body } = ask(`GET ${NS}/pods?watch=true&resourceVersion=1`);
    expect(status).toBe(410);
    expect(body).toMatchObject({ reason: 'Gone', message: 'too old resource version: 1 (6)' });
  });
});
