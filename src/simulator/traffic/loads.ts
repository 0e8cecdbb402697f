// Load generators: each sends its requests at exact distances, every one a connection through the network as curl opens it.
// A wakeup sends one request and asks for the next; what became of a request is counted in the step in which it ends.

import type { ClusterView } from '../../cluster/apiserver/client.ts';
import type { Connection, ConnectionRequest } from '../../cluster/network/connection.ts';
import { connectionKey, CONNECTIONS, ENDLESS } from '../../cluster/network/journey.ts';
import { closeConnection } from '../../cluster/network/opening.ts';
import { isLost, lossOf, outcomeWord } from '../../cluster/network/outcomes.ts';
import type { World } from '../../engine/world.ts';
import {
  addCount,
  IDLE_CONNECTIONS,
  latencyWords,
  LOAD_COUNTS,
  LOADS,
  type Load,
  type LoadCount,
  type LoadSettings,
} from './load.ts';

/** Loads that are over are kept so long: the last ones. */
const RETAINED_LOADS = 20;

interface Parts {
  readonly world: World;
  readonly view: ClusterView;
  connect(request: ConnectionRequest): void;
}

export class Loads {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Starts one; one of its name that is over is forgotten. */
  start(settings: LoadSettings): void {
    const { world } = this.parts;
    this.forget(settings.name);
    this.forgetOldest();
    const load: Load = {
      ...settings,
      startedAt: world.now,
      startedStep: world.step,
      sent: 0,
      answered: 0,
      lost: 0,
      counts: 0,
    };
    this.write(load);
    world.wake('load', wakeupKeyOf(load), world.now);
  }

  /** Sends nothing more; what is under way is still counted. */
  stop(load: Load): Load {
    const stopped = { ...load, stoppedAt: this.parts.world.now };
    return this.endIfOver(stopped);
  }

  get(name: string): Load | undefined {
    return this.parts.world.table<Load>(LOADS).get(name);
  }

  list(): Load[] {
    return this.parts.world.table<Load>(LOADS).values();
  }

  /** What is counted for one, by the keys of the table. */
  countsOf(name: string): [string, LoadCount][] {
    return this.parts.world.table<LoadCount>(LOAD_COUNTS).entries(`${name} `);
  }

  /** Sends the request that is due, and asks for the next. */
  wake(key: string): void {
    const { world } = this.parts;
    const load = this.get(key.replace(ENDLESS, ''));
    if (!load || load.stoppedAt !== undefined || dueAt(load, load.sent) !== world.now) return;
    const sent = { ...load, sent: load.sent + 1 };
    const next = dueAt(sent, sent.sent);
    const isLast = load.durationMs !== undefined && next >= load.startedAt + load.durationMs;
    this.write(isLast ? { ...sent, stoppedAt: load.startedAt + (load.durationMs ?? 0) } : sent);
    if (!isLast) world.wake('load', wakeupKeyOf(load), next);
    this.send(load);
  }

  private send(load: Load): void {
    const { name, from, address, port, path, host, timeoutMs, isKeptAlive, durationMs } = load;
    const connection = isKeptAlive ? this.takeIdle(name) : undefined;
    this.parts.connect({
      from,
      protocol: 'TCP',
      address,
      port,
      request: {
        method: 'GET',
        path,
        headers: [
          ['User-Agent', 'orrery-load'],
          ['Host', host],
          ...(isKeptAlive ? [] : [['Connection', 'close'] as const]),
        ],
      },
      keepAlive: isKeptAlive,
      isTraced: false,
      timeoutMs,
      load: { name, isEndless: durationMs === undefined },
      ...(connection === undefined ? {} : { connection }),
    });
  }

  /** A connection that has been answered, given up or lost: counted for the load that sent on it. */
  count(connection: Connection): void {
    const { world } = this.parts;
    const { load: sender, outcome, stage, id, openedAt } = connection;
    const load = sender && this.get(sender.name);
    if (!load || openedAt < load.startedAt) return; // Of one of that name that is forgotten.
    if (stage === 'open') {
      world.table(IDLE_CONNECTIONS).set(`${load.name} ${connectionKey(id)}`, { id });
    }
    let next = addCount(world, load, ['outcome', outcomeWord(outcome)]);
    if (outcome?.type === 'answered') {
      next = addCount(world, next, ['pod', outcome.servedBy]);
      next = addCount(world, next, ['latency', latencyWords(world.now - openedAt)]);
    }
    if (isLost(outcome)) {
      const { where, text } = lossOf(connection);
      next = addCount(world, next, ['lost', `${where} ${outcomeWord(outcome)}: ${text}`]);
      next = { ...next, lost: next.lost + 1 };
    } else next = { ...next, answered: next.answered + 1 };
    this.endIfOver(next);
  }

  /** Writes a load; when nothing is to be sent and nothing under way, it is over and hangs up. */
  private endIfOver(load: Load): Load {
    const isOver = load.stoppedAt !== undefined && load.sent === load.answered + load.lost;
    const written = isOver ? { ...load, endedAt: this.parts.world.now } : load;
    this.write(written);
    if (isOver) while (this.hangUp(load.name));
    return written;
  }

  /** The connection that waits longest, if one does. */
  private takeIdle(name: string): number | undefined {
    const idle = this.parts.world.table<{ readonly id: number }>(IDLE_CONNECTIONS);
    const key = idle.firstKey(`${name} `);
    if (key === undefined) return undefined;
    const taken = idle.get(key)?.id;
    idle.delete(key);
    return taken;
  }

  private hangUp(name: string): boolean {
    const { world, view } = this.parts;
    const id = this.takeIdle(name);
    if (id === undefined) return false;
    const connections = world.table<Connection>(CONNECTIONS);
    const open = connections.get(connectionKey(id));
    if (open?.stage !== 'open') return true;
    const { key, value } = closeConnection(view, open);
    if (value === undefined) connections.delete(key);
    else connections.set(key, value as Connection);
    return true;
  }

  private forgetOldest(): void {
    const over = this.list().filter(({ endedAt }) => endedAt !== undefined);
    over.sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0));
    for (const { name } of over.slice(0, Math.max(0, over.length + 1 - RETAINED_LOADS))) {
      this.forget(name);
    }
  }

  private forget(name: string): void {
    const { world } = this.parts;
    world.table(LOADS).delete(name);
    const counts = world.table(LOAD_COUNTS);
    for (const key of counts.keys(`${name} `)) counts.delete(key);
  }

  private write(load: Load): void {
    this.parts.world.table<Load>(LOADS).set(load.name, load);
  }
}

/** When a request is due: the first at once, the others at exact distances. */
function dueAt({ startedAt, rate }: Load, number: number): number {
  return startedAt + Math.floor((number * 1_000) / rate);
}

/** The end of the key says that nobody waits for the end of a load that has none. */
function wakeupKeyOf({ name, durationMs }: LoadSettings): string {
  return durationMs === undefined ? `${name}${ENDLESS}` : name;
}
