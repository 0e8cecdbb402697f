// The book's guest book: what its programs say to one another goes over the same network as everything else.

import { beforeEach, describe, expect, test } from 'vitest';
import { isControlLine, runControlLine } from './controlLine.ts';
import { Simulation } from './simulation.ts';

const SERVICE = (name: string, rest = 'ports: [{port: 6379}]') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {name: ${name}}, ${rest}}
---`;

const CONTROLLER = (name: string, image: string, replicas = 1) => `
apiVersion: v1
kind: ReplicationController
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {name: ${name}}
  template:
    metadata: {labels: {name: ${name}}}
    spec:
      containers:
      - name: ${name.replace('redis-', '')}
        image: kubeguide/${image}
        env: [{name: GET_HOSTS_FROM, value: env}]
---`;

const FILES = {
  'services.yaml': SERVICE('redis-master') + SERVICE('redis-slave'),
  'controllers.yaml':
    CONTROLLER('redis-master', 'redis-master') +
    CONTROLLER('redis-slave', 'guestbook-redis-slave', 2) +
    CONTROLLER('frontend', 'guestbook-php-frontend') +
    SERVICE('frontend', 'type: NodePort, ports: [{port: 80, nodePort: 30001}]'),
};

const PAGE = 'http://192.168.18.3:30001/guestbook.php';

let simulation: Simulation;

function say(line: string): string {
  const { stdout, stderr } = isControlLine(line)
    ? runControlLine(simulation, line)
    : simulation.run(line);
  return stdout + stderr;
}

function podOf(name: string): string {
  return say(`kubectl get pods -l name=${name} -o name | head -1`).replace('pod/', '').trim();
}

function logOf(pod: string): string {
  return say(`kubectl logs ${pod}`);
}

beforeEach(() => {
  simulation = new Simulation({ files: FILES });
  for (const file of Object.keys(FILES)) say(`kubectl create -f ${file}`);
  simulation.runUntilIdle();
});

describe('the guest book', () => {
  test('writes to the master, and reads from a slave what has come there', () => {
    expect(say(`curl -s '${PAGE}?cmd=get&key=messages'`)).toBe('{"data": ""}');
    expect(say(`curl -s '${PAGE}?cmd=set&key=messages&value=hello+world'`)).toBe(
      '{"message": "Updated"}',
    );
    say('sleep 2');
    expect(say(`curl -s '${PAGE}?cmd=get&key=messages'`)).toBe('{"data": "hello world"}');
    expect(say('orrery trace')).toMatch(/guestbook-php-frontend opens request \d+ to 169\.169\./);
  });

  test('shows what PHP says when redis-master has no endpoints', () => {
    say('kubectl scale rc redis-master --replicas=0');
    simulation.runUntilIdle();
    // A pod's packet to a Service without endpoints is lost: only what starts on a node is refused.
    expect(say(`curl -s '${PAGE}?cmd=set&key=messages&value=hi'`)).toContain(
      "exception 'Predis\\Connection\\ConnectionException' with message 'Connection timed out [tcp://169.169.",
    );
    expect(say(`curl -s '${PAGE}?cmd=get&key=messages'`)).toBe('{"data": ""}');
  });

  test('is asked why a request came to that', () => {
    say(`curl -s '${PAGE}?cmd=set&key=messages&value=hi'`);
    const id = /opens request (\d+)/.exec(say('orrery trace'))?.[1];
    expect(say(`orrery why request/${id}`)).toContain('cmd=set');
  });
});

describe('a slave', () => {
  test('follows its master, and both say so', () => {
    const master = podOf('redis-master');
    const info = say(`kubectl exec ${master} -- redis-cli info replication`);
    expect(info).toContain('role:master\r\nconnected_slaves:2\r\nslave0:ip=172.17.');
    const slave = say(`kubectl exec ${podOf('redis-slave')} -- redis-cli info replication`);
    expect(slave).toMatch(/role:slave\r\nmaster_host:169\.169\.\d+\.\d+\r\nmaster_port:6379/);
    expect(slave).toContain('master_link_status:up');
    expect(logOf(podOf('redis-slave'))).toContain('MASTER <-> SLAVE sync: Finished with success');
  });

  test('has a write a little later', () => {
    const [master, slave] = [podOf('redis-master'), podOf('redis-slave')];
    expect(say(`kubectl exec -it ${master} -- redis-cli rpush guests anna ben`)).toBe(
      '(integer) 2\n',
    );
    say('sleep 1');
    expect(say(`kubectl exec -it ${slave} -- redis-cli lrange guests 0 -1`)).toBe(
      '1) "anna"\n2) "ben"\n',
    );
    expect(say(`kubectl exec ${slave} -- redis-cli set a b`)).toBe(
      "READONLY You can't write against a read only slave.\n\n",
    );
  });

  test('loses its master with the pod, and takes over from the next one, which is empty', () => {
    const [master, slave] = [podOf('redis-master'), podOf('redis-slave')];
    say(`kubectl exec ${master} -- redis-cli set a b`);
    say('sleep 2');
    say('kubectl scale rc redis-master --replicas=0');
    say('sleep 3');
    expect(say(`kubectl exec ${slave} -- redis-cli info replication`)).toContain(
      'master_link_status:down',
    );
    expect(say(`kubectl exec ${slave} -- redis-cli get a`)).toBe('b\n');
    say('kubectl scale rc redis-master --replicas=1');
    say('sleep 120');
    expect(say(`kubectl exec ${slave} -- redis-cli info replication`)).toContain(
      'master_link_status:up',
    );
    expect(say(`kubectl exec ${slave} -- redis-cli get a`)).toBe('\n');
    expect(logOf(slave)).toContain('# Connection with master lost.');
    expect(say(`kubectl exec ${podOf('redis-master')} -- redis-cli info replication`)).toContain(
      'connected_slaves:2',
    );
  });

  test('that ends is counted by its master no longer', () => {
    say(`kubectl delete pod ${podOf('redis-slave')}`);
    simulation.runUntilIdle();
    say('kubectl scale rc redis-slave --replicas=1');
    say('sleep 40');
    expect(say(`kubectl exec ${podOf('redis-master')} -- redis-cli info replication`)).toContain(
      'connected_slaves:1',
    );
  });

  test('is the same after going back and forth', () => {
    say('sleep 30');
    const digest = say('orrery digest');
    say('orrery back 200');
    say('orrery seek end');
    expect(say('orrery digest')).toBe(digest);
  });
});

test('a slave that was started before the Service redis-master does not know its address', () => {
  simulation = new Simulation({ files: FILES });
  say('kubectl create -f controllers.yaml');
  simulation.runUntilIdle();
  expect(say('kubectl get pods -l name=redis-slave')).toMatch(/CrashLoopBackOff|Error/);
  expect(logOf(podOf('redis-slave'))).toContain(
    `>>> 'slaveof "6379"'\nBad directive or wrong number of arguments`,
  );
});

describe('redis-cli to another pod', () => {
  test('says what is wrong, as redis-cli does', () => {
    const slave = podOf('redis-slave');
    const cli = (host: string) => say(`kubectl exec ${slave} -- redis-cli -h ${host} ping`);
    const [master = ''] =
      /172\.17\.\S+/.exec(say('kubectl get pods -l name=redis-master -o wide')) ?? [];
    expect(cli(master)).toBe('PONG\n');
    expect(cli(`${master} -p 6380`)).toContain(
      `Could not connect to Redis at ${master}:6380: Connection refused\n`,
    );
    expect(cli('redis-master')).toContain(
      'Could not connect to Redis at redis-master:6379: Name or service not known\n',
    );
    expect(cli('192.168.18.3 -p 8080')).toContain('Protocol error');
  });
});

test('a script in a container opens a connection each time round', () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: {name: asks}
spec:
  containers:
  - name: box
    image: busybox
    command: [sh, -c, 'while true; do echo "got $(wget -q -O - http://$REDIS_SLAVE_SERVICE_HOST:81 || echo nothing)"; echo PING | nc $REDIS_MASTER_SERVICE_HOST 6379; sleep 5; done']
`;
  simulation.run(`cat > asks.yaml <<'EOF'\n${pod}EOF`);
  say('kubectl create -f asks.yaml');
  simulation.runUntilIdle();
  say('sleep 300');
  const log = logOf('asks');
  expect(log).toContain('+PONG');
  expect(log).toContain('got ');
});
