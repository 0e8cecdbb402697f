import { describe, expect, test } from 'vitest';
import { columnsOf } from '../api/printers/columns.ts';
import { resources } from '../api/kinds.ts';
import { Simulation } from '../../simulator/simulation.ts';
import { startTestServer } from './testServer.ts';

const NS = '/api/v1/namespaces/default';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const OLDER = 'application/json;as=Table;g=meta.k8s.io;v=v1beta1';

interface Table {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly resourceVersion?: string };
  readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[];
  readonly rows: readonly {
    readonly cells: readonly unknown[];
    readonly conditions?: readonly object[];
    readonly object: { readonly kind: string; readonly spec?: object } | null;
  }[];
}

function clusterWithService(): (
  path: string,
  accept?: string,
  query?: Record<string, string>,
) => Table {
  const { server, ask } = startTestServer();
  ask(`POST ${NS}/services`, {
    metadata: { name: 'webapp', labels: { app: 'webapp' } },
    spec: { ports: [{ port: 8080 }], clusterIP: '169.169.8.8', selector: { app: 'webapp' } },
  });
  return (path, accept = TABLE, query = {}) =>
    server.handle({ method: 'GET', path, query, headers: { Accept: accept } }).body as Table;
}

describe('a Table', () => {
  test('has the columns and the cells that kubectl prints', () => {
    const get = clusterWithService();
    const table = get(`${NS}/services`, TABLE, { labelSelector: 'app=webapp' });
    expect(table).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(table.metadata.resourceVersion).toMatch(/^\d+$/);
    expect(table.columnDefinitions.map(({ name, priority }) => `${name} ${priority}`)).toEqual([
      'Name 0',
      'Cluster-IP 0',
      'External-IP 0',
      'Port(s) 0',
      'Age 0',
      'Selector 1',
    ]);
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['webapp', '169.169.8.8', '<none>', '8080/TCP', '0s', 'app=webapp'],
    ]);
    expect(table.rows[0]?.object).toMatchObject({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'webapp', labels: { app: 'webapp' } },
    });
  });

  test('of one object has one row and its resourceVersion', () => {
    const get = clusterWithService();
    const table = get(`${NS}/services/webapp`, OLDER);
    expect(table.apiVersion).toBe('meta.k8s.io/v1beta1');
    expect(table.rows).toHaveLength(1);
    expect(Number(table.metadata.resourceVersion)).toBeGreaterThan(0);
  });

  test('comes for each event of a watch', () => {
    const get = clusterWithService();
    const { events } = get(`${NS}/services`, TABLE, { watch: 'true' }) as unknown as {
      readonly events: readonly { readonly type: string; readonly object: Table }[];
    };
    expect(events.map(({ type, object }) => [type, object.kind, object.rows[0]?.cells[0]])).toEqual(
      [
        ['ADDED', 'Table', 'kubernetes'],
        ['ADDED', 'Table', 'webapp'],
      ],
    );
  });

  test('carries as much of the objects as is asked for', () => {
    const get = clusterWithService();
    const path = `${NS}/services/webapp`;
    expect(get(path, TABLE, { includeObject: 'None' }).rows[0]?.object).toBeNull();
    expect(get(path, TABLE, { includeObject: 'Object' }).rows[0]?.object?.spec).toBeDefined();
    expect(get(path, TABLE, { includeObject: 'Metadata' }).rows[0]?.object?.kind).toBe(
      'PartialObjectMetadata',
    );
    expect(get(path, TABLE, { includeObject: 'All' })).toMatchObject({
      code: 400,
      message: 'unrecognized includeObject value: "All"',
    });
  });

  test('comes only when it is the best of what is accepted', () => {
    const get = clusterWithService();
    const kindFor = (accept: string) => get(`${NS}/services`, accept).kind;
    expect(kindFor(`${TABLE},${OLDER},application/json`)).toBe('Table');
    expect(kindFor(`application/json;as=Table;v=v2;g=meta.k8s.io,${OLDER}`)).toBe('Table');
    expect(kindFor(`application/json;as=Table;v=v2;g=meta.k8s.io,application/json`)).toBe(
      'ServiceList',
    );
    expect(kindFor(`application/json,${TABLE}`)).toBe('ServiceList');
    expect(kindFor(`application/json;q=0.5,${TABLE}`)).toBe('Table');
    expect(kindFor('*/*')).toBe('ServiceList');
    expect(kindFor('')).toBe('ServiceList');
  });

  test('does not stand for a Status, nor for what is written', () => {
    const { server } = startTestServer();
    const headers = { Accept: TABLE };
    const ask = (method: 'GET' | 'POST', path: string, body?: object) =>
      server.handle({ method, path, headers, body }).body as { readonly kind: string };
    expect(ask('GET', `${NS}/pods/nope`).kind).toBe('Status');
    expect(ask('GET', '/api/v1').kind).toBe('APIResourceList');
    const service = { metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } };
    expect(ask('POST', `${NS}/services`, service).kind).toBe('Service');
  });

  test('says of every kind what each column is', () => {
    for (const { kind } of resources) {
      const { columns, wide = [] } = columnsOf(kind);
      for (const { name, description } of [...columns, ...wide]) {
        expect(description, `${kind} ${name}`).toBeTruthy();
      }
    }
  });
});

