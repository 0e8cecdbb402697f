import { describe, expect, test } from 'vitest';
import type { Pod, ReplicationController, Service } from '../api/core/v1/objects.ts';
import type { Status } from '../api/meta.ts';
import type { ApiResponse } from './client.ts';
import { controller, message, NS, pod, service, startTestServer } from './testServer.ts';

describe('an object', () => {
  test('is stored with its defaults, in the order in which Kubernetes prints them', () => {
    const { ask } = startTestServer();
    const { status, body } = ask(`POST ${NS}/pods`, {
      spec: {
        nodeName: 'n',
        containers: [{ image: 'nginx', name: 'c', ports: [{ containerPort: 80 }] }],
      },
      metadata: { name: 'p', labels: { b: '1', a: '2' } },
    });
    expect(status).toBe(201);
    expect(JSON.stringify(body)).toMatch(
      /^\{"kind":"Pod","apiVersion":"v1","metadata":\{"name":"p","namespace":"default","selfLink":"\/api\/v1\/namespaces\/default\/pods\/p","uid":"[0-9a-f-]{36}","resourceVersion":"\d+","creationTimestamp":"2016-07-01T12:00:00Z","labels":\{"a":"2","b":"1"\}\},"spec":\{"containers":\[\{"name":"c","image":"nginx","ports":\[\{"containerPort":80,"protocol":"TCP"\}\],"resources":\{\},"terminationMessagePath":"\/dev\/termination-log","imagePullPolicy":"Always"\}\],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","nodeName":"n","securityContext":\{\}\},"status":\{"phase":"Pending"\}\}$/,
    );
  });

  test('has a uid of version 1 that no other has', () => {
    const { ask } = startTestServer();
    const uids = ['a', 'b', 'c'].map(
      (name) => (ask(`POST ${NS}/services`, service(name)).body as Service).metadata.uid,
    );
    expect(new Set(uids).size).toBe(3);
    expect(uids[0]).toMatch(/^[0-9a-f]{8}-3f83-11e6-[89ab][0-9a-f]{3}-0242ac110002$/);
  });

  test('gets a name that begins as generateName says', () => {
    const { ask } = startTestServer();
    const made = ask(`POST ${NS}/pods`, {
      ...pod(''),
      metadata: { generateName: 'webapp-' },
    }).body as Pod;
    expect(made.metadata.name).toMatch(/^webapp-[a-z0-9]{5}$/);
    expect(made.metadata.generateName).toBe('webapp-');
  });

  test('is written once only: a second one of its name is refused', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/services`, service('web'));
    const { status, body } = ask(`POST ${NS}/services`, service('web'));
    expect(status).toBe(409);
    expect(body).toMatchObject({
      message: 'services "web" already exists',
      reason: 'AlreadyExists',
      details: { name: 'web', kind: 'services' },
    });
  });

  test('that is wrong is refused with a cause for each mistake', () => {
    const { ask } = startTestServer();
    const { status, body } = ask(`POST ${NS}/services`, service('Web_', { ports: [{ port: 0 }] }));
    expect(status).toBe(422);
    expect(body).toMatchObject({
      reason: 'Invalid',
      details: {
        name: 'Web_',
        kind: 'Service',
        causes: [
          { reason: 'FieldValueInvalid', field: 'metadata.name' },
          { reason: 'FieldValueInvalid', field: 'spec.ports[0].port' },
          { reason: 'FieldValueInvalid', field: 'spec.ports[0].targetPort' },
        ],
      },
    });
  });

  test('of another kind, version or type is not taken', () => {
    const { ask } = startTestServer();
    const post = (body: unknown) => message(ask(`POST ${NS}/services`, body));
    expect(post({ kind: 'Foo', apiVersion: 'v1' })).toBe(
      'Foo in version "v1" cannot be handled as a Service: no kind "Foo" is registered for version "v1"',
    );
    expect(post({ kind: 'Service', apiVersion: 'v2' })).toBe(
      'Service in version "v2" cannot be handled as a Service: no kind "Service" is registered for version "v2"',
    );
    expect(post('{"metadata":{"name":1}}')).toBe(
      `Service in version "v1" cannot be handled as a Service: [pos 21]: json: expect char '"' but got char '1'`,
    );
    expect(post('<html>')).toBe(
      `the object provided is unrecognized (must be of type Service): couldn't get version/kind; json parse error: invalid character '<' looking for beginning of value (3c68746d6c3e)`,
    );
  });
});

