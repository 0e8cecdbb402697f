// One connection within one step: what happens to it is collected here and written at the end of the step.

import type { Action, ClusterView } from '../apiserver/client.ts';
import type { Connection, Hop, Outcome, Packet } from './connection.ts';
import { Tally } from './counters.ts';
import { CLIENT, type Topology } from './topology.ts';

export const CONNECTIONS = 'connections';

/** The end of the keys of wakeups that always come again. */
export const ENDLESS = ' endless';

/** Connections that are over are kept so long: the last ones. */
export const RETAINED_CONNECTIONS = 200;

export class Journey {
  readonly view: ClusterView;
  readonly topology: Topology;
  readonly tally = new Tally();
  connection: Connection;
  private readonly collected: Action[] = [];
  private isForgotten = false;

  constructor(view: ClusterView, topology: Topology, connection: Connection) {
    this.view = view;
    this.topology = topology;
    this.connection = connection;
  }

  update(changes: Partial<Connection>): void {
    this.connection = { ...this.connection, ...changes };
  }

  note(hop: Omit<Hop, 'at'>): void {
    this.update({ hops: [...this.connection.hops, { at: this.view.now, ...hop }] });
  }

  act(...actions: readonly Action[]): void {
    this.collected.push(...actions);
  }

  /** The next stage, so many ms from now. */
  go(afterMs: number, changes: Partial<Connection>): void {
    this.update({ ...changes, nextAt: this.view.now + afterMs });
    this.act({ type: 'wake', key: wakeupKey(this.connection), afterMs });
  }

  /** An outcome that is no answer, so many ms from now. */
  lose(outcome: Outcome, afterMs: number): void {
    this.go(afterMs, { outcome, stage: 'returning' });
  }

  /** The connection leaves no record. */
  forget(): void {
    this.isForgotten = true;
  }

  /** What the step does: counts, writes, wakeups. */
  actions(): Action[] {
    const { connection } = this;
    return [
      ...this.tally.actions(this.view),
      {
        type: 'write',
        table: CONNECTIONS,
        key: connectionKey(connection.id),
        value: this.isForgotten ? undefined : connection,
      },
      ...this.collected,
    ];
  }
}

export function connectionKey(id: number): string {
  return String(id).padStart(10, '0');
}

/** The key of a wakeup for a connection. Its end says of what goes on without an end that nobody waits for it. */
export function wakeupKey({ id, load, isEndless }: Connection, words?: string): string {
  const key = words === undefined ? connectionKey(id) : `${connectionKey(id)} ${words}`;
  return (load?.isEndless ?? isEndless) ? `${key}${ENDLESS}` : key;
}

/** True for a connection that was open for so long that it is none of the last ones any more. */
export function isOld(view: ClusterView, { id }: Connection): boolean {
  return id <= view.last('connection') - RETAINED_CONNECTIONS;
}

/** False when a connection is over and closed. */
export function isOpen(view: ClusterView, key: string): boolean {
  return (view.read<Connection>(CONNECTIONS, key)?.stage ?? 'closed') !== 'closed';
}

/** A machine as the graph names it. */
export function machineName(machine: string): string {
  return machine === CLIENT ? CLIENT : `node:${machine}`;
}

/** Where a packet is sent to. */
export function addressText({ protocol, destinationIP, destinationPort }: Packet): string {
  return protocol === 'ICMP' ? destinationIP : `${destinationIP}:${destinationPort}`;
}

/** Both ends of a packet. */
export function endsText(packet: Packet): string {
  const { protocol, sourceIP, sourcePort } = packet;
  const source = protocol === 'ICMP' ? sourceIP : `${sourceIP}:${sourcePort}`;
  return `${source}>${addressText(packet)}`;
}
