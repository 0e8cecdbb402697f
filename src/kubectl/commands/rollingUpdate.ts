// kubectl rolling-update: it runs outside the cluster and tells the API server each step, so it ends where it is stopped. What
// it does in 1.0 and in 1.3 is in rollingupdate/; here are its arguments, in the order in which they are looked at.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { parseDuration } from '../durations.ts';
import { formatFailure, isFailure, isNotFound, usageMistake, type Failure } from '../failures.ts';
import { print, printError, type Part, type Program } from '../process.ts';
import { annotationOf, NEXT_CONTROLLER_ID, withReplicas } from '../rollingupdate/annotations.ts';
import { finishRename } from '../rollingupdate/cleanUp.ts';
import { Client } from '../rollingupdate/client.ts';
import { findController, type Config } from '../rollingupdate/config.ts';
import { hashObject } from '../rollingupdate/hashObject.ts';
import { copyWithImage, readController } from '../rollingupdate/newController.ts';
import { Progress } from '../rollingupdate/progress.ts';
import { pointToNext } from '../rollingupdate/relabel.ts';
import { rollBack } from '../rollingupdate/rollBack.ts';
import { update10 } from '../rollingupdate/update10.ts';
import { update13 } from '../rollingupdate/update13.ts';
import { logLine } from '../text/glog.ts';
import type { Command, Invocation } from './command.ts';
import { formatMade, printMade } from './output.ts';
import { Panic } from './scaler.ts';

export const rollingUpdate: Command = { name: 'rolling-update', run };

function* run(invocation: Invocation): Program {
  const periods = checkArguments(invocation) ?? (yield* readPeriods(invocation));
  if (typeof periods === 'number') return periods;
  if (isFailure(periods)) return yield* end(periods, invocation);
  try {
    return yield* end(yield* update(invocation, periods), invocation);
  } catch (problem) {
    if (!(problem instanceof Panic)) throw problem;
    yield* printError(`panic: ${problem.message}\n`);
    return 2;
  }
}

function* end(failure: Failure | undefined, { release }: Invocation): Part<number> {
  if (!failure) return 0;
  yield* printError(`${formatFailure(failure, { release })}\n`);
  return 1;
}

function checkArguments({ args, release }: Invocation): Failure | undefined {
  const problem = (text: string) => usageMistake('rolling-update', text);
  const files = args.list('filename').filter((file) => file !== '');
  const hasImage = (args.text('image') ?? '') !== '';
  if (args.text('deployment-label-key') === '') {
    return problem('--deployment-label-key can not be empty');
  }
  if (files.length > 1) return problem('May only specify a single filename for new controller');
  if (release === 'v1.3' && args.isOn('rollback')) {
    if (files.length > 0 || hasImage) {
      return problem("Don't specify --filename or --image on rollback");
    }
  } else if (files.length === 0 && !hasImage) {
    return problem('Must specify --filename or --image for new controller');
  } else if (files.length > 0 && hasImage) {
    return problem('--filename and --image can not both be specified');
  }
  return args.words.length === 0 ? problem('Must specify the controller to update') : undefined;
}

interface Periods {
  readonly updatePeriodMs: number;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
}

/** kubectl 1.0 takes them as texts, and dies of a text that is no duration. */
function* readPeriods({ args, release }: Invocation): Part<Periods | number> {
  const read = { 'update-period': 60_000, 'poll-interval': 3_000, timeout: 300_000 };
  for (const name of ['update-period', 'poll-interval', 'timeout'] as const) {
    const text = args.text(name);
    if (text === undefined) continue;
    const ms = parseDuration(text);
    if (ms === undefined) {
      const reason = `unable to convert flag value to Duration: time: invalid duration ${text}`;
      yield* printError(`${yield* logLine('F', 'helpers.go:312', reason)}\n`);
      return 255;
    }
    read[name] = ms;
  }
  // Without a time 1.3 waits for ever.
  const isEndless = release === 'v1.3' && read.timeout === 0;
  return {
    updatePeriodMs: read['update-period'],
    pollIntervalMs: read['poll-interval'],
    timeoutMs: isEndless ? Number.MAX_SAFE_INTEGER : read.timeout,
  };
}

/** Both controllers, and what becomes of the names. */
interface Plan {
  readonly old: ReplicationController;
  readonly next: ReplicationController;
  /** The new one gets the old one's name in the end. */
  readonly keepsName: boolean;
}

function* update(invocation: Invocation, periods: Periods): Part<Failure | undefined> {
  const { args, namespace, release } = invocation;
  const [oldName = '', ...others] = args.words;
  const progress = new Progress(release, namespace, oldName);
  const client = new Client(progress);
  const old = yield* client.get(namespace, oldName);
  if (isFailure(old)) {
    const mayBeRenamed =
      isNotFound(old) && (args.text('image') ?? '') !== '' && others.length === 0;
    return mayBeRenamed ? yield* finishRename(client, namespace, { name: oldName, release }) : old;
  }
  const plan = yield* makePlan(invocation, client, old);
  if (isFailure(plan)) return plan;
  yield* progress.report({ newName: plan.next.metadata.name });
  if (args.isOn('dry-run')) return yield* printDryRun(plan, invocation);
  const policy = plan.keepsName ? 'Rename' : 'Delete';
  let config: Config = { ...plan, ...periods, client, progress, release, policy };
  if (args.isOn('rollback')) {
    const back = yield* rollBack(config);
    if (isFailure(back)) return back;
    config = back;
  }
  const failure = yield* release === 'v1.0' ? update10(config) : update13(config);
  if (failure) return failure;
  yield* progress.report({ phase: 'done', waitsFor: '', until: 0 });
  return yield* printResult(plan, invocation, client);
}

