// Pods that crash, are slow, fall ill or cannot be started, as one sees them with kubectl.

import { describe, expect, test } from 'vitest';
import type { Endpoints, Pod } from '../cluster/api/core/v1/objects.ts';
import { podStatusText, readyCount } from '../cluster/api/printers/podText.ts';
import type { Simulation } from './simulation.ts';
import { eventsOf, newCluster, podOf } from './testCluster.ts';

/** STATUS and RESTARTS of a pod each time that they change, with the seconds since the first Running. */
function follow(simulation: Simulation, name: string, seconds: number): string[] {
  const seen: string[] = [];
  const limit = simulation.now + seconds * 1000;
  let zero: number | undefined;
  while (simulation.now < limit && simulation.history.forward()) {
    const pod = podOf(simulation, name);
    const restarts = pod?.status.containerStatuses?.[0]?.restartCount ?? 0;
    const text = pod ? `${readyCount(pod)} ${podStatusText(pod)} ${restarts}` : 'gone';
    if (seen.at(-1)?.endsWith(` ${text}`)) continue;
    if (text.includes('Running')) zero ??= simulation.now;
    const at = zero === undefined ? 0 : Math.round((simulation.now - zero) / 1000);
    seen.push(`${at} ${text}`);
  }
  return seen;
}

function appPod(env: Readonly<Record<string, string>>, rest = ''): string {
  const variables = Object.entries(env).map(
    ([name, value]) => `    - {name: ${name}, value: "${value}"}\n`,
  );
  return `apiVersion: v1
kind: Pod
metadata:
  name: app
  labels: {app: app}
spec:
  containers:
  - name: app
    image: orrery/app
    env:
${variables.join('')}${rest}`;
}

describe('a container that crashes', () => {
  const simulation = newCluster(appPod({ CRASH_AFTER: '2', EXIT_CODE: '7' }));

  test('is restarted at once, then after 10, 20 and 40 seconds, counted from its end', () => {
    expect(follow(simulation, 'app', 88)).toEqual([
      '0 0 Pending 0',
      '0 0 ContainerCreating 0',
      '0 1 Running 0',
      '2 0 Error 0',
      '2 1 Running 1',
      '4 0 Error 1',
      '14 0 CrashLoopBackOff 1',
      '15 1 Running 2',
      '17 0 Error 2',
      '27 0 CrashLoopBackOff 2',
      '37 1 Running 3',
      '39 0 Error 3',
      '49 0 CrashLoopBackOff 3',
      '79 1 Running 4',
      '81 0 Error 4',
    ]);
  });

  test('says so in its Events', () => {
    const { uid } = podOf(simulation, 'app')?.metadata ?? {};
    const events = eventsOf(simulation, 'app');
    expect(events).toContain('Normal Pulling pulling image "orrery/app" (5)');
    expect(events).toContain('Warning BackOff Back-off restarting failed docker container (8)');
    expect(events).toContain(
      `Warning FailedSync Error syncing pod, skipping: failed to "StartContainer" for "app" with CrashLoopBackOff: "Back-off 40s restarting failed container=app pod=app_default(${uid})" (4)`,
    );
  });

  test('keeps its address, and tells how it ended', () => {
    simulation.run('sleep 10');
    const { status } = podOf(simulation, 'app') as Pod;
    const [container] = status.containerStatuses ?? [];
    expect(status.podIP).toMatch(/^172\.17\.\d\.2$/);
    expect(container?.state.waiting?.reason).toBe('CrashLoopBackOff');
    expect(container?.lastState.terminated).toMatchObject({ exitCode: 7, reason: 'Error' });
    expect(container?.ready).toBe(false);
    expect(status.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    });
  });
});

test('idle ends when a crashing pod is in its back-off, and not before', () => {
  const simulation = newCluster(appPod({ CRASH_AFTER: '2' }));
  simulation.runUntilIdle();
  expect(podStatusText(podOf(simulation, 'app') as Pod)).toBe('CrashLoopBackOff');
  expect(simulation.now).toBeLessThan(60_000);
});

