// Tells where a rolling update is while it runs.

import type { ApiRequest } from '../../cluster/apiserver/client.ts';
import type { Part } from '../process.ts';
import type { Release } from '../release.ts';
import type { Rollout } from './rollout.ts';

/** Tells what changed of a rollout's record. */
export class Progress {
  private rollout: Rollout;

  constructor(release: Release, namespace: string, oldName: string) {
    this.rollout = {
      release,
      namespace,
      oldName,
      newName: '',
      isRollback: false,
      phase: 'prepare',
      loop: 0,
      loops: 0,
      newSize: [0, 0],
      oldSize: [0, 0],
      asked: '',
      waitsFor: '',
      until: 0,
    };
  }

  get loop(): number {
    return this.rollout.loop;
  }

  *report(changes: Partial<Rollout>): Part<void> {
    this.rollout = { ...this.rollout, ...changes };
    yield { type: 'rollout', rollout: this.rollout };
  }
}

/** A request that changes something in a few words. */
export function asked({ method, path, body }: ApiRequest): string | undefined {
  if (method === 'GET') return undefined;
  const [plural = '', name = ''] = path.split('/').slice(-2);
  const { replicas } = (body as { spec?: { replicas?: number } } | undefined)?.spec ?? {};
  if (plural === 'replicationcontrollers' && method === 'PUT') return `PUT replicas: ${replicas}`;
  return method === 'POST' ? 'POST replicationcontroller' : `${method} ${plural}/${name}`;
}
