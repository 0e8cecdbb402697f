// Containers as the parts of a node see them: the kubelet writes the records, the data plane delivers to what they listen on,
// `docker ps`, `kubectl exec` and `kubectl logs` look inside. What a program does is said in program.ts.

import type { Protocol } from '../api/core/v1/objects.ts';

/** One container of a node: the record of the table `containers`, key `NODE namespace/pod container`. */
export interface ContainerRecord {
  /** namespace/name. */
  readonly pod: string;
  readonly podUID: string;
  readonly podIP: string;
  readonly name: string;
  readonly image: string;
  /** waiting: there is no container yet, or the one before could not be made. */
  readonly phase: 'waiting' | 'pulling' | 'created' | 'running' | 'exited';
  /** Virtual ms at which the phase began. */
  readonly since: number;
  /** Why the last sync could not start it: ErrImagePull, ImagePullBackOff, CrashLoopBackOff, RunContainerError. */
  readonly failure?: StartFailure;
  /** The failure that the pod's status tells: a sync writes the status before it tries again, so it is one sync late. */
  readonly toldFailure?: StartFailure;
  /** Until then nothing is due. */
  readonly retryAt?: number;
  readonly restartBackOff?: BackOff;
  readonly pullBackOff?: BackOff;
  /** 64 hex digits: of the present container, or of the last one. */
  readonly containerID?: string;
  readonly startedAt?: number;
  /** What its program does by itself has been carried out up to then. */
  readonly playedUntil?: number;
  /** What its readiness probe last found; missing when it has none. */
  readonly isReady?: boolean;
  readonly stopping?: Stopping;
  readonly last?: ExitedContainer;
  /** The one before the last: Docker still has it for a while. */
  readonly lastBefore?: ExitedContainer;
  readonly restartCount: number;
  /** Which list of Services its environment was made from: a key of the table `serviceLists`. */
  readonly serviceList?: string;
}

export interface StartFailure {
  readonly reason: string;
  readonly message: string;
}

/** As the kubelet keeps one for each container and image: 10, 20, 40 ... 300 s. */
export interface BackOff {
  readonly delayMs: number;
  /** When it last grew, virtual ms. */
  readonly updatedAt: number;
}

/** A container that is being stopped. */
export interface Stopping {
  readonly since: number;
  /** When it gets SIGTERM: after its preStop hook. */
  readonly signalAt: number;
  /** When it ends, by itself or by SIGKILL. */
  readonly endsAt: number;
  readonly exitCode: number;
  /** The end of the Event: "Need to kill pod."; missing when it is not the kubelet that stops it. */
  readonly reason?: string;
  /** True when another one is started in its place. */
  readonly isRestart: boolean;
}

/** How a container ended. */
export interface ExitedContainer {
  readonly containerID: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly exitCode: number;
  /** Docker could not even start it. */
  readonly startError?: string;
}

/** The pause container of a pod: the record of the table `sandboxes`, key `NODE namespace/pod`. */
export interface Sandbox {
  readonly uid: string;
  /** The pod's address; of a pod in its node's network the node's. */
  readonly ip: string;
  /** When the kubelet first saw the pod, virtual ms. */
  readonly startTime: number;
  /** Containers may be made from then on. */
  readonly readyAt: number;
  /** What Docker publishes on the node; missing if nothing. */
  readonly hostPorts?: readonly HostPort[];
  /** /etc/resolv.conf of all its containers. */
  readonly resolvConf: string;
  /** It ended with Docker: its address is free, and a new one is made then. */
  readonly remakeAt?: number;
}

/** An image on a node, or on its way there: the record of the table `images`, key `NODE IMAGE`. */
export interface PulledImage {
  readonly image: string;
  readonly sizeBytes: number;
  /** Virtual ms at which it is all there. */
  readonly readyAt: number;
}

/** Docker's -p HOSTIP:HOSTPORT:CONTAINERPORT/PROTOCOL. */
export interface HostPort {
  readonly hostIP?: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: Protocol;
}

/** What a container wrote: the record of the table `logs`, key `NODE namespace/pod container`. The last lines only. */
export interface ContainerLog {
  readonly containerID: string;
  readonly lines: readonly LogLine[];
  /** Of the container before this one. */
  readonly previous?: { readonly containerID: string; readonly lines: readonly LogLine[] };
}

export interface LogLine {
  /** Virtual ms. */
  readonly at: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without its newline. */
  readonly text: string;
}