describe('a readiness probe', () => {
  const probe = `    readinessProbe:
      httpGet: {path: /ready, port: 8080}
      periodSeconds: 5
---
apiVersion: v1
kind: Service
metadata: {name: app}
spec:
  selector: {app: app}
  ports: [{port: 8080}]
`;
  const simulation = newCluster(appPod({ START_DELAY: '12', UNREADY_AFTER: '40' }, probe));
  const addresses = () => {
    const endpoints = simulation
      .objects('Endpoints')
      .find(({ metadata }) => metadata.name === 'app') as Endpoints;
    const subset = endpoints.subsets[0];
    return [subset?.addresses?.length ?? 0, subset?.notReadyAddresses?.length ?? 0];
  };

  test('keeps a slow pod out of the Endpoints until it succeeds', () => {
    simulation.run('sleep 8');
    expect(podStatusText(podOf(simulation, 'app') as Pod)).toBe('Running');
    expect(addresses()).toEqual([0, 1]);
    simulation.run('sleep 10');
    expect(addresses()).toEqual([1, 0]);
    const ip = podOf(simulation, 'app')?.status.podIP;
    expect(eventsOf(simulation, 'app')).toContain(
      `Warning Unhealthy Readiness probe failed: Get http://${ip}:8080/ready: dial tcp ${ip}:8080: connection refused (2)`,
    );
  });

  test('takes it out again after three failures, and does not restart it', () => {
    simulation.run('sleep 30');
    expect(addresses()).toEqual([1, 0]);
    simulation.run('sleep 10');
    expect(addresses()).toEqual([0, 1]);
    expect(eventsOf(simulation, 'app').join('\n')).toContain(
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    );
    expect(podOf(simulation, 'app')?.status.containerStatuses?.[0]?.restartCount).toBe(0);
  });
});

test('idle waits for the readiness of a slow pod, and not for one that never comes', () => {
  const probe = '    readinessProbe: {httpGet: {path: /ready, port: 8080}}\n';
  const slow = newCluster(appPod({ START_DELAY: '45' }, probe));
  slow.runUntilIdle();
  expect(readyCount(podOf(slow, 'app') as Pod)).toBe(1);
  const never = newCluster(appPod({ READY_AFTER: '1h' }, probe));
  never.runUntilIdle();
  expect(readyCount(podOf(never, 'app') as Pod)).toBe(0);
  expect(never.now).toBeLessThan(60_000);
});

