// The effects of programs that are answered at once and change nothing of the program itself: files, settings, what the
// shell remembers.

import type { ApiResponse, ClusterView } from '../cluster/apiserver/client.ts';
import type { ApiServer } from '../cluster/apiserver/server.ts';
import { assert } from '../engine/assert.ts';
import type { World } from '../engine/world.ts';
import type { ContainerOutput, Effect, Part } from '../kubectl/process.ts';
import { parseKey } from '../cluster/api/meta.ts';
import type { ContainerLog, ContainerRecord } from '../cluster/network/container.ts';
import type { Said } from '../cluster/network/program.ts';
import { runControl, type FaultTargets } from './controls.ts';
import type { Faults } from './faults.ts';
import { listJobs } from './jobs.ts';
import type { Loads } from './traffic/loads.ts';
import { saveFile } from './files.ts';

/** The record of the table `hostFiles`: files that are not the editor's, by `HOST:/path`. */
interface HostFile {
  readonly text: string;
}

/** What a client finds when no API server is there. */
export const REFUSED: ApiResponse = {
  status: 503,
  headers: {},
  body: {
    reason: 'ConnectionRefused',
    message:
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
  },
};

export const effectTables = ['hostFiles', 'shell', 'rollouts'] as const;

export interface EffectParts {
  readonly world: World;
  readonly apiServer: ApiServer;
  readonly view: ClusterView;
  readonly faults: Faults;
  readonly targets: FaultTargets;
  readonly loads: Loads;
  /** A command in a container. */
  exec(effect: Extract<Effect, { type: 'exec' }>): Said;
}

type InstantEffect = Exclude<
  Effect,
  {
    type:
      | 'request'
      | 'connect'
      | 'sleep'
      | 'wait'
      | 'print'
      | 'edit'
      | 'spawn'
      | 'jobs'
      | 'forgetJob'
      | 'rollout'
      | 'signal';
  }
>;

export function answerAtOnce(parts: EffectParts, effect: InstantEffect): unknown {
  const { world, view } = parts;
  switch (effect.type) {
    case 'readFile':
      return readFile(world, effect.path);
    case 'writeFile':
      writeFile(world, effect.path, effect.text);
      return undefined;
    case 'appendFile':
      writeFile(world, effect.path, (readFile(world, effect.path) ?? '') + effect.text);
      return undefined;
    case 'listFiles':
      return effect.host === undefined
        ? world.table('files').keys()
        : world.table('hostFiles').keys(`${effect.host}:`);
    case 'now':
      return world.now;
    case 'random':
      return world.random(effect.stream);
    case 'scan':
      return world.table(effect.table).entries(effect.prefix);
    case 'setting':
      return view.setting(effect.name);
    case 'docker':
      world.wake('kubelet', `${effect.node} docker`, world.now, effect.request);
      return undefined;
    case 'exec':
      return parts.exec(effect);
    case 'log':
      return readLog(parts, effect);
    case 'control':
      return runControl(parts, effect.words);
    case 'recall':
      return world.table('shell').entries();
    case 'remember':
      if (effect.value === undefined) world.table('shell').delete(effect.key);
      else world.table('shell').set(effect.key, effect.value);
      return undefined;
  }
}

/** Lets a part of a program that only reads run to its end, outside of any step. */
export function askAtOnce<T>(parts: EffectParts, part: Part<T>): T {
  let next = part.next();
  while (!next.done) next = part.next(answerReading(parts, next.value));
  return next.value;
}

const READING = ['readFile', 'listFiles', 'now', 'scan', 'setting', 'recall'] as const;

function answerReading(parts: EffectParts, effect: Effect): unknown {
  if (effect.type === 'jobs') return listJobs(parts.world);
  if (effect.type === 'request' && effect.request.method === 'GET') {
    return parts.faults.isApiServerDown ? REFUSED : parts.apiServer.handle(effect.request);
  }
  assert((READING as readonly string[]).includes(effect.type), `${effect.type} only reads`);
  return answerAtOnce(parts, effect as InstantEffect);
}

function readLog(
  { world, apiServer }: EffectParts,
  { pod, container, isPrevious, after }: Extract<Effect, { type: 'log' }>,
): ContainerOutput {
  const node = apiServer.get('Pod', parseKey(pod))?.spec.nodeName ?? '';
  const key = `${node} ${pod} ${container}`;
  const log = world.table<ContainerLog>('logs').get(key);
  const lines = (isPrevious ? log?.previous?.lines : log?.lines) ?? [];
  return {
    lines: lines.filter(({ at }) => at > after),
    isRunning: world.table<ContainerRecord>('containers').get(key)?.phase === 'running',
  };
}

function readFile(world: World, path: string): string | undefined {
  return world.table<HostFile>(isOnHost(path) ? 'hostFiles' : 'files').get(path)?.text;
}

function writeFile(world: World, path: string, text: string | undefined): void {
  const hostFiles = world.table<HostFile>('hostFiles');
  if (!isOnHost(path)) saveFile(world, path, text);
  else if (text === undefined) hostFiles.delete(path);
  else hostFiles.set(path, { text });
}

function isOnHost(path: string): boolean {
  return path.includes(':/');
}
