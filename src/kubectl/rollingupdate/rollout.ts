// Where a rolling update is, as plain data that can be looked at and rewound: kubectl itself shows none of it but its lines.

/** What it does, in this order; a loop goes from `scaleNew` to `scaleOld` (1.3 looks for ready pods before that). */
type RolloutPhase = 'prepare' | 'scaleNew' | 'pause' | 'scaleOld' | 'cleanUp' | 'done';

/** The record of the table `rollouts`, by the pid of the process. */
export interface Rollout {
  readonly release: 'v1.0' | 'v1.3';
  readonly namespace: string;
  /** The controller that goes and the one that comes; a rollback has swapped them. */
  readonly oldName: string;
  readonly newName: string;
  readonly isRollback: boolean;
  readonly phase: RolloutPhase;
  /** Counted from 1; 0 before the first. */
  readonly loop: number;
  /** How many there will be if everything goes well. */
  readonly loops: number;
  /** Sizes before and after this loop. */
  readonly newSize: readonly [number, number];
  readonly oldSize: readonly [number, number];
  /** The last request that changes something: "PUT replicas: 1". */
  readonly asked: string;
  /** What it waits for, and the virtual ms at which it goes on or gives up. */
  readonly waitsFor: string;
  readonly until: number;
}