describe('a liveness probe', () => {
  test('lets a container be killed after three failures and made anew in the same pod', () => {
    const probe = `    livenessProbe:
      httpGet: {path: /healthz, port: 8080}
`;
    const simulation = newCluster(appPod({ SICK_AFTER: '15' }, probe));
    expect(follow(simulation, 'app', 45)).toEqual([
      '0 0 Pending 0',
      '0 0 ContainerCreating 0',
      '0 1 Running 0',
      '40 1 Running 1',
    ]);
    const events = eventsOf(simulation, 'app');
    expect(events).toContain(
      'Warning Unhealthy Liveness probe failed: HTTP probe failed with statuscode: 500 (3)',
    );
    const { uid } = podOf(simulation, 'app')?.metadata ?? {};
    expect(events.join('\n')).toMatch(
      /Killing container with docker id [0-9a-f]{12}: pod "app_default/,
    );
    expect(events.join('\n')).toContain(
      `pod "app_default(${uid})" container "app" is unhealthy, it will be killed and re-created.`,
    );
  });

  test('that runs a command sees the files of the container', () => {
    const simulation = newCluster(`apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  terminationGracePeriodSeconds: 5
  containers:
  - name: app
    image: busybox
    args: [/bin/sh, -c, "touch /tmp/healthy; sleep 20; rm /tmp/healthy; sleep 600"]
    livenessProbe:
      exec: {command: [cat, /tmp/healthy]}
`);
    simulation.run('sleep 60');
    expect(podOf(simulation, 'app')?.status.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(eventsOf(simulation, 'app').join('\n')).toContain(
      "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
    );
  });
});

test('a probe of a port where nothing listens says what Go says', () => {
  const probe = `    readinessProbe:
      tcpSocket: {port: 9999}
`;
  const simulation = newCluster(appPod({ PORT: '8080' }, probe));
  simulation.runUntilIdle();
  const ip = podOf(simulation, 'app')?.status.podIP;
  expect(eventsOf(simulation, 'app')).toContain(
    `Warning Unhealthy Readiness probe failed: dial tcp ${ip}:9999: connection refused (3)`,
  );
});

describe('an image that cannot be pulled', () => {
  const simulation = newCluster(`apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  containers:
  - {name: app, image: "tomcat:99"}
`);

  test('is ErrImagePull, then ImagePullBackOff', () => {
    const seen = follow(simulation, 'app', 100).map((line) => line.split(' ')[2]);
    expect(seen.slice(0, 6)).toEqual([
      'Pending',
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
      'ImagePullBackOff',
    ]);
    const events = eventsOf(simulation, 'app').join('\n');
    const text = 'Tag 99 not found in repository docker.io/library/tomcat';
    expect(events).toContain(`Warning Failed Failed to pull image "tomcat:99": ${text}`);
    expect(events).toContain('Normal BackOff Back-off pulling image "tomcat:99"');
    expect(events).toContain(
      `Error syncing pod, skipping: failed to "StartContainer" for "app" with ErrImagePull: "${text}"`,
    );
    expect(podOf(simulation, 'app')?.status.phase).toBe('Pending');
  });
});

describe('a pod that is deleted', () => {
  test('has its preStop hook, SIGTERM and the rest of its grace, and is 0/1 only at its end', () => {
    const hook = `    lifecycle:
      preStop:
        exec: {command: [sleep, "2"]}
`;
    const simulation = newCluster(appPod({ STOP_DELAY: '1s' }, hook));
    simulation.runUntilIdle();
    const started = simulation.now;
    simulation.run('kubectl delete pod app');
    expect(follow(simulation, 'app', 6)).toEqual(['0 1 Terminating 0', '0 gone']);
    expect(simulation.now - started).toBeGreaterThan(3_000);
    expect(eventsOf(simulation, 'app').join('\n')).toMatch(
      /Normal Killing Killing container with docker id [0-9a-f]{12}: Need to kill pod\. \(1\)/,
    );
  });

  test('that does not hear SIGTERM is killed when its grace is over', () => {
    const simulation = newCluster(appPod({ STOP_DELAY: 'never' }));
    simulation.runUntilIdle();
    simulation.run('kubectl delete pod app');
    simulation.run('sleep 29');
    expect(podStatusText(podOf(simulation, 'app') as Pod)).toBe('Terminating');
    simulation.run('sleep 2');
    expect(podOf(simulation, 'app')).toBeUndefined();
  });
});

describe('containers that share a pod', () => {
  const simulation = newCluster(`apiVersion: v1
kind: Pod
metadata: {name: pair}
spec:
  restartPolicy: Never
  volumes:
  - {name: shared, emptyDir: {}}
  containers:
  - name: writer
    image: busybox
    command: [sh, -c, "echo hello > /data/out; sleep 5"]
    volumeMounts: [{name: shared, mountPath: /data}]
  - name: reader
    image: busybox
    command: [sh, -c, "sleep 2; cat /in/out; exit 3"]
    volumeMounts: [{name: shared, mountPath: /in}]
`);
  simulation.run('sleep 20');

  test('share an emptyDir', () => {
    const logs = simulation.history.world.table<{ lines: { text: string }[] }>('logs');
    const texts = logs.values().map(({ lines }) => lines.map(({ text }) => text));
    expect(texts).toEqual([['hello']]);
  });

  test('fail together when one of them fails and none is restarted', () => {
    const { status } = podOf(simulation, 'pair') as Pod;
    expect(status.phase).toBe('Failed');
    expect(status.containerStatuses?.map(({ state }) => state.terminated?.reason)).toEqual([
      'Completed',
      'Error',
    ]);
    expect(status.podIP).toBeUndefined();
  });
});

test('a pod is ended when its active deadline is over', () => {
  const simulation = newCluster(`apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  activeDeadlineSeconds: 10
  containers:
  - {name: app, image: nginx}
`);
  simulation.run('sleep 15');
  const { status } = podOf(simulation, 'app') as Pod;
  expect(status).toMatchObject({
    phase: 'Failed',
    reason: 'DeadlineExceeded',
    message: 'Pod was active on the node longer than specified deadline',
  });
  expect(eventsOf(simulation, 'app').join('\n')).toContain(
    'Normal DeadlineExceeded Pod was active on the node longer than specified deadline',
  );
});
