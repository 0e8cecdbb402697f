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
    plural: fc.constant('events'),
    body: fc.record({
      metadata,
      involvedObject: fc.record({ namespace: fc.constantFrom('default', 'other'), name }),
      reason: name,
      message: fc.string(),
      count: fc.nat(),
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

test('an accepted namespace or node survives get, delete, create', () => {
  const clusterWide = fc.record({
    plural: fc.constantFrom('namespaces', 'nodes'),
    body: fc.record({ metadata, spec: fc.record({ unschedulable: fc.boolean() }) }),
  });
  fc.assert(
    fc.property(clusterWide, ({ plural, body }) => {
      const { ask, server } = startTestServer();
      if (ask(`POST /api/v1/${plural}`, body).status !== 201) return;
      const path = `/api/v1/${plural}/${body.metadata.name}`;
      const got = ask(`GET ${path}`).body;
      ask(`DELETE ${path}`);
      if (plural === 'namespaces') {
        // The namespace controller's last word.
        const ending = server.get('Namespace', { namespace: '', name: body.metadata.name });
        ask(`PUT ${path}/finalize`, { ...ending, spec: { finalizers: [] } });
        ask(`DELETE ${path}`);
      }
      const again = ask(`POST /api/v1/${plural}`, got);
      expect(again.status).toBe(201);
      expect(withoutSystemFields(again.body)).toEqual(withoutSystemFields(got));
    }),
    { numRuns: 50 },
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
      expectRealForm(startTestServer().ask(line, body));
    }),
    { numRuns: 400 },
  );
});

/** An object, or a Status that says why not. */
function expectRealForm({ status, body }: { readonly status: number; readonly body: unknown }) {
  const { kind, message, code } = body as Partial<Status>;
  if (status < 400) {
    expect(kind).toMatch(/^[A-Z]\w+$/);
    return;
  }
  expect([kind, code]).toEqual(['Status', status]);
  expect(message).toMatch(/\S/);
}

test('anything sent over HTTP gets an answer in the form of Kubernetes', () => {
  const piece = fc.oneof(
    fc.constantFrom('api', 'apis', 'v1', 'watch', 'namespaces', 'default', 'pods', 'services'),
    fc.constantFrom('kubernetes', 'endpoints', 'status', 'scale', 'binding', 'nodes', 'extensions'),
    fc.constantFrom('v1beta1', '', '..', '%00', '%', 'componentstatuses', 'replicationcontrollers'),
    fc.string({ maxLength: 5 }),
  );
  const path = fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('/')}`);
  const query = fc.constantFrom(
    '',
    '?watch=true',
    '?watch=1&resourceVersion=x',
    '?labelSelector=a%3Db',
    '?labelSelector=%21',
    '?fieldSelector=spec.x%3D1',
    '?resourceVersion=-1&timeoutSeconds=1',
    '?pretty=true&includeObject=None',
  );
  const header = fc.tuple(
    fc.constantFrom('Content-Type', 'Accept', 'User-Agent'),
    fc.constantFrom(
      'application/json',
      'application/json;as=Table;g=meta.k8s.io;v=v1,*/*',
      'application/merge-patch+json',
      'application/json-patch+json',
      'text/html',
      ';',
      'curl/7.29.0',
    ),
  );
  const request = fc.record(
    {
      method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'BREW'),
      path: fc.tuple(path, query).map((parts) => parts.join('')),
      headers: fc.array(header, { maxLength: 3 }),
      body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
    },
    { requiredKeys: ['method', 'path', 'headers'] },
  );
  fc.assert(
    fc.property(request, (sent) => {
      const served = startTestServer().server.serve(sent, { component: 'network', key: '1' });
      if (!('response' in served)) throw new Error('the first part of a watch is never pending');
      const { status, headers, body } = served.response;
      expect(headers.map(([each]) => each)).toContain('Date');
      if (served.response.more || body === 'ok') return;
      const [line = ''] = body.startsWith('{\n') ? [body] : body.split('\n');
      if (line === '') return; // A watch that has already ended.
      const value = JSON.parse(line) as Record<string, unknown>;
      if ('paths' in value || 'gitVersion' in value || 'type' in value || 'versions' in value) {
        return;
      }
      expectRealForm({ status, body: value });
    }),
    { numRuns: 600 },
  );
});

test('a list has what its selectors select of everything there is', () => {
  const key = fc.constantFrom('app', 'tier');
  const value = fc.constantFrom('a', 'b');
  const service = fc.record({
    namespace: fc.constantFrom('default', 'kube-system'),
    labels: fc.dictionary(key, value),
  });
  const term = fc
    .tuple(key, fc.constantFrom('=', '!=', ' in ', ' notin '), value)
    .map(([k, operator, v]) => ({ k, operator, v }));
  const asked = fc.record({
    namespace: fc.constantFrom(undefined, 'default', 'kube-system'),
    terms: fc.array(term, { maxLength: 2 }),
    name: fc.constantFrom(undefined, 's0', 's1', 'nope'),
  });
  fc.assert(
    fc.property(
      fc.array(service, { maxLength: 6 }),
      asked,
      (services, { namespace, terms, name }) => {
        const { ask, server } = startTestServer();
        services.forEach((each, at) => {
          const body = {
            metadata: { name: `s${at}`, labels: each.labels },
            spec: { ports: [{ port: 80 }] },
          };
          expect(ask(`POST /api/v1/namespaces/${each.namespace}/services`, body).status).toBe(201);
        });
        const labelSelector = terms
          .map(({ k, operator, v }) => `${k}${operator}${operator.startsWith(' ') ? `(${v})` : v}`)
          .join(',');
        const { body } = server.handle({
          method: 'GET',
          path: `/api/v1/${namespace === undefined ? '' : `namespaces/${namespace}/`}services`,
          query: {
            labelSelector,
            ...(name === undefined ? {} : { fieldSelector: `metadata.name=${name}` }),
          },
        });
        const expected = server.list('Service').filter(
          ({ metadata: own }) =>
            (namespace === undefined || own.namespace === namespace) &&
            (name === undefined || own.name === name) &&
            terms.every(({ k, operator, v }) => {
              const isPositive = operator === '=' || operator === ' in ';
              return (own.labels?.[k] === v) === isPositive;
            }),
        );
        expect((body as { readonly items: readonly object[] }).items).toEqual(expected);
      },
    ),
    { numRuns: 200 },
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