describe('an update', () => {
  test('with an old resourceVersion is a conflict', () => {
    const { ask } = startTestServer();
    const made = ask(`POST ${NS}/pods`, pod('p')).body as Pod;
    const labelled = { ...made, metadata: { ...made.metadata, labels: { a: 'b' } } };
    expect(ask(`PUT ${NS}/pods/p`, labelled).status).toBe(200);
    const { status, body } = ask(`PUT ${NS}/pods/p`, labelled);
    expect(status).toBe(409);
    expect(body).toMatchObject({
      message:
        'Operation cannot be fulfilled on pods "p": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  test('that changes nothing is not written', () => {
    const { ask, changes } = startTestServer();
    const made = ask(`POST ${NS}/replicationcontrollers`, controller('web')).body;
    const before = changes.length;
    expect(ask(`PUT ${NS}/replicationcontrollers/web`, made).body).toEqual(made);
    expect(changes.length).toBe(before);
  });

  test('of a Service without its version is refused; of others it is the present one', () => {
    const { ask } = startTestServer();
    const made = ask(`POST ${NS}/services`, service('web')).body as Service;
    const { resourceVersion: _, ...metadata } = made.metadata;
    expect(message(ask(`PUT ${NS}/services/web`, { ...made, metadata }))).toBe(
      'Service "web" is invalid: metadata.resourceVersion: Invalid value: "": must be specified for an update',
    );
    ask(`POST ${NS}/pods`, pod('p'));
    expect(ask(`PUT ${NS}/pods/p`, pod('p', { labels: { a: 'b' } })).status).toBe(200);
  });

  test('of spec counts the generation up, of labels and status not', () => {
    const { ask } = startTestServer();
    const path = `${NS}/replicationcontrollers/web`;
    const made = ask(`POST ${NS}/replicationcontrollers`, controller('web'))
      .body as ReplicationController;
    const generation = (response: ApiResponse) =>
      (response.body as ReplicationController).metadata.generation;
    const labels = ask(`PATCH ${path}`, { metadata: { labels: { a: 'b' } } });
    expect(generation(labels)).toBe(1);
    const spec = ask(`PATCH ${path}`, { spec: { replicas: 3 } });
    expect(generation(spec)).toBe(2);
    const status = ask(`PUT ${path}/status`, {
      ...made,
      metadata: { name: 'web' },
      status: { replicas: 3 },
    });
    expect(generation(status)).toBe(2);
    expect((status.body as ReplicationController).spec.replicas).toBe(3);
    expect((status.body as ReplicationController).metadata.selfLink).toBe(`${path}/status`);
  });

  test('of a pod names the mistakes of its metadata three times', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/pods`, pod('p'));
    const { body } = ask(`PATCH ${NS}/pods/p`, { metadata: { labels: { 'a b': 'c' } } });
    expect((body as Status).details?.causes?.length).toBe(3);
  });

  test('of Endpoints packs addresses with equal ports together, sorted by their text', () => {
    const { ask } = startTestServer();
    const ports = [{ port: 80 }];
    const first = [{ addresses: [{ ip: '1.2.3.9' }], ports }];
    const { body } = ask(`POST ${NS}/endpoints`, { metadata: { name: 'mine' }, subsets: first });
    const other = [
      { addresses: [{ ip: '1.2.3.9' }], ports },
      { addresses: [{ ip: '1.2.3.10' }], notReadyAddresses: [{ ip: '1.2.3.8' }], ports },
    ];
    const written = ask(`PUT ${NS}/endpoints/mine`, { ...(body as object), subsets: other });
    expect(written.body).toMatchObject({
      subsets: [
        {
          addresses: [{ ip: '1.2.3.10' }, { ip: '1.2.3.9' }],
          notReadyAddresses: [{ ip: '1.2.3.8' }],
          ports: [{ port: 80, protocol: 'TCP' }],
        },
      ],
    });
  });

  test('of Endpoints that are not there makes them', () => {
    const { ask } = startTestServer();
    expect(ask(`PUT ${NS}/endpoints/x`, { metadata: { name: 'x' }, subsets: [] }).status).toBe(201);
    expect(message(ask(`PUT ${NS}/pods/x`, pod('x')))).toBe('pods "x" not found');
  });

  test('names the object of the path', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/pods`, pod('p'));
    expect(message(ask(`PUT ${NS}/pods/p`, pod('q')))).toBe(
      'the name of the object (q) does not match the name on the URL (p)',
    );
    expect(message(ask(`POST ${NS}/pods`, pod('q', { namespace: 'other' })))).toBe(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  });
});

describe('a Service of type NodePort', () => {
  const nodePort = (name: string, port?: number) =>
    service(name, { type: 'NodePort', ports: [{ port: 80, ...(port ? { nodePort: port } : {}) }] });

  test('gets a free port of the range, and no other can have it', () => {
    const { ask } = startTestServer();
    const made = ask(`POST ${NS}/services`, nodePort('a')).body as Service;
    const port = made.spec.ports[0]?.nodePort ?? 0;
    expect(port).toBeGreaterThanOrEqual(30000);
    expect(message(ask(`POST ${NS}/services`, nodePort('b', port)))).toBe(
      `Service "b" is invalid: spec.ports[0].nodePort: Invalid value: ${port}: provided port is already allocated`,
    );
    ask(`DELETE ${NS}/services/a`);
    expect(ask(`POST ${NS}/services`, nodePort('b', port)).status).toBe(201);
  });

  test('loses its port to another after any update, as the inverted test of 1.3 has it', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/services`, nodePort('a', 30081));
    ask(`PATCH ${NS}/services/a`, { metadata: { labels: { x: 'y' } } });
    expect(ask(`POST ${NS}/services`, nodePort('b', 30081)).status).toBe(201);
  });

  test('that is refused keeps nothing', () => {
    const { ask, world } = startTestServer();
    const before = world.table('serviceIPs').size;
    ask(`POST ${NS}/services`, nodePort('a', 70000));
    expect(world.table('serviceIPs').size).toBe(before);
    const twice = service('c', {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80, protocol: 'TCP', nodePort: 30092 },
        { name: 'b', port: 80, protocol: 'UDP', nodePort: 30092 },
      ],
    });
    expect(message(ask(`POST ${NS}/services`, twice))).toContain(
      'spec.ports[1].nodePort: Invalid value: 30092: provided port is already allocated',
    );
    expect(world.table('nodePorts').size).toBe(0);
  });

  test('that is there already is found out by its address first', () => {
    const { ask } = startTestServer();
    const fixed = service('a', { clusterIP: '169.169.7.7' });
    ask(`POST ${NS}/services`, fixed);
    expect(message(ask(`POST ${NS}/services`, fixed))).toBe(
      'Service "a" is invalid: spec.clusterIP: Invalid value: "169.169.7.7": provided IP is already allocated',
    );
  });

  test('that was headless gets the address that it wants without taking it', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/services`, service('a', { clusterIP: 'None' }));
    expect(ask(`PATCH ${NS}/services/a`, { spec: { clusterIP: '169.169.7.7' } }).status).toBe(200);
    expect(ask(`POST ${NS}/services`, service('b', { clusterIP: '169.169.7.7' })).status).toBe(201);
  });
});

