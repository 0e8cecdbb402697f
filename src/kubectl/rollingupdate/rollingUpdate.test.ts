// The cases of Kubernetes' own tests (testdata/rollingUpdateCases.json names the source of each block).

import { describe, expect, test } from 'vitest';
import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import {
  annotationOf,
  DESIRED_REPLICAS,
  ORIGINAL_REPLICAS,
  UPDATE_SOURCE_ID,
} from './annotations.ts';
import type { IntOrPercent } from './arithmetic.ts';
import { cleanUp, findSource, rename } from './cleanUp.ts';
import { Client } from './client.ts';
import type { Config } from './config.ts';
import { FakeServer, makeController } from './fakeServer.ts';
import { withImage } from './newController.ts';
import { Progress } from './progress.ts';
import { pointToNext } from './relabel.ts';
import cases from './testdata/rollingUpdateCases.json' with { type: 'json' };
import { update10 } from './update10.ts';
import { update13 } from './update13.ts';

const MARKS = (desired: number) => ({
  [UPDATE_SOURCE_ID]: 'foo-v1:uid-foo-v1',
  [DESIRED_REPLICAS]: String(desired),
});

function configOf(
  old: ReplicationController,
  next: ReplicationController,
  changes: Partial<Config> = {},
): Config {
  const release = changes.release ?? 'v1.3';
  const progress = new Progress(release, 'default', old.metadata.name);
  return {
    client: new Client(progress),
    progress,
    release,
    old,
    next,
    updatePeriodMs: 0,
    pollIntervalMs: 1,
    timeoutMs: 1_000,
    policy: 'Delete',
    ...changes,
  };
}

describe('kubectl 1.0', () => {
  test.each(cases.v1_0.cases)(
    '$oldReplicas to $newDesired from $newReplicasAtStart',
    ({ oldReplicas, newDesired, newReplicasAtStart, newRcExists, output }) => {
      const old = makeController('foo-v1', oldReplicas);
      const next = makeController('foo-v2', newDesired);
      const existing = makeController('foo-v2', newReplicasAtStart, MARKS(newDesired));
      const server = new FakeServer(newRcExists ? [old, existing] : [old]);
      expect(server.run(update10(configOf(old, next, { release: 'v1.0' })))).toBeUndefined();
      expect(server.lines.filter((line) => !/^At (beginning|end) of loop/.test(line))).toEqual(
        output,
      );
    },
  );
});

describe('kubectl 1.2 and 1.3', () => {
  test.each(cases.v1_2_and_v1_3.cases)('$name', (each) => {
    const old = makeController('foo-v1', each.oldReplicas, {
      [ORIGINAL_REPLICAS]: String(each.oldOriginal),
    });
    // As upstream: the new controller may stand somewhere although it is called created.
    const existing = makeController('foo-v2', each.newReplicas, MARKS(each.desired));
    const server = new FakeServer([old, existing]);
    for (const { down } of each.expected as readonly { down?: Ready }[]) {
      if (down) server.readyPods.push(down.oldReady, down.newReady);
    }
    const bounds = {
      maxSurge: each.maxSurge as IntOrPercent,
      maxUnavailable: each.maxUnavailable as IntOrPercent,
    };
    expect(server.run(update13(configOf(old, existing), bounds))).toBeUndefined();
    const [first, ...lines] = server.lines;
    expect(first).toBe('Continuing update with existing controller foo-v2.');
    expect(lines.slice(0, each.output.length - 1)).toEqual(each.output.slice(1));
    expect(lines.slice(each.output.length - 1)).toEqual(['Update succeeded. Deleting foo-v1']);
  });

  interface Ready {
    readonly oldReady: number;
    readonly newReady: number;
  }

  test('gives up when nothing moves', () => {
    const { oldReplicas, desired, error } = cases.progress_timeout;
    const old = makeController('foo-v1', oldReplicas);
    const next = makeController('foo-v2', desired);
    const server = new FakeServer([old]);
    const failure = server.run(update13(configOf(old, next, { timeoutMs: 10 })));
    expect(failure).toEqual({ type: 'mistake', text: error });
  });

  test('writes down how many there were', () => {
    const { oldReplicas, annotationWritten } = cases.original_annotation;
    const old = makeController('foo-v1', oldReplicas);
    const server = new FakeServer([old]);
    server.run(update13(configOf(old, makeController('foo-v2', 1), { timeoutMs: 10 })));
    expect(annotationOf(server.controllers.get('foo-v1') ?? old, ORIGINAL_REPLICAS)).toBe(
      annotationWritten[ORIGINAL_REPLICAS],
    );
  });
});

