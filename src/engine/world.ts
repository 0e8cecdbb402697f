// The whole state of a simulation: tables, counters, wakeups. Everything in it is journaled.

import { assert } from './assert.ts';
import { Digest } from './digest.ts';
import { Journal } from './journal.ts';
import { hash32 } from './random.ts';
import { Table } from './table.ts';
import type { Milliseconds } from './time.ts';
import { Wakeups, type Wakeup } from './wakeups.ts';

export class World {
  readonly seed: number;
  readonly journal = new Journal();
  private readonly tables = new Map<string, Table<unknown>>();
  private readonly counters: Table<number>;
  private readonly wakeups: Wakeups;
  private readonly fold: Digest;
  private currentStep = 0;
  private time: Milliseconds = 0;
  private isStarted = false;

  constructor(seed: number) {
    this.seed = seed;
    this.fold = new Digest();
    this.counters = this.table<number>('(counters)');
    this.wakeups = new Wakeups(this.journal);
    this.fold.watch(this.wakeups);
  }

  /** Time of the running (or last) step. */
  get now(): Milliseconds {
    return this.time;
  }

  /** Number of the running (or last) step; 0 is the making of the world. */
  get step(): number {
    return this.currentStep;
  }

  /** A table by name. Tables are made while the world starts. */
  table<V>(name: string): Table<V> {
    const known = this.tables.get(name);
    if (known) return known as Table<V>;
    assert(!this.isStarted, `table ${name} is made when the world starts`);
    const table = new Table<V>(name, this.journal, () => this.currentStep);
    this.tables.set(name, table as Table<unknown>);
    this.fold.watch(table);
    return table;
  }

  /** Names of all tables, sorted. */
  tableNames(): string[] {
    return [...this.tables.keys()].sort();
  }

  /** Next draw of a named stream: an unsigned 32-bit integer. */
  random(stream: string): number {
    return hash32(this.seed, stream, this.next(`random ${stream}`));
  }

  /** Next draw of a named stream in [0, 1). */
  randomFraction(stream: string): number {
    return this.random(stream) / 0x1_0000_0000;
  }

  /** Next number of a named counter: 1, 2, 3 ... */
  next(counter: string): number {
    const value = this.last(counter) + 1;
    this.counters.set(counter, value);
    return value;
  }

  /** The number that a named counter gave last; 0 if none. */
  last(counter: string): number {
    return this.counters.get(counter) ?? 0;
  }

  /** Asks for a wakeup; its cause is the running step. Equal ones without a payload merge. */
  wake(component: string, key: string, at: Milliseconds, payload?: unknown): void {
    assert(at >= this.now && Number.isInteger(at), `a wakeup is at a whole ms and not in the past`);
    this.wakeups.add({ time: at, component, key, cause: this.step, payload });
  }

  /** Wakeups in the order in which they will run. */
  pendingWakeups(): readonly Wakeup[] {
    return this.wakeups.list();
  }

  /** Keeps count of some: how many of them are pending, whenever the answer is called. */
  tallyWakeups(isCounted: (wakeup: Wakeup) => boolean): () => number {
    return this.wakeups.tally(isCounted);
  }

  nextWakeup(): Wakeup | undefined {
    return this.wakeups.first();
  }

  /** Only for History: takes the earliest wakeup. */
  takeWakeup(): Wakeup | undefined {
    return this.wakeups.take();
  }

  /** Only for History: where the world is. */
  moveTo(step: number, now: Milliseconds): void {
    this.currentStep = step;
    this.time = now;
  }

  /** Only for History: no table is made after this. */
  close(): void {
    this.isStarted = true;
  }

  /** 16 hex digits over all records in their order, the queue, the counters and the position. */
  digest(): string {
    return this.fold.read(`${this.step} ${this.now} ${this.wakeups.asked}`);
  }
}