describe('a pod that is deleted', () => {
  function bound(): ReturnType<typeof startTestServer> {
    const server = startTestServer();
    server.ask(`POST ${NS}/pods`, pod('p'));
    server.ask(`POST ${NS}/pods/p/binding`, { target: { kind: 'Node', name: 'n' } });
    return server;
  }

  test('and has no node is gone at once', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/pods`, pod('p'));
    expect(ask(`DELETE ${NS}/pods/p`).body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 200,
    });
    expect(ask(`GET ${NS}/pods/p`).status).toBe(404);
  });

  test('gets its grace, which can only be made shorter', () => {
    const { ask } = bound();
    const grace = () => (ask(`GET ${NS}/pods/p`).body as Pod).metadata.deletionGracePeriodSeconds;
    ask(`DELETE ${NS}/pods/p`);
    expect(grace()).toBe(30);
    ask(`DELETE ${NS}/pods/p`, { gracePeriodSeconds: 60 });
    expect(grace()).toBe(30);
    ask(`DELETE ${NS}/pods/p`, { gracePeriodSeconds: 10 });
    expect(grace()).toBe(10);
    expect((ask(`GET ${NS}/pods/p`).body as Pod).metadata.deletionTimestamp).toBe(
      '2016-07-01T12:00:10Z',
    );
    ask(`DELETE ${NS}/pods/p`, { gracePeriodSeconds: 0 });
    expect(ask(`GET ${NS}/pods/p`).status).toBe(404);
  });

  test('cannot be bound any more, nor twice', () => {
    const { ask } = bound();
    const bind = () => message(ask(`POST ${NS}/pods/p/binding`, { target: { name: 'm' } }));
    expect(bind()).toBe(
      'Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "n"',
    );
    ask(`DELETE ${NS}/pods/p`);
    expect(bind()).toBe(
      'Operation cannot be fulfilled on pods/binding "p": pod p is being deleted, cannot be assigned to a host',
    );
  });

  test('is another one than the precondition says', () => {
    const { ask } = bound();
    expect(message(ask(`DELETE ${NS}/pods/p`, { preconditions: { uid: 'x' } }))).toMatch(
      /^Operation cannot be fulfilled on Pod "p": the UID in the precondition \(x\) does not match/,
    );
  });
});

describe('a namespace', () => {
  test('that is not there takes nothing', () => {
    const { ask } = startTestServer();
    expect(message(ask('POST /api/v1/namespaces/nosuch/pods', pod('p')))).toBe(
      'namespaces "nosuch" not found',
    );
    expect(ask('GET /api/v1/namespaces/nosuch/pods').status).toBe(200);
  });

  test('that goes takes nothing new, and says so when it is deleted again', () => {
    const { ask } = startTestServer();
    ask('POST /api/v1/namespaces', { metadata: { name: 'test' } });
    expect(ask('DELETE /api/v1/namespaces/test').body).toMatchObject({
      status: { phase: 'Terminating' },
    });
    expect(message(ask('POST /api/v1/namespaces/test/pods', pod('p')))).toBe(
      'pods "p" is forbidden: Unable to create new content in namespace test because it is being terminated.',
    );
    expect(message(ask('DELETE /api/v1/namespaces/test'))).toBe(
      'Operation cannot be fulfilled on namespaces "test": The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will automatically be purged by the system.',
    );
  });

  test('of the system stays', () => {
    const { ask } = startTestServer();
    expect(message(ask('DELETE /api/v1/namespaces/kube-system'))).toBe(
      'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    );
  });
});

describe('the Scale of a ReplicationController', () => {
  const path = '/apis/extensions/v1beta1/namespaces/default/replicationcontrollers/web/scale';

  test('is read and written in the group extensions', () => {
    const { ask } = startTestServer();
    ask(`POST ${NS}/replicationcontrollers`, controller('web'));
    const scale = ask(`GET ${path}`).body as { metadata: object };
    expect(scale).toMatchObject({
      kind: 'Scale',
      apiVersion: 'extensions/v1beta1',
      metadata: { selfLink: path },
      spec: { replicas: 2 },
      status: { replicas: 0, selector: { app: 'web' }, targetSelector: 'app=web' },
    });
    expect(ask(`PUT ${path}`, { ...scale, spec: { replicas: 5 } }).body).toMatchObject({
      spec: { replicas: 5 },
    });
    expect(message(ask(`PUT ${path}`, { ...scale, spec: { replicas: -1 } }))).toBe(
      'Scale.extensions "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });
});

describe('discovery', () => {
  test('tells what is served', () => {
    const { ask } = startTestServer();
    expect(ask('GET /api').body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    expect(ask('GET /api/v1').body).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'v1',
    });
    expect(ask('GET /apis').body).toMatchObject({ groups: [{ name: 'extensions' }] });
    expect(ask('GET /healthz').body).toBe('ok');
    expect(ask('GET /api/v1/foos')).toMatchObject({
      status: 404,
      body: { message: 'the server could not find the requested resource', details: {} },
    });
  });
});