function* makePlan(
  invocation: Invocation,
  client: Client,
  found: ReplicationController,
): Part<Plan | Failure> {
  const { args, release } = invocation;
  const problem = (text: string) => usageMistake('rolling-update', text);
  const image = args.text('image') ?? '';
  const file = args.list('filename').find((each) => each !== '') ?? '';
  const isNamed = args.words.length > 1;
  let old = found;
  let next: ReplicationController;
  if (file !== '') {
    const read = yield* readController(invocation, file);
    if (isFailure(read)) return read;
    next = read.hasNoReplicas ? withReplicas(read.controller, old.spec.replicas) : read.controller;
  } else if (image !== '') {
    const both = yield* planImage(invocation, client, old);
    if (isFailure(both)) return both;
    ({ old, next } = both);
  } else {
    const name = newNameOf(invocation, old);
    const existing = yield* findController(client, invocation.namespace, name);
    if (!existing) return problem(`Could not find ${name} to rollback.\n`);
    if (isFailure(existing)) return existing;
    next = existing;
  }
  const { name } = old.metadata;
  if (next.metadata.name === name) {
    return problem(
      `${file} cannot have the same name as the existing ReplicationController ${name}`,
    );
  }
  const isDistinct = Object.entries(old.spec.selector).some(
    ([key, value]) => next.spec.selector[key] !== undefined && next.spec.selector[key] !== value,
  );
  if (!isDistinct) {
    return problem(
      `${file} must specify a matching key with non-equal value in Selector for ${name}`,
    );
  }
  // kubectl 1.0 cannot tell none from nothing said.
  if (release === 'v1.0' && next.spec.replicas === 0 && file !== '') {
    next = withReplicas(next, old.spec.replicas);
  }
  return { old, next, keepsName: file === '' && !isNamed };
}

/** The second name, else the one that an earlier update wrote down. */
function newNameOf({ args }: Invocation, old: ReplicationController): string {
  return args.words[1] ?? annotationOf(old, NEXT_CONTROLLER_ID) ?? '';
}

function* planImage(
  invocation: Invocation,
  client: Client,
  old: ReplicationController,
): Part<Pick<Plan, 'old' | 'next'> | Failure> {
  const { args, namespace, release } = invocation;
  const image = args.text('image') ?? '';
  const newName = newNameOf(invocation, old);
  const existing = yield* findController(client, namespace, newName);
  if (existing && isFailure(existing)) return existing;
  const deploymentKey = args.text('deployment-label-key') ?? 'deployment';
  if (existing) {
    const running = existing.spec.template.spec.containers[0]?.image;
    if (release === 'v1.3' && running !== image) {
      return usageMistake(
        'rolling-update',
        `Found existing in-progress update to image (${running}).\nEither continue in-progress update with --image=${running} or rollback with --rollback`,
      );
    }
    yield* print(`Found existing update in progress (${newName}), resuming.\n`);
  }
  const isSame = old.spec.template.spec.containers[0]?.image === image;
  const pullPolicy = release === 'v1.3' && isSame ? (args.text('image-pull-policy') ?? '') : '';
  if (!existing && release === 'v1.3' && isSame && pullPolicy === '') {
    return usageMistake(
      'rolling-update',
      '--image-pull-policy (Always|Never|IfNotPresent) must be provided when --image is the same as existing container image',
    );
  }
  const container = args.text('container') ?? '';
  const change = { release, image, container, pullPolicy, newName, deploymentKey };
  const next = existing ?? (yield* copyWithImage(client, old, change));
  if (isFailure(next)) return next;
  const hash = hashObject(old, release);
  const label = { key: deploymentKey, value: release === 'v1.0' ? hash : `${hash}-orig` };
  const pointed = yield* pointToNext(client, old, { next: next.metadata.name, label, release });
  return isFailure(pointed) ? pointed : { old: pointed, next };
}

/** What would be sent. The old controller and its pods have their new label already. */
function* printDryRun({ old, next }: Plan, invocation: Invocation): Part<Failure | undefined> {
  const isShort = invocation.release === 'v1.3' && (invocation.args.text('output') ?? '') === '';
  const texts: string[] = [];
  for (const controller of [old, next]) {
    if (isShort) texts.push(controller.metadata.name);
    else {
      const made = yield* formatMade(controller, invocation);
      if (made.failure) return made.failure;
      texts.push(made.text);
    }
  }
  yield* print(`Rolling from:\n${texts[0]}\nTo:\n${texts[1]}\n`);
  return undefined;
}

/** kubectl 1.3 looks the new controller up, which a way back under two names has just deleted. */
function* printResult(
  { old, next, keepsName }: Plan,
  invocation: Invocation,
  client: Client,
): Part<Failure | undefined> {
  const name = keepsName ? old.metadata.name : next.metadata.name;
  if (invocation.release === 'v1.0') {
    yield* print(`${name}\n`);
    return undefined;
  }
  const latest = yield* client.get(invocation.namespace, name);
  if (isFailure(latest)) return latest;
  if ((invocation.args.text('output') ?? '') !== '') {
    return yield* printMade(latest, invocation);
  }
  const to = keepsName ? '' : ` to "${name}"`;
  yield* print(`replicationcontroller "${old.metadata.name}" rolling updated${to}\n`);
  return undefined;
}
