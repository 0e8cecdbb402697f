// What holds of any input: nothing throws, what is accepted can be made again, selectors say what they say.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesRequirements, parseSelector } from '../api/labels.ts';
import type { Labels, ObjectMeta, Status } from '../api/meta.ts';
import { startTestServer } from './testServer.ts';

const NS = '/api/v1/namespaces/default';

const name = fc.stringMatching(/^[a-z]([a-z0-9]{0,6}[a-z0-9])?$/);
const labels = fc.dictionary(name, name, { maxKeys: 3 });
const port = fc.integer({ min: 0, max: 70_000 });

const container = fc.record(
  {
    name,
    image: fc.constantFrom('nginx', 'tomcat:8', 'a/b:latest', ''),
    args: fc.array(fc.string(), { maxLength: 2 }),
    env: fc.array(fc.record({ name, value: fc.string() }), { maxLength: 2 }),
    ports: fc.array(fc.record({ containerPort: port, hostPort: port }, { requiredKeys: [] }), {
      maxLength: 2,
    }),
    resources: fc.record(
      {
        limits: fc.record({ cpu: fc.constantFrom('100m', '0.5', 2), memory: fc.constant('64Mi') }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['name', 'image'] },
);

const podSpec = fc.record(
  {
    containers: fc.array(container, { maxLength: 3 }),
    restartPolicy: fc.constantFrom('Always', 'Never', 'Foo'),
    hostNetwork: fc.boolean(),
    terminationGracePeriodSeconds: fc.integer({ min: 0, max: 60 }),
  },
  { requiredKeys: ['containers'] },
);

const metadata = fc.record({ name, labels, annotations: labels }, { requiredKeys: ['name'] });

const manifests = fc.oneof(
  fc.record({ plural: fc.constant('pods'), body: fc.record({ metadata, spec: podSpec }) }),
  fc.record({
    plural: fc.constant('replicationcontrollers'),
    body: fc.record({
      metadata,
      spec: fc.record({
        replicas: fc.integer({ min: -1, max: 5 }),
        template: fc.record({ metadata: fc.record({ labels }), spec: podSpec }),
      }),
    }),
  }),
  fc.record({
    plural: fc.constant('services'),
    body: fc.record({
      metadata,
      spec: fc.record(
        {
          ports: fc.array(fc.record({ name, port }), { maxLength: 3 }),
          selector: labels,
          type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'Foo'),
          clusterIP: fc.constantFrom('None', '', '169.169.7.7', 'x'),
        },
        { requiredKeys: ['ports'] },
      ),
    }),
  }),
  fc.record({
    plural: fc.constant('endpoints'),
    body: fc.record({
      metadata,
      subsets: fc.array(
        fc.record({
          addresses: fc.array(fc.record({ ip: fc.ipV4() }), { maxLength: 3 }),
          ports: fc.array(fc.record({ name, port }), { maxLength: 2 }),
        }),
        { maxLength: 2 },
      ),
    }),
  }),
);

/** What the system says anew each time. */
function withoutSystemFields(object: unknown): unknown {
  const { metadata: given, ...rest } = object as { readonly metadata: ObjectMeta };
  const { uid: _, resourceVersion: __, creationTimestamp: ___, ...kept } = given;
  return { metadata: kept, ...rest };
}

test('an accepted manifest survives get, delete, create', () => {
  fc.assert(
    fc.property(manifests, ({ plural, body }) => {
      const { ask } = startTestServer();
      const made = ask(`POST ${NS}/${plural}`, body);
      if (made.status !== 201) {
        expect((made.body as Status).kind).toBe('Status');
        return;
      }
      const path = `${NS}/${plural}/${body.metadata.name}`;
      const got = ask(`GET ${path}`).body;
      expect(got).toEqual(made.body);
      expect(ask(`DELETE ${path}`).status).toBe(200);
      const again = ask(`POST ${NS}/${plural}`, got);
      expect(again.status).toBe(201);
      expect(withoutSystemFields(again.body)).toEqual(withoutSystemFields(got));
    }),
    { numRuns: 150 },
  );
});

test('any body of any request gets an answer', () => {
  const lines = [
    `POST ${NS}/pods`,
    `POST ${NS}/services`,
    `POST ${NS}/endpoints`,
    `POST ${NS}/events`,
    'POST /api/v1/nodes',
    'POST /api/v1/namespaces',
    `PUT ${NS}/services/kubernetes`,
    `PUT ${NS}/services/kubernetes/status`,
    `PUT ${NS}/endpoints/kubernetes`,
    `PATCH ${NS}/services/kubernetes`,
    'PUT /api/v1/namespaces/default/finalize',
    `DELETE ${NS}/endpoints/kubernetes`,
  ];
  const fields = fc.constantFrom('metadata', 'spec', 'status', 'subsets', 'kind', 'target');
  const bodies = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.dictionary(fields, fc.jsonValue(), { maxKeys: 4 }),
    manifests.chain(({ body }) =>
      fc.record({ value: fc.jsonValue(), key: fields }).map(({ value, key }) => ({
        ...body,
        [key]: value,
      })),
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...lines), bodies, (line, body) => {
      const { status } = startTestServer().ask(line, body);
      expect(status).toBeGreaterThanOrEqual(200);
    }),
    { numRuns: 400 },
  );
});

test('a selector selects what its terms say', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const value = fc.constantFrom('x', 'y', 'z');
  const has = (own: Labels, each: string) => Object.hasOwn(own, each);
  type Term = { readonly text: string; readonly holds: (own: Labels) => boolean };
  const term: fc.Arbitrary<Term> = fc.oneof(
    fc.tuple(key, value, fc.constantFrom('=', '==')).map(([k, v, operator]) => ({
      text: `${k}${operator}${v}`,
      holds: (own: Labels) => own[k] === v,
    })),
    fc.tuple(key, value).map(([k, v]) => ({
      text: `${k}!=${v}`,
      holds: (own: Labels) => own[k] !== v,
    })),
    fc.tuple(key, fc.array(value, { minLength: 1 }), fc.boolean()).map(([k, values, isIn]) => ({
      text: `${k} ${isIn ? 'in' : 'notin'} (${values.join(',')})`,
      holds: (own: Labels) => (has(own, k) && values.includes(own[k] as never)) === isIn,
    })),
    fc.tuple(key, fc.boolean()).map(([k, isThere]) => ({
      text: `${isThere ? '' : '!'}${k}`,
      holds: (own: Labels) => has(own, k) === isThere,
    })),
  );
  fc.assert(
    fc.property(fc.array(term, { maxLength: 4 }), fc.dictionary(key, value), (terms, own) => {
      const parsed = parseSelector(terms.map(({ text }) => text).join(', '));
      if (typeof parsed === 'string') throw new Error(parsed);
      expect(matchesRequirements(parsed, own)).toBe(terms.every(({ holds }) => holds(own)));
    }),
  );
});

test('any text is a selector or a sentence', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseSelector(text);
      expect(typeof parsed === 'string' ? parsed.length > 0 : Array.isArray(parsed)).toBe(true);
    }),
  );
});
