// What people break: components that are stopped, nodes without power or without the master, a registry that is away.
// A stopped component does nothing: its wakeups are held, and come all at once when it starts again, as after a relist.

import type { World } from '../engine/world.ts';
import type { Wakeup } from '../engine/wakeups.ts';
import { closeMasterSockets, openMasterSockets } from './masterServer.ts';
import { faultSetting, settingTable, type Setting } from './view.ts';

export const faultTables = ['stopped', 'heldWakeups'] as const;

/** Components of which every node has one. */
const ON_NODES: readonly string[] = ['kubelet', 'kube-proxy'];

/** Without it nobody hears of anything. */
const API_SERVER = 'kube-apiserver';

type Held = Pick<Wakeup, 'component' | 'key' | 'payload'>;

export class Faults {
  private readonly world: World;
  /** Name of the node of the API server. */
  private readonly master: string;

  constructor(world: World, master: string) {
    this.world = world;
    this.master = master;
  }

  /** Stops a component, on one node if named; false if it stood still already. */
  stop(target: string): boolean {
    const stopped = this.world.table('stopped');
    if (stopped.has(target)) return false;
    stopped.set(target, { since: this.world.now });
    if (target === API_SERVER) closeMasterSockets(this.world, this.master);
    return true;
  }

  start(target: string): boolean {
    const isStarted = this.world.table('stopped').delete(target);
    if (isStarted && target === API_SERVER) openMasterSockets(this.world, this.master);
    if (isStarted) this.release();
    return isStarted;
  }

  get isApiServerDown(): boolean {
    return this.world.table('stopped').has(API_SERVER);
  }

  /** Sets or takes back a fault; true if that changed anything. */
  set(name: string, target: string, isOn: boolean): boolean {
    const settings = this.world.table<Setting>(settingTable);
    const key = faultSetting(name, target);
    if (settings.has(key) === isOn) return false;
    if (isOn) settings.set(key, { value: 'on' });
    else {
      settings.delete(key);
      this.release();
    }
    return true;
  }

  /** Keeps a wakeup back when the one that it is for stands still. */
  hold({ component, key, payload }: Wakeup): boolean {
    if (!this.standsStill(component, key)) return false;
    const number = String(this.world.next('held wakeup')).padStart(10, '0');
    const held = this.world.table<Held>('heldWakeups');
    const id = `${component}\0${key}\0`;
    if (payload !== undefined || held.firstKey(id) === undefined) {
      held.set(id + number, { component, key, ...(payload === undefined ? {} : { payload }) });
    }
    return true;
  }

  private standsStill(component: string, key: string): boolean {
    const stopped = this.world.table('stopped');
    const isOnNode = ON_NODES.includes(component);
    const node = isOnNode ? key.slice(0, key.indexOf(' ')) : '';
    if (stopped.size > 0) {
      if (stopped.has(component) || stopped.has(API_SERVER)) return true;
      if (isOnNode && stopped.has(`${component}@${node}`)) return true;
    }
    return isOnNode && (this.isSet('node-down', node) || this.isSet('partition', node));
  }

  private isSet(name: string, target: string): boolean {
    return this.world.table(settingTable).has(faultSetting(name, target));
  }

  /** Lets those go who may run again. */
  private release(): void {
    const held = this.world.table<Held>('heldWakeups');
    for (const [id, { component, key, payload }] of held.entries()) {
      if (this.standsStill(component, key)) continue;
      held.delete(id);
      this.world.wake(component, key, this.world.now, payload);
    }
  }
}
