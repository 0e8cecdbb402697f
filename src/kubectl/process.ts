// A process outside the cluster (kubectl, curl, a shell line) as a record that can be rewound.
// A program is a generator of effects. Nothing of it survives a step: at every wakeup it is run again from its start
// over the replies it has had so far, so its whole state is that list. A program must therefore be a pure function of
// its arguments and replies.

import type { Kind, ObjectByKind } from '../cluster/api/core/v1/objects.ts';
import type { Status } from '../cluster/api/meta.ts';
import type { ApiRequest, ApiResponse } from '../cluster/apiserver/client.ts';
import type { ConnectionRequest, Outcome, Place } from '../cluster/network/connection.ts';
import type { LogLine } from '../cluster/network/container.ts';
import type { DockerRequest } from '../cluster/network/docker.ts';
import type { Said } from '../cluster/network/program.ts';
import type { Rollout } from './rollingupdate/rollout.ts';
import type { Command, List } from './shell/syntax/tree.ts';

/** What a program asks of the world. The type of the reply stands behind each. */
export type Effect =
  /** ApiResponse, some milliseconds later. */
  | { readonly type: 'request'; readonly request: ApiRequest }
  /**
   * ApiResponse of the watch request, as soon as it has events; undefined when `timeoutMs` passed before. The path is a
   * collection's; query has resourceVersion.
   */
  | { readonly type: 'watch'; readonly request: ApiRequest; readonly timeoutMs?: number }
  /** Outcome, when the connection is over or its request is answered. Protocol ICMP is one echo request. */
  | ({ readonly type: 'connect' } & Omit<ConnectionRequest, 'replyTo'>)
  /** undefined, `ms` later. */
  | { readonly type: 'sleep'; readonly ms: number }
  /** undefined, at once. */
  | { readonly type: 'print'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The text, or undefined if there is no such file; at once. A path is the name of a file of the editor or `HOST:/path`. */
  | { readonly type: 'readFile'; readonly path: string }
  /** undefined, at once; text undefined removes the file. */
  | { readonly type: 'writeFile'; readonly path: string; readonly text: string | undefined }
  /** undefined, at once: puts text at the end of a file. */
  | { readonly type: 'appendFile'; readonly path: string; readonly text: string }
  /** Sorted names of the editor's files, or with a host those of its other files (`HOST:/path`); at once. */
  | { readonly type: 'listFiles'; readonly host?: string }
  /** number: virtual ms now, at once. */
  | { readonly type: 'now' }
  /** [key, record][] of a node's own table (rules, sockets, containers, connections), at once. */
  | { readonly type: 'scan'; readonly table: string; readonly prefix: string }
  /** string | undefined: a setting such as release or profile, at once. */
  | { readonly type: 'setting'; readonly name: string }
  /** ContainerOutput: lines later than a moment, of the container or of the one before it; at once. */
  | {
      readonly type: 'log';
      readonly pod: string;
      readonly container: string;
      readonly isPrevious: boolean;
      /** Virtual ms. */
      readonly after: number;
    }
  /** Said: a command in a container, by the image's program, as far as it comes; at once. See `runInContainer`. */
  | {
      readonly type: 'exec';
      readonly pod: string;
      readonly container: string;
      readonly command: readonly string[];
      readonly isTerminal: boolean;
      /** What came of the connections that it has asked for so far. */
      readonly outcomes: readonly Outcome[];
    }
  /** undefined, at once: asks the Docker of a node to do something; it begins in the next step. */
  | { readonly type: 'docker'; readonly node: string; readonly request: DockerRequest }
  /** number: the next draw of a named stream, unsigned 32 bits; at once. */
  | { readonly type: 'random'; readonly stream: string }
  /** StartedJob: runs a list beside this line; at once. */
  | { readonly type: 'spawn'; readonly line: string; readonly background: Background }
  /** JobStatus[]: the jobs that nobody has been told the end of, by their numbers; at once. */
  | { readonly type: 'jobs' }
  /** undefined: the end of this job has been told; at once. */
  | { readonly type: 'forgetJob'; readonly job: number }
  /** number | undefined: the exit code of a process when it ends. ^C reaches it too if it is held. */
  | { readonly type: 'wait'; readonly pid: number; readonly isHeld: boolean }
  /** boolean (there was such a process): ends a process by a signal; at once. */
  | { readonly type: 'signal'; readonly pid: number; readonly signal: number }
  /** [key, value][]: what the terminal's shell remembers from the lines before; at once. */
  | { readonly type: 'recall' }
  /** undefined: lets it remember; undefined forgets. At once. */
  | { readonly type: 'remember'; readonly key: string; readonly value: object | undefined }
  /** undefined: asks the page to open a file in the editor; at once. Awaited: the text (string) when the file is saved. */
  | { readonly type: 'edit'; readonly path: string; readonly isAwaited?: true }
  /** undefined: where a rolling update is; at once. */
  | { readonly type: 'rollout'; readonly rollout: Rollout }
  /** A playground command (`orrery fault ...`): {stdout, stderr, exit}; at once. */
  | { readonly type: 'control'; readonly words: readonly string[] };

/** What a container has written since a moment. */
export interface ContainerOutput {
  readonly lines: readonly LogLine[];
  /** More may come. */
  readonly isRunning: boolean;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** A program: yields effects, gets their replies, returns its exit code. */
export type Program = Generator<Effect, number, unknown>;

/** A part of a program that returns something else. */
export type Part<T> = Generator<Effect, T, unknown>;

export function* request(apiRequest: ApiRequest): Part<ApiResponse> {
  return (yield { type: 'request', request: apiRequest }) as ApiResponse;
}

/** A container, where it runs. */
export interface ContainerPlace {
  readonly node: string;
  /** namespace/name. */
  readonly pod: string;
  readonly container: string;
}

/** The longest that anybody waits for a command that does not end (tail -f): a day. */
const LONGEST_MS = 86_400_000;

/** Runs a command in a container to its end; it connects from there, and is run again with what came of that. */
export function* runInContainer(
  { node, pod, container }: ContainerPlace,
  command: readonly string[],
  isTerminal = false,
): Part<Said> {
  let outcomes: readonly Outcome[] = [];
  for (;;) {
    const effect: Effect = { type: 'exec', pod, container, command, isTerminal, outcomes };
    const said = (yield effect) as Said;
    if (said.dial) {
      outcomes = [...outcomes, yield* connect({ ...said.dial, from: { node, pod } })];
      continue;
    }
    if (said.tookMs) yield* sleep(Math.min(said.tookMs, LONGEST_MS));
    return said;
  }
}

/** Waits until something changed behind a resourceVersion. */
export function* watch(apiRequest: ApiRequest): Part<ApiResponse | undefined> {
  return (yield { type: 'watch', request: apiRequest }) as ApiResponse | undefined;
}

export function* connect(
  connection: Omit<Extract<Effect, { type: 'connect' }>, 'type'>,
): Part<Outcome> {
  return (yield { type: 'connect', ...connection }) as Outcome;
}

export function* sleep(ms: number): Part<void> {
  yield { type: 'sleep', ms };
}

export function* print(text: string): Part<void> {
  if (text !== '') yield { type: 'print', stream: 'stdout', text };
}

export function* printError(text: string): Part<void> {
  if (text !== '') yield { type: 'print', stream: 'stderr', text };
}

export function* readFile(path: string): Part<string | undefined> {
  return (yield { type: 'readFile', path }) as string | undefined;
}

/** The present time in virtual ms. */
export function* now(): Part<number> {
  return (yield { type: 'now' }) as number;
}

/** Reads one object through the API server; undefined when it is not there. */
export function* getObject<K extends Kind>(path: string): Part<ObjectByKind[K] | undefined> {
  const response = yield* request({ method: 'GET', path });
  return response.status === 200 ? (response.body as ObjectByKind[K]) : undefined;
}

/** One draw of a named stream, unsigned 32 bits. */
export function* random(stream: string): Part<number> {
  return (yield { type: 'random', stream }) as number;
}

/** ^C: thrown into a program where it waits. It may print a last word, at once, and must throw it on. */
export class Interrupted extends Error {}

/** Carries an effect of an inner program out, and gives it the reply, or the ^C that comes in its place. */
export function* passOn(program: Program, effect: Effect): Part<IteratorResult<Effect, number>> {
  let reply: unknown;
  try {
    reply = yield effect;
  } catch (signal) {
    return program.throw(signal);
  }
  return program.next(reply);
}

/** One piece of output. */
export interface OutputChunk {
  readonly at: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The record of the table `processes`; its key is the pid padded to 8 digits. */
export interface Process {
  readonly pid: number;
  /** The line as typed (with its here-document). */
  readonly line: string;
  readonly job?: number;
  /** What a job runs: the list that was typed with `&` behind it, and the shell it was typed in. */
  readonly background?: Background;
  readonly startedAt: number;
  readonly output: readonly OutputChunk[];
  /** Number of the reply waited for; a wakeup for another one is stale. The replies so far are the program's state. */
  readonly waitingFor: number;
  readonly exit?: number;
  readonly endedAt?: number;
  /** The signal that ended it. */
  readonly signal?: number;
  /** The process that ^C reaches in its place (`fg`). */
  readonly holds?: number;
  /** The file that the page opens in the editor (`vi`). */
  readonly edits?: string;
  /** It waits until that file is saved (`kubectl edit`). */
  readonly isEditing?: boolean;
  /** What the API server answered to the writes that it refused. */
  readonly refusals?: readonly Status[];
}

/** Where a line is run from. */
export interface ShellEnvironment {
  /** The terminal is root on the master. */
  readonly place: Place;
  /** The node where the terminal is: the editor's files lie in its /root. */
  readonly terminal: string;
  /** Name of the container, when the place is a pod. */
  readonly container?: string;
}

/** A variable of the shell. */
export interface Variable {
  readonly value: string;
  /** Of an array, which may have holes. */
  readonly elements?: readonly (string | undefined)[];
  readonly isExported: boolean;
}

/** A shell as it is when it starts a job. */
export interface Background {
  readonly list: List;
  readonly environment: ShellEnvironment;
  readonly variables: readonly (readonly [string, Variable])[];
  readonly functions: readonly (readonly [string, Command])[];
  readonly directory: string;
  readonly positional: readonly string[];
  readonly exit: number;
}

export interface StartedJob {
  readonly job: number;
  readonly pid: number;
}

/** What `jobs` knows of a job. */
export interface JobStatus extends StartedJob {
  readonly line: string;
  readonly exit?: number;
  readonly signal?: number;
}
