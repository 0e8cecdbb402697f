// What a step did, in so few words that every step can keep them: the ground on which "why?" walks.

import type {
  Endpoints,
  Namespace,
  Node,
  Pod,
  ReplicationController,
} from '../../cluster/api/core/v1/objects.ts';
import { keyOf } from '../../cluster/api/meta.ts';
import type { Action, Change } from '../../cluster/apiserver/client.ts';
import { RULE_CHAINS, RULES } from '../../cluster/network/ruleTables.ts';

/** One thing that a step changed. */
export interface NotedChange {
  /** A kind, or the name of a component's table. */
  readonly kind: string;
  readonly key: string;
  /** What happened to it: "was created", "became ready". */
  readonly what: string;
}

export interface StepNotes {
  readonly changes: readonly NotedChange[];
  /** Why the component acted, in its own words. */
  readonly because?: string;
}

/** The tables that kube-proxy keeps its rules in. */
const RULE_TABLES: readonly string[] = [RULES, RULE_CHAINS];

/** Collects the notes of the running step. Nothing is kept over to the next. */
export class NoteTaker {
  private readonly changes: NotedChange[] = [];
  private because: string | undefined;

  takeChange(change: Change): void {
    const what = whatHappened(change);
    if (what) this.changes.push({ kind: change.kind, key: keyOf(change.key), what });
  }

  /** Rules are many at a time: the first tells the rest. */
  takeAction(action: Action): void {
    if (action.type === 'because') this.because ??= action.text;
    if (action.type !== 'write' || !RULE_TABLES.includes(action.table)) return;
    if (this.changes.some(({ kind }) => kind === 'rules')) return;
    this.changes.push({ kind: 'rules', key: action.key, what: 'were written' });
  }

  /** The notes so far, and a new page. */
  finish(): StepNotes | undefined {
    if (this.changes.length === 0 && this.because === undefined) return undefined;
    const { because } = this;
    const changes = this.changes.slice(); // A list that has grown keeps room for more.
    this.changes.length = 0;
    this.because = undefined;
    return because === undefined ? { changes } : { changes, because };
  }
}

/** Undefined for what nobody asks about: heartbeats, and Events that were kept long enough. */
function whatHappened({ type, kind, object, previous }: Change): string | undefined {
  if (type === 'ADDED') return kind === 'Event' ? 'was recorded' : 'was created';
  if (type === 'DELETED') {
    if (kind === 'Event') return undefined;
    return object.metadata.deletionTimestamp ? 'was gone' : 'was deleted';
  }
  if (!previous) return 'changed';
  if (object.metadata.deletionTimestamp && !previous.metadata.deletionTimestamp) {
    return 'was deleted';
  }
  switch (kind) {
    case 'Pod':
      return podChange(object as Pod, previous as Pod);
    case 'ReplicationController':
      return controllerChange(object as ReplicationController, previous as ReplicationController);
    case 'Endpoints':
      return endpointsChange(object as Endpoints, previous as Endpoints);
    case 'Node':
      return nodeChange(object as Node, previous as Node);
    case 'Namespace':
      return phaseChange((object as Namespace).status.phase, (previous as Namespace).status.phase);
    case 'Event':
      return 'was recorded again';
    default:
      return 'changed';
  }
}

function podChange(pod: Pod, before: Pod): string {
  if (pod.spec.nodeName !== before.spec.nodeName) return `was assigned to ${pod.spec.nodeName}`;
  if (pod.metadata.labels !== before.metadata.labels) return 'got other labels';
  if (isUnschedulable(pod) && !isUnschedulable(before)) return 'could not be scheduled';
  const isReady = readinessOf(pod.status.conditions);
  if (isReady !== readinessOf(before.status.conditions)) {
    return isReady ? 'became ready' : 'became not ready';
  }
  return phaseChange(pod.status.phase, before.status.phase) ?? waitingOf(pod) ?? 'changed';
}

function isUnschedulable({ status }: Pod): boolean {
  return status.conditions?.some(({ reason }) => reason === 'Unschedulable') ?? false;
}

function waitingOf({ status }: Pod): string | undefined {
  const reasons = (status.containerStatuses ?? []).flatMap(({ state }) => state.waiting?.reason);
  const reason = reasons.find((each) => each !== undefined);
  return reason ? `waited: ${reason}` : undefined;
}

function controllerChange(now: ReplicationController, before: ReplicationController): string {
  const { replicas } = now.spec;
  if (replicas !== before.spec.replicas) {
    return `was scaled from ${before.spec.replicas} to ${replicas}`;
  }
  return now.status.replicas === before.status.replicas
    ? 'changed'
    : `counted ${now.status.replicas} pods`;
}

function endpointsChange(now: Endpoints, before: Endpoints): string {
  const [all, old] = [addressesOf(now), addressesOf(before)];
  const gained = all.filter((ip) => !old.includes(ip));
  const lost = old.filter((ip) => !all.includes(ip));
  const parts = [
    ...(lost.length > 0 ? [`lost ${few(lost)}`] : []),
    ...(gained.length > 0 ? [`gained ${few(gained)}`] : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : 'changed';
}

function addressesOf({ subsets }: Endpoints): string[] {
  return subsets.flatMap(({ addresses }) => (addresses ?? []).map(({ ip }) => ip));
}

function few(items: readonly string[]): string {
  return items.length > 3
    ? `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`
    : items.join(', ');
}

function nodeChange(now: Node, before: Node): string | undefined {
  if (now.spec.unschedulable !== before.spec.unschedulable) {
    return now.spec.unschedulable ? 'was cordoned' : 'was uncordoned';
  }
  const isReady = readinessOf(now.status.conditions);
  if (isReady === readinessOf(before.status.conditions)) return undefined;
  return isReady ? 'became Ready' : 'became NotReady';
}

function phaseChange(now: string | undefined, before: string | undefined): string | undefined {
  return now === before ? undefined : `became ${now}`;
}

function readinessOf(
  conditions: readonly { readonly type: string; readonly status: string }[] | undefined,
): boolean {
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
