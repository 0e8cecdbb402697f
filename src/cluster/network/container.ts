// Containers and the programs in them, as the parts of a node see them: the kubelet writes the records, the data plane
// delivers to what they listen on, `kubectl exec` looks inside. What a program does is in the image catalogue.

import type { Container, Protocol } from '../api/core/v1/objects.ts';
import type { HttpRequest, HttpResponse, ListeningSocket } from './connection.ts';

/** One container of a node: the record of the table `containers`, key `NODE namespace/pod container`. */
export interface ContainerRecord {
  /** namespace/name. */
  readonly pod: string;
  readonly podUID: string;
  readonly podIP: string;
  readonly name: string;
  readonly image: string;
  readonly phase: 'waiting' | 'pulling' | 'created' | 'running' | 'exited';
  /** Virtual ms at which the phase began. */
  readonly since: number;
  /** Why it waits: ContainerCreating, ErrImagePull, ImagePullBackOff, CrashLoopBackOff. */
  readonly reason?: string;
  readonly message?: string;
  /** A waiting container is tried again then. */
  readonly retryAt?: number;
  /** The wait after the next failure. */
  readonly backOffMs?: number;
  /** 64 hex digits. */
  readonly containerID?: string;
  readonly startedAt?: number;
  readonly isListening?: boolean;
  /** SIGTERM was sent then. */
  readonly stoppingSince?: number;
  readonly last?: ExitedContainer;
  readonly restartCount: number;
}

/** How the container before this one ended. */
export interface ExitedContainer {
  readonly containerID: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly exitCode: number;
}

/** What an image does when it runs. */
export interface Program {
  /** As sockets and traces name it. */
  readonly name: string;
  /** Virtual ms to fetch the image for the first time. */
  readonly pullMs: number;
  /** From the start of the container until it listens. */
  readonly startMs: number;
  /** From SIGTERM to the end; missing: it does not hear SIGTERM and is killed after the grace period. */
  readonly stopMs?: number;
  /** Ports it listens on, on every address unless one is named. */
  listeners(container: Container): readonly Listener[];
  /** When and how it ends by itself; undefined: it runs on. */
  ending(container: Container): { readonly afterMs: number; readonly exitCode: number } | undefined;
  respond(request: HttpRequest, server: Server): HttpResponse;
  /** What a UDP datagram is answered with; undefined: it is not answered. */
  answer?(payload: string, server: Server): string | undefined;
  /** Virtual ms from a request at the socket to its response; the network's ANSWER_MS if missing. */
  answerMs?(server: Server): number;
}

/** A port that a program listens on: TCP and every address if not said otherwise. */
interface Listener {
  readonly port: number;
  readonly address?: string;
  readonly protocol?: Protocol;
}

/** Who answers a request. */
export interface Server {
  readonly socket: ListeningSocket;
  /** Virtual ms. */
  readonly now: number;
}

/** What a registry knows of an image: its program, or why it cannot be pulled. */
export interface ImageCatalogue {
  find(image: string): Program | { readonly pullError: string };
  programNamed(name: string): Program;
}