describe('curl on the master', () => {
  const curl = (simulation: Simulation, accept: string, path: string) =>
    simulation.run(`curl -s -H 'Accept: ${accept}' '127.0.0.1:8080${path}'`).stdout;

  test('reads the rows that kubectl prints', () => {
    const simulation = new Simulation();
    simulation.run('kubectl run webapp --image=tomcat --replicas=2 --generator=run/v1');
    simulation.run('sleep 60');
    const table = JSON.parse(curl(simulation, TABLE, `${NS}/pods`)) as Table;
    const rows = table.rows.map(({ cells }) => cells.join(' '));
    const printed = simulation.run('kubectl get pods -o wide --no-headers').stdout;
    expect(rows).toEqual(
      printed
        .trim()
        .split('\n')
        .map((line) => line.replaceAll(/ +/g, ' ')),
    );
    expect(rows).toHaveLength(2);
    const names = table.columnDefinitions.map(({ name }) => name.toUpperCase()).join(' ');
    const [header] = simulation.run('kubectl get pods -o wide').stdout.split('\n');
    expect(names).toBe(header?.replaceAll(/ +/g, ' '));
  });

  test('is told of a pod that has ended', () => {
    const simulation = new Simulation();
    simulation.run('kubectl run once --image=busybox --restart=Never --command -- true');
    simulation.run('sleep 60');
    const table = JSON.parse(curl(simulation, TABLE, `${NS}/pods`)) as Table;
    expect(table.rows.map(({ conditions }) => conditions)).toEqual([
      [
        {
          type: 'Completed',
          status: 'True',
          reason: 'Succeeded',
          message: 'The pod has completed successfully.',
        },
      ],
    ]);
  });

  test('watches Tables', () => {
    const simulation = new Simulation();
    const path = `${NS}/services?watch=true&timeoutSeconds=5`;
    const line = curl(simulation, `${TABLE},application/json`, path);
    expect(JSON.parse(line)).toMatchObject({
      type: 'ADDED',
      object: {
        kind: 'Table',
        rows: [{ cells: expect.arrayContaining(['kubernetes']) as unknown }],
      },
    });
  });

  test('gets nothing that it does not accept', () => {
    const simulation = new Simulation();
    expect(JSON.parse(curl(simulation, 'text/html', `${NS}/services`))).toMatchObject({
      status: 'Failure',
      code: 406,
    });
  });

  test('reads the health of the parts of the control plane', () => {
    const simulation = new Simulation();
    const table = JSON.parse(curl(simulation, TABLE, '/api/v1/componentstatuses')) as Table;
    expect(table.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['controller-manager', 'Healthy'],
      ['etcd-0', 'Healthy'],
      ['scheduler', 'Healthy'],
    ]);
    expect(simulation.run('kubectl get cs/nope').stderr).toBe(
      'Error from server: Component not found: nope\n',
    );
  });
});
