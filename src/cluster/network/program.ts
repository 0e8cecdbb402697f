// What an image does when it runs: plain functions of what the program sees. The kubelet calls them, as Docker and the
// kernel would; what they want done comes back as values.

import type { Container, Protocol } from '../api/core/v1/objects.ts';
import type { Dial, HttpRequest, HttpResponse, ListeningSocket, Outcome } from './connection.ts';
import type { LogLine } from './container.ts';

export interface Program {
  /** As sockets and traces name it. */
  readonly name: string;
  /** From SIGTERM to its end; missing: it does not hear SIGTERM and is killed after the grace period. */
  readonly stopMs?: number;
  /** Its exit code after SIGTERM; 143 if missing. */
  readonly stopCode?: number;
  /** What it does when a program has the port that it wants; if missing it says so, as Go's programs do, and ends. */
  portTaken?(listener: Listener, at: number, by: string): readonly Act[];
  /** What it does by itself from `run.playedUntil` up to `run.now`. */
  play(run: Run): Play;
  respond(request: HttpRequest, server: Server): Answer | Asking;
  /** What a datagram, or words over TCP that are no HTTP, are answered with; undefined: not at all. */
  answer?(payload: string, server: Server): Reply | Waiting | undefined;
  /** Virtual ms from a request at the socket to its response; the network's ANSWER_MS if missing. */
  answerMs?(server: Server): number;
  /** Programs that only its image has, by name: redis-cli, nginx. */
  readonly commands?: Readonly<Record<string, Command>>;
  /** Files that its image has, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a program sees of itself. */
export interface Run {
  readonly container: Container;
  /** namespace/name. */
  readonly pod: string;
  readonly podIP: string;
  readonly startedAt: number;
  /** Virtual ms. */
  readonly now: number;
  /** Its acts up to then are done; less than startedAt when it has only just been started. */
  readonly playedUntil: number;
  /** What it keeps between its acts and requests; gone when it ends. */
  readonly memory: object | undefined;
  /** Its environment, in order. */
  variables(): readonly (readonly [string, string])[];
  readFile(path: string): string | undefined;
  /** Names of the files that were written in a folder, sorted. */
  listFiles(folder: string): readonly string[];
  /** What came of the connections that it asked for: of a command's all so far, of a program's own the last one, once. */
  readonly outcomes: readonly Outcome[];
  /** What it prints is read by a person. */
  readonly isTerminal?: boolean;
}

export interface Play {
  readonly acts: readonly Act[];
  /** Its memory afterwards; as before if missing. */
  readonly memory?: object;
  /** When others will next notice something: it listens, is ready, ends. */
  readonly nextAt?: number;
  /** When only its log or its files will next change. */
  readonly nextQuietAt?: number;
  /** A probe may find something else from now on. */
  readonly isNews?: boolean;
  /** It opens a connection, whose outcome comes with a later run. */
  readonly dial?: Dial;
}

/** What a program does. */
export type Act =
  | ({ readonly type: 'print' } & LogLine)
  | ({ readonly type: 'listen' } & Listener)
  /** undefined removes the file. */
  | { readonly type: 'write'; readonly path: string; readonly text: string | undefined }
  | { readonly type: 'exit'; readonly at: number; readonly exitCode: number };

/** A port that a program listens on: TCP and every address if not said otherwise. */
export interface Listener {
  readonly port: number;
  readonly address?: string;
  readonly protocol?: Protocol;
}

/** Who answers a request. */
export interface Server {
  readonly socket: ListeningSocket;
  /** Virtual ms. */
  readonly now: number;
  /** Where the request comes from, as the program sees it. */
  readonly clientIP?: string;
  readonly memory?: object;
  /** A file of its container, if that was written since it was started. */
  readFile?(path: string): string | undefined;
  /** Its container's environment, in order. */
  variables(): readonly (readonly [string, string])[];
  /** Key of the connection that the request came over; missing for a probe. */
  readonly connection?: string;
  /** False when a connection is over. */
  isOpen(connection: string): boolean;
  /** What came of the connections that it asked for to answer this request. */
  readonly outcomes: readonly Outcome[];
}

/** It needs another connection first, and is asked again with the outcome of that. */
export interface Asking {
  readonly dial: Dial;
}

/** It has nothing to say yet, and is asked again when its memory has changed, or after so long. */
export interface Waiting {
  readonly isPending: true;
  readonly retryAfterMs?: number;
  readonly memory?: object;
}

/** Words, and what they leave behind. */
export interface Reply {
  readonly payload: string;
  readonly log?: readonly string[];
  readonly memory?: object;
}

/** A response and what it leaves behind. */
export interface Answer extends HttpResponse {
  readonly log?: readonly string[];
  readonly memory?: object;
}

/** A command that is run in a container: by kubectl exec, an exec probe or a hook. */
export type Command = (words: readonly string[], run: Run, stdin?: string) => Said;

export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  /** Files that it wrote. */
  readonly acts?: readonly Act[];
  readonly memory?: object;
  /** How long it took (sleep), virtual ms. */
  readonly tookMs?: number;
  /** It is not done: it opens a connection, and is run again from its start with the outcome of that. */
  readonly dial?: Dial;
}

export interface Image {
  /** Virtual ms to fetch it for the first time. */
  readonly pullMs: number;
  readonly sizeBytes: number;
  /** What a container of it runs, or why Docker cannot start it. */
  programOf(container: Container): Program | { readonly startError: string };
}

/** What a registry knows of images: what is in them, or why they cannot be pulled. */
export interface ImageCatalogue {
  find(image: string): Image | { readonly pullError: string };
  programNamed(name: string): Program;
  /** Runs a command beside the container's own program. */
  execute(image: string, words: readonly string[], run: Run): Said;
}
