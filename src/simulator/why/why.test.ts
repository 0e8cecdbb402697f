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
        `^Pod ${born} became ready, as the kubelet on 192\\.168\\.18\\.\\d reported, because pod ${born} was assigned to 192\\.168\\.18\\.\\d by the scheduler, because pod ${born} was created by the replication manager, because ReplicationController webapp had 1 of 2 pods, because pod ${dead} was deleted, because you ran: kubectl delete pod ${dead}\\.$`,
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
