// A process outside the cluster (kubectl, curl, a shell line) as a record that can be rewound.
// A program is a generator of effects. Nothing of it survives a step: at every wakeup it is run again from its start
// over the replies it has had so far, so its whole state is that list. A program must therefore be a pure function of
// its arguments and replies.

import type { Kind, ObjectByKind } from '../cluster/api/core/v1/objects.ts';
import type { ApiRequest, ApiResponse } from '../cluster/apiserver/client.ts';
import type { ConnectionRequest, Outcome, Place } from '../cluster/network/connection.ts';

/** What a program asks of the world. The type of the reply stands behind each. */
export type Effect =
  /** ApiResponse, some milliseconds later. */
  | { readonly type: 'request'; readonly request: ApiRequest }
  /** Outcome, when the connection is over or its request is answered. Protocol ICMP is one echo request. */
  | ({ readonly type: 'connect' } & Omit<ConnectionRequest, 'replyTo'>)
  /** undefined, `ms` later. */
  | { readonly type: 'sleep'; readonly ms: number }
  /** undefined, at once. */
  | { readonly type: 'print'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The text, or undefined if there is no such file; at once. */
  | { readonly type: 'readFile'; readonly path: string }
  /** undefined, at once; text undefined removes the file. */
  | { readonly type: 'writeFile'; readonly path: string; readonly text: string | undefined }
  /** Sorted names, at once. */
  | { readonly type: 'listFiles' }
  /** number: virtual ms now, at once. */
  | { readonly type: 'now' }
  /** [key, record][] of a node's own table (rules, sockets, containers, connections), at once. */
  | { readonly type: 'scan'; readonly table: string; readonly prefix: string }
  /** string | undefined: a setting such as release or profile, at once. */
  | { readonly type: 'setting'; readonly name: string }
  /** ExecResult: a command in a container, by the image's program; at once. */
  | {
      readonly type: 'exec';
      readonly pod: string;
      readonly container: string;
      readonly command: readonly string[];
    }
  /** number (the job's): starts a line beside this one; at once. */
  | { readonly type: 'spawn'; readonly line: string }
  /** A playground command (`orrery fault ...`): {stdout, stderr, exit}; at once. */
  | { readonly type: 'control'; readonly words: readonly string[] };

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
  readonly startedAt: number;
  readonly output: readonly OutputChunk[];
  /** Number of the reply waited for; a wakeup for another one is stale. The replies so far are the program's state. */
  readonly waitingFor: number;
  readonly exit?: number;
  readonly endedAt?: number;
}

/** Where a line is run from. */
export interface ShellEnvironment {
  /** The terminal is root on the master. */
  readonly place: Place;
}
