import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Simulation } from '../simulator/simulation.ts';

/** What the API server makes anew for every object. */
const OWN = /^ *(creationTimestamp|resourceVersion|uid|selfLink|generation): .*\n/gm;

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const labelValue = fc.constantFrom('a', 'true', '1', 'null', 'x_y.z', '');
const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'example.com/x'), labelValue, {
  maxKeys: 2,
});
const portNumber = fc.integer({ min: 1, max: 65535 });

const port = fc.record(
  {
    port: portNumber,
    protocol: fc.constantFrom('TCP', 'UDP'),
    targetPort: fc.oneof(portNumber, fc.constantFrom('http', '')),
  },
  { requiredKeys: ['port'] },
);

const service = fc.record({
  kind: fc.constant('Service'),
  apiVersion: fc.constant('v1'),
  metadata: fc.record({
    name,
    labels,
    annotations: fc.dictionary(fc.constant('note'), fc.string()),
  }),
  spec: fc.record(
    {
      ports: fc
        .array(port, { minLength: 1, maxLength: 3 })
        .map((ports) =>
          ports.map((each, at) => (ports.length > 1 ? { ...each, name: `p${at}` } : each)),
        ),
      selector: labels,
      type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
      sessionAffinity: fc.constantFrom('None', 'ClientIP'),
    },
    { requiredKeys: ['ports'] },
  ),
});

const container = fc.record(
  {
    image: fc.constantFrom('tomcat', 'redis:3', 'nginx:latest'),
    args: fc.array(fc.string(), { maxLength: 2 }),
    env: fc.array(fc.record({ name: fc.constantFrom('A', 'B_1'), value: fc.string() }), {
      maxLength: 1,
    }),
    ports: fc.array(fc.record({ containerPort: portNumber }), { maxLength: 2 }),
  },
  { requiredKeys: ['image'] },
);

const podSpec = fc.array(container, { minLength: 1, maxLength: 2 }).map((containers) => ({
  containers: containers.map((each, at) => ({ name: `c${at}`, ...each })),
}));

const controller = fc
  .tuple(name, podSpec, fc.integer({ min: 0, max: 2 }))
  .map(([of, spec, replicas]) => ({
    kind: 'ReplicationController',
    apiVersion: 'v1',
    metadata: { name: of },
    spec: { replicas, template: { metadata: { labels: { of } }, spec } },
  }));

describe('a manifest that the API server accepts', () => {
  test('survives get -o yaml, delete and create', () => {
    const simulation = new Simulation();
    const run = (line: string) => simulation.run(line);
    const get = (target: string) => {
      const { stdout } = run(`kubectl get ${target} -o yaml`);
      return stdout.replace(OWN, '').replace(/^status:\n(?: .*\n)*/m, '');
    };
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(service, controller), (object) => {
        simulation.submit({ type: 'file', path: 'f.yaml', text: JSON.stringify(object) });
        const { exit } = run('kubectl create -f f.yaml');
        if (exit !== 0) return;
        accepted += 1;
        const target = `${object.kind.toLowerCase()}/${object.metadata.name}`;
        run(`kubectl get ${target} -o yaml > g.yaml`);
        const before = get(target);
        expect(run(`kubectl delete ${target}`).exit).toBe(0);
        expect(run('kubectl create -f g.yaml')).toMatchObject({ exit: 0, stderr: '' });
        expect(get(target)).toBe(before);
        run(`kubectl delete ${target}`);
      }),
      { numRuns: 30 },
    );
    expect(accepted).toBeGreaterThan(5);
  });
});
