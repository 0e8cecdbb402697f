// "Why?" along the first story, and that no chain ends before a command or the start of the world.

import { describe, expect, test } from 'vitest';
import { resources } from '../../cluster/api/kinds.ts';
import { firstFiles } from '../firstFiles.ts';
import { Simulation } from '../simulation.ts';
import { formatReasons, reasonsOf } from './why.ts';

function why(simulation: Simulation, target: string): string {
  const reasons = reasonsOf(simulation, target);
  return typeof reasons === 'string' ? reasons : formatReasons(reasons).replace(/\s+/g, ' ').trim();
}

function newStory(): { simulation: Simulation; dead: string; born: string } {
  const simulation = new Simulation({ files: firstFiles });
  simulation.run('kubectl apply -f webapp-rc.yaml');
  simulation.runUntilIdle();
  simulation.run('kubectl expose rc webapp');
  simulation.runUntilIdle();
  const names = () => simulation.objects('Pod').map(({ metadata }) => metadata.name);
  const before = names();
  const dead = before[0] ?? '';
  simulation.run(`kubectl delete pod ${dead}`);
  simulation.runUntilIdle();
  return { simulation, dead, born: names().find((name) => !before.includes(name)) ?? '' };
}

describe('why', () => {
  const { simulation, dead, born } = newStory();

  test('tells why a pod was made, to the command', () => {
    expect(why(simulation, `pod/${born}.metadata.name`)).toBe(
      `Pod ${born} has metadata.name "${born}", because pod ${born} was created by the replication manager, because ReplicationController webapp had 1 of 2 pods, because pod ${dead} was deleted, because you ran: kubectl delete pod ${dead}.`,
    );
  });

  test('tells what last happened to a pod', () => {
    expect(why(simulation, `pod/${born}`)).toMatch(
      new RegExp(
        `^Pod ${born} became ready, as the kubelet on 192\\.168\\.18\\.\\d reported, because pod ${born} was assigned to 192\\.168\\.18\\.\\d by the scheduler, because it had \\d+ of 30 points, the most of 2 nodes that fitted, because pod ${born} was created by the replication manager, because ReplicationController webapp had 1 of 2 pods, because pod ${dead} was deleted, because you ran: kubectl delete pod ${dead}\\.$`,
      ),
    );
  });

  test('tells why an address is in the Endpoints', () => {
    expect(why(simulation, 'ep/webapp')).toMatch(
      new RegExp(
        `^Endpoints webapp gained 172\\.17\\.\\d\\.\\d+, as the endpoints controller reported, because pod ${born} became ready`,
      ),
    );
  });

  test('tells why the rules of a node are as they are', () => {
    expect(why(simulation, 'rule/192.168.18.4/KUBE-SERVICES')).toMatch(
      /^The rules of 192\.168\.18\.4 were written by kube-proxy on 192\.168\.18\.4, because Service webapp was created, because you ran: kubectl expose rc webapp\.$/,
    );
  });

  test('tells who kept a node silent, and which pod was missing', () => {
    const { simulation: later } = newStory();
    later.run('kubectl run other --image=nginx --generator=run/v1');
    later.run('orrery stop kubelet@192.168.18.4');
    later.run('sleep 420');
    expect(why(later, 'node/192.168.18.4')).toBe(
      'Node 192.168.18.4 became NotReady, as the node controller reported, because node 192.168.18.4 had been silent for 40 seconds, because you ran: orrery stop kubelet@192.168.18.4.',
    );
    const [newest] = later
      .objects('Pod')
      .filter(({ metadata }) => metadata.name.startsWith('webapp'))
      .sort((one, other) =>
        (one.metadata.creationTimestamp ?? '') < (other.metadata.creationTimestamp ?? '') ? 1 : -1,
      );
    expect(why(later, `pod/${newest?.metadata.name}.metadata.name`)).toMatch(
      /had 1 of 2 pods, because pod webapp-\w+ was deleted by the node controller, because node 192\.168\.18\.4 had not been ready for five minutes, because node 192\.168\.18\.4 had been silent for 40 seconds, because you ran: orrery stop kubelet@192\.168\.18\.4\.$/,
    );
  });

  test('tells the numbers and the words that decided', () => {
    const pod = (name: string, spec: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {${spec}}\n---\n`;
    const later = new Simulation({
      files: {
        'pods.yaml':
          pod('pod-0', 'nodeSelector: {disk: ssd}, containers: [{name: a, image: nginx}]') +
          pod('pod-1', "containers: [{name: a, image: 'redis:0.1'}]"),
      },
    });
    later.run('kubectl create -f pods.yaml');
    later.run('sleep 30');
    expect(why(later, 'pod/pod-0')).toMatch(
      /^Pod pod-0 could not be scheduled, as the scheduler reported, because it does not fit on 192\.168\.18\.3 \(MatchNodeSelector\) and it does not fit on 192\.168\.18\.4 \(MatchNodeSelector\), because/,
    );
    expect(why(later, 'pod/pod-1')).toContain(
      'because image redis:0.1 could not be pulled: Tag 0.1 not found in repository docker.io/library/redis, because',
    );
    later.run('orrery fault registry-down');
    later.run('kubectl run late --image=tomcat --restart=Never');
    later.run('sleep 30');
    expect(why(later, 'pod/late')).toMatch(
      /because image tomcat could not be pulled: Network timed out while .+, because you ran: orrery fault registry-down\.$/,
    );
  });

  test('says so when there is no such thing', () => {
    expect(why(simulation, 'pod/nosuch')).toBe('pods "nosuch" not found');
    expect(why(simulation, 'foo/x')).toBe('the server doesn\'t have a resource type "foo"');
    expect(why(simulation, 'pod')).toMatch(/^why wants KIND\/NAME/);
  });

  test('ends every chain of every object at a command or the start of the world', () => {
    for (const { kind, plural } of resources) {
      for (const { metadata } of simulation.objects(kind)) {
        const reasons = reasonsOf(simulation, `${plural}/${metadata.name}`, metadata.namespace);
        expect(reasons).not.toBeTypeOf('string');
        const last = typeof reasons === 'string' ? undefined : reasons.at(-1);
        expect(last?.text).toMatch(/^(you ran: |you saved |the cluster started so)/);
      }
    }
  });
});