describe('the clean-up', () => {
  const VERBS: Readonly<Record<string, string>> = {
    get: 'GET',
    update: 'PUT',
    delete: 'DELETE',
    create: 'POST',
  };
  const verbs = (names: readonly string[]) => names.map((name) => VERBS[name]);
  const { Delete, Rename, Rename_v1_3_8_plus_tail: tail } = cases.cleanup_client_calls;
  const old = makeController('foo-v1', 0);
  const next = makeController('foo-v2', 1);

  test.each([
    ['v1.3', 'Delete', Delete],
    ['v1.0', 'Rename', Rename],
    ['v1.3', 'Rename', [...Rename.slice(0, -2), ...tail]],
  ] as const)('of %s asks for %s in its order', (release, policy, calls) => {
    const server = new FakeServer([old, next]);
    server.run(cleanUp(configOf(old, next, { release, policy }), old, 'foo-v2'));
    expect(server.asked).toEqual(verbs(calls));
  });

  test('leaves no controller for a moment since 1.3.8', () => {
    const server = new FakeServer([next]);
    const client = new Client(new Progress('v1.3', 'default', 'foo-v1'));
    server.run(rename(client, next, { name: 'foo-v1', release: 'v1.3' }));
    expect([...server.controllers.keys()]).toEqual(['foo-v1']);
    expect(server.asked).toEqual(['DELETE', 'GET', 'POST']);
  });
});

test.each(cases.find_source_controller.cases)(
  'finds the controller that came from "$name" among $rcs',
  ({ rcs, name, found }) => {
    const all = cases.find_source_controller.rcs.map((each) =>
      makeController(each.name, 1, { [UPDATE_SOURCE_ID]: each['update-source-id'] }),
    );
    const given = rcs.flatMap((at) => all[at] ?? []);
    expect(findSource(given, name)).toBe(found === null ? undefined : all[found]);
  },
);

test.each(cases.update_existing_rc.cases)(
  'points a controller with the selector $selector to its successor',
  ({ selector, templateLabels, next, key, value, expect: expected }) => {
    const plain = makeController('foo', 0);
    const { template } = plain.spec;
    const old = {
      ...plain,
      spec: {
        ...plain.spec,
        selector,
        template: { ...template, metadata: { labels: templateLabels } },
      },
    } as unknown as ReplicationController;
    const server = new FakeServer([old]);
    const client = new Client(new Progress('v1.3', 'default', 'foo'));
    const label = { key, value };
    const pointed = server.run(pointToNext(client, old, { next, label, release: 'v1.3' }));
    expect(pointed).toMatchObject({
      metadata: { annotations: expected.annotations },
      spec: {
        selector: expected.selector,
        template: { metadata: { labels: expected.templateLabels } },
      },
    });
  },
);

test.each(cases.multi_container.cases)(
  'changes the image of $container only',
  ({ containers, container, image, expect: expected }) => {
    const plain = makeController('foo', 1);
    const spec = { containers: containers.map(([name, each]) => ({ name, image: each })) };
    const old = {
      ...plain,
      spec: { ...plain.spec, template: { ...plain.spec.template, spec } },
    } as unknown as ReplicationController;
    const at = containers.findIndex(([name]) => name === container);
    const changed = withImage(old, at, { image, pullPolicy: '' });
    expect(changed.spec.template.spec.containers.map((each) => [each.name, each.image])).toEqual(
      expected,
    );
  },
);
