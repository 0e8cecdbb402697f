import { describe, expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

const RC = `apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: tomcat, ports: [{containerPort: 8080}]}]}
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
`;

function cluster(files: Readonly<Record<string, string>> = {}): Simulation {
  return new Simulation({
    profile: 'v1.3',
    files: { 'rc.yaml': RC, 'svc.yaml': SERVICE, ...files },
  });
}

function after(...lines: readonly string[]): (line: string) => ReturnType<Simulation['run']> {
  const simulation = cluster();
  for (const line of lines) simulation.run(line);
  return (line) => simulation.run(line);
}

describe('kubectl run', () => {
  test('makes a ReplicationController with generator run/v1, as it is sent', () => {
    const run = after();
    expect(
      run(
        'kubectl run web --image=nginx --generator=run/v1 --port=80 --env=A=b --replicas=2 --dry-run -o yaml -- serve -x',
      ).stdout,
    ).toBe(`apiVersion: v1
kind: ReplicationController
metadata:
  creationTimestamp: null
  labels:
    run: web
  name: web
spec:
  replicas: 2
  selector:
    run: web
  template:
    metadata:
      creationTimestamp: null
      labels:
        run: web
    spec:
      containers:
      - args:
        - serve
        - -x
        env:
        - name: A
          value: b
        image: nginx
        name: web
        ports:
        - containerPort: 80
        resources: {}
status:
  replicas: 0
`);
  });

  test.each([
    ['web --image=a --generator=foo/v1', 'Generator: foo/v1 not found.'],
    ['web --image=a --restart=Sometimes', 'invalid restart policy: Sometimes'],
    [
      'web --image=a --restart=Never --replicas=2',
      '--restart=Never requires that --replicas=1, found 2',
    ],
    ['web --image=a --expose', '--port must be set when exposing a service'],
    ['web --image=a --tty', '-i/--stdin is required for containers with --tty=true'],
  ])('%s is refused', (words, text) => {
    expect(after()(`kubectl run ${words}`).stderr).toBe(
      `error: ${text}\nSee 'kubectl run -h' for help and examples.\n`,
    );
  });

  test('says what to ask for where a Deployment would be made', () => {
    expect(after()('kubectl run web --image=nginx').stderr).toMatch(
      /^error: .*--generator=run\/v1/,
    );
  });
});

describe('--record and --save-config', () => {
  const cause = (run: (line: string) => { readonly stdout: string }) =>
    run("kubectl get svc web -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'")
      .stdout;

  test('keep the command in an annotation, and then every later one', () => {
    const run = after('kubectl create -f svc.yaml --record');
    expect(cause(run)).toBe('kubectl create -f svc.yaml --record');
    run('kubectl label svc web a=b');
    expect(cause(run)).toBe('kubectl label svc web a=b');
    run('kubectl label svc web c=d --record=false');
    expect(cause(run)).toBe('kubectl label svc web a=b');
  });

  test('keep the object as it was sent, as apply does', () => {
    const run = after('kubectl create -f svc.yaml --save-config');
    expect(run('kubectl get svc web -o yaml').stdout).toContain(
      `last-applied-configuration: '{"kind":"Service","apiVersion":"v1","metadata":{"name":"web","creationTimestamp":null},"spec":{"ports":[{"port":80,"targetPort":0}]},"status":{"loadBalancer":{}}}'`,
    );
  });
});

describe('kubectl apply', () => {
  test('deletes what the file named before and names no more, and keeps what others set', () => {
    const simulation = cluster();
    const apply = (text: string) => {
      simulation.submit({ type: 'file', path: 'a.yaml', text });
      return simulation.run('kubectl apply -f a.yaml').stdout;
    };
    const labels = 'metadata: {name: web, labels: {a: "1", b: "2"}}';
    expect(apply(SERVICE.replace('metadata: {name: web}', labels))).toBe('service "web" created\n');
    simulation.run('kubectl label svc web theirs=x');
    expect(apply(SERVICE.replace('metadata: {name: web}', labels.replace('a: "1", ', '')))).toBe(
      'service "web" configured\n',
    );
    expect(simulation.run('kubectl get svc web --show-labels --no-headers').stdout).toMatch(
      /b=2,theirs=x\n$/,
    );
  });

  test('sets back what somebody changed of what the file leaves to its default', () => {
    const run = after('kubectl apply -f svc.yaml');
    run(`kubectl patch svc web -p '{"spec":{"ports":[{"port":80,"targetPort":90}]}}'`);
    run('kubectl apply -f svc.yaml');
    expect(run('kubectl get svc web -o jsonpath={.spec.ports[0].targetPort}').stdout).toBe('80');
  });
});

describe('kubectl drain', () => {
  test('marks the node, then deletes the pods that will be made again', () => {
    const run = after('kubectl create -f rc.yaml', 'sleep 60');
    const { stdout } = run('kubectl drain 192.168.18.4');
    expect(stdout).toMatch(
      /^node "192\.168\.18\.4" cordoned\n(pod "web-\w{5}" deleted\n)+node "192\.168\.18\.4" drained\n$/,
    );
    expect(run('kubectl cordon 192.168.18.4').stdout).toBe(
      'node "192.168.18.4" already cordoned\n',
    );
    expect(run('kubectl uncordon 192.168.18.4').stdout).toBe('node "192.168.18.4" uncordoned\n');
  });

  test('does not delete a pod that nobody would make again, unless it is forced', () => {
    const run = after(
      'kubectl cordon 192.168.18.4',
      'kubectl run p --image=tomcat --restart=Never',
      'sleep 60',
    );
    expect(run('kubectl drain 192.168.18.3')).toMatchObject({
      stdout: 'node "192.168.18.3" cordoned\n',
      stderr:
        'error: pods not managed by ReplicationController, ReplicaSet, Job, or DaemonSet: p (use --force to override)\n',
      exit: 1,
    });
    expect(run('kubectl drain 192.168.18.3 --force').stdout).toBe(
      'node "192.168.18.3" already cordoned\n' +
        'WARNING: About to delete these pods not managed by ReplicationController, ReplicaSet, Job, or DaemonSet: p\n' +
        'pod "p" deleted\nnode "192.168.18.3" drained\n',
    );
  });

  test('wants one node', () => {
    expect(after()('kubectl drain').stderr).toBe(
      "error: USAGE: drain NODE [flags]\nSee 'kubectl drain -h' for help and examples.\n",
    );
  });
});

describe('kubectl delete', () => {
  test('scales a ReplicationController to nothing before it deletes it', () => {
    const run = after('kubectl create -f rc.yaml', 'sleep 60');
    const start = run('true').at;
    const { stdout, at } = run('kubectl delete rc web');
    expect(stdout).toBe('replicationcontroller "web" deleted\n');
    expect(at - start).toBeGreaterThanOrEqual(2_000);
    expect(run('kubectl get rc').stdout).toBe('');
  });

  test('refuses a ReplicationController whose selector another one widens', () => {
    const labels = '{app: web, tier: a}';
    const wider = RC.replace('{name: web}', '{name: wider}').replace('{app: web}', labels);
    const simulation = cluster({ 'wider.yaml': wider });
    simulation.run('kubectl create -f rc.yaml -f wider.yaml');
    expect(simulation.run('kubectl delete rc web').stderr).toBe(
      'error: Detected overlapping controllers for rc web: wider, please manage deletion individually with --cascade=false.\n',
    );
    expect(simulation.run('kubectl delete rc web --cascade=false').exit).toBe(0);
  });

  test('of kinds that this cluster has none of finds nothing', () => {
    const run = after();
    expect(run('kubectl delete deployments --all').stdout).toBe('No resources found\n');
    expect(run('kubectl delete deployment web').stderr).toBe(
      'Error from server: deployments.extensions "web" not found\n',
    );
    expect(run('kubectl delete deployment web --ignore-not-found').exit).toBe(0);
  });
});

describe('words that do not fit together', () => {
  test.each([
    [
      'delete pods/a b',
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'\n",
    ],
    ['delete pods/a/b', 'arguments in resource/name form may not have more than one slash\n'],
    ['delete pods/', 'arguments in resource/name form must have a single resource and name\n'],
    ['delete pod a -l b=c', 'error: name cannot be provided when a selector is specified\n'],
    ['delete -l b=c', 'error: at least one resource must be specified to use a selector\n'],
    [
      'delete pods -f svc.yaml --all',
      'error: when paths, URLs, or stdin is provided as input, you may not specify a resource by arguments as well\n',
    ],
    ['delete foo bar', `the server doesn't have a resource type "foo"\n`],
    [
      'create -f no.yaml -f svc.yaml -f gone.yaml',
      'the path "no.yaml" does not exist\nthe path "gone.yaml" does not exist\n',
    ],
    ['label pod a b=c d', 'error: all resources must be specified before label changes: d\n'],
    [
      'label pod a b=c b-',
      "error: can not both modify and remove a label in the same command\nSee 'kubectl label -h' for help and examples.\n",
    ],
    [
      'annotate pod a b=',
      "error: invalid annotation format: b=\nSee 'kubectl annotate -h' for help and examples.\n",
    ],
    [
      'patch svc a -p {} --type=x',
      `error: --type must be one of [json merge strategic], not "x"\nSee 'kubectl patch -h' for help and examples.\n`,
    ],
    [
      'create configmap a --from-literal=b=c',
      'error: create configmap: this cluster has no objects of that kind\n',
    ],
    ['config use-context a', 'error: no context exists with the name: "a".\n'],
    [
      'cluster-info dump',
      `error: this playground's kubectl does not simulate "cluster-info dump"\n`,
    ],
    [
      'rollout status rc/web',
      'error: no status viewer has been implemented for { ReplicationController}\n',
    ],
    ['set image rc/web x=y', 'error: unable to find container named "x"\n'],
    ['replace -f svc.yaml --grace-period=1', 'error: --grace-period must have --force specified\n'],
    [
      'scale rc web web --replicas=1 --current-replicas=2',
      'error: cannot use --current-replicas with multiple resources\n',
    ],
  ])('kubectl %s is refused', (words, stderr) => {
    const run = after('kubectl create -f rc.yaml');
    expect(run(`kubectl ${words}`)).toMatchObject({ stdout: '', stderr, exit: 1 });
  });
});

describe('several failures', () => {
  test('come in the order of what was done, those of reading behind', () => {
    const run = after('kubectl create -f svc.yaml');
    const simulation = cluster({ 'bad.yaml': 'a: b: c\n' });
    simulation.run('kubectl create -f svc.yaml');
    expect(simulation.run('kubectl create -f bad.yaml -f svc.yaml').stderr).toBe(
      'Error from server: error when creating "svc.yaml": services "web" already exists\n' +
        'yaml: mapping values are not allowed in this context\n',
    );
    expect(run('kubectl label svc web no x=y').stderr).toBe(
      'Error from server: services "no" not found\n',
    );
  });

  test('of items of a List name no file', () => {
    const list = `{"kind":"List","apiVersion":"v1","items":[${JSON.stringify({
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { name: 'web' },
      spec: { ports: [{ port: 80 }] },
    })}]}`;
    const simulation = cluster({ 'list.json': list });
    simulation.run('kubectl create -f list.json');
    expect(simulation.run('kubectl create -f list.json').stderr).toBe(
      'Error from server: services "web" already exists\n',
    );
  });
});

test('set image changes the template of a ReplicationController', () => {
  const run = after('kubectl create -f rc.yaml');
  expect(run('kubectl set image rc/web c=tomcat:8').stdout).toBe(
    'replicationcontroller "web" image updated\n',
  );
  expect(run('kubectl get rc -o wide --no-headers').stdout).toContain('tomcat:8');
});

test('a folder is read in the order of its names, and -R reads those in it too', () => {
  const other = SERVICE.replace('name: web', 'name: deep');
  const simulation = cluster({ 'd/b.yaml': SERVICE, 'd/a.txt': 'no', 'd/e/c.yml': other });
  expect(simulation.run('kubectl create -f d').stdout).toBe('service "web" created\n');
  expect(simulation.run('kubectl create -f d/ -R')).toMatchObject({
    stdout: 'service "deep" created\n',
    stderr: 'Error from server: error when creating "d/b.yaml": services "web" already exists\n',
  });
});
