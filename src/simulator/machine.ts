// Puts the cluster and the terminal on the engine: one wakeup is one call of one component, whose actions are carried out
// in order within the step. Nothing here knows what a component does.

import type { Action, Change, ClusterView, Component } from '../cluster/apiserver/client.ts';
import { createMasterController } from '../cluster/apiserver/masterController.ts';
import {
  createApiServer,
  type ApiServer,
  type ApiServerOptions,
} from '../cluster/apiserver/server.ts';
import { execInContainer } from '../cluster/kubelet/exec.ts';
import { programsIn } from '../cluster/kubelet/serve.ts';
import type { ConnectionRequest } from '../cluster/network/connection.ts';
import { createNetwork, type Network } from '../cluster/network/network.ts';
import { SOCKETS } from '../cluster/network/sockets.ts';
import { assert } from '../engine/assert.ts';
import type { Machine } from '../engine/history.ts';
import type { Wakeup } from '../engine/wakeups.ts';
import type { World } from '../engine/world.ts';
import type { Completion } from '../kubectl/completion/candidate.ts';
import { complete } from '../kubectl/completion/complete.ts';
import { describeCommand, type Command } from './command.ts';
import { orderFiles, renameFile, saveFile } from './files.ts';
import { Faults, faultTables } from './faults.ts';
import { countRequest, endedBy, recordChange, recordCommand, timelineTables } from './timeline.ts';
import { playground, type FaultTargets } from './controls.ts';
import { askAtOnce, type EffectParts } from './effects.ts';
import { Processes, processTables } from './processes.ts';
import { CLIENT_ADDRESS, SECURE_PORT, type NodeSpec, type Profile } from './settings.ts';
import { catalogue } from '../cluster/images/catalogue.ts';
import { openMasterSockets, withMasterServer } from './masterServer.ts';
import { loadTables } from './traffic/load.ts';
import { Loads } from './traffic/loads.ts';
import { NoteTaker, type StepNotes } from './why/notes.ts';
import { createView, settingTable, type Setting } from './view.ts';

/** From a request leaving a component to its answer being there. */
const API_LATENCY_MS = 2;

export interface MachineOptions {
  readonly profile: Profile;
  readonly nodes: readonly NodeSpec[];
  readonly files: Readonly<Record<string, string>>;
  readonly components: readonly Component[];
  /** Suffixes of generated names, where they are given; else they are drawn. */
  readonly nameSuffix?: (generateName: string) => string | undefined;
}

/** The whole playground as a state machine of the engine. */
export class ClusterMachine implements Machine<Command> {
  readonly components: ReadonlyMap<string, Component>;
  private readonly options: MachineOptions;
  private readonly watchers: ReadonlyMap<string, readonly Watcher[]>;
  private readonly notes = new NoteTaker();
  private parts: Parts | undefined;

  constructor(options: MachineOptions) {
    this.options = options;
    const components = [...options.components, createMasterController(apiServerOptions(options))];
    this.components = new Map(components.map((component) => [component.name, component]));
    this.watchers = watchersByKind(components);
  }

  /** Name of the node that is also the master; the terminal is there. */
  get master(): string {
    return this.options.nodes[0]?.name ?? '';
  }

  get profile(): Profile {
    return this.options.profile;
  }

  /** The API server of the world that this machine was started on. */
  get apiServer(): ApiServer {
    return this.running.apiServer;
  }

  get view(): ClusterView {
    return this.running.view;
  }

  /** What may stand at the end of a line that is being typed. Only reads: no step, no command. */
  complete(text: string): Completion {
    const environment = { place: { node: this.master }, terminal: this.master };
    return askAtOnce(this.running.reading, complete(text, environment, playground(this.targets())));
  }

  start(world: World): void {
    for (const name of [
      settingTable,
      'files',
      ...faultTables,
      ...processTables,
      ...timelineTables,
      ...loadTables,
      SOCKETS,
    ]) {
      world.table(name);
    }
    const network = createNetwork({
      nodes: this.options.nodes,
      clientAddress: CLIENT_ADDRESS,
      programs: withMasterServer(programsIn(catalogue), () => this.apiServer),
    });
    for (const table of network.tables) world.table(table);
    for (const component of this.components.values()) {
      for (const table of component.tables) world.table(table);
    }
    const apiServer = createApiServer(world, apiServerOptions(this.options), (change) =>
      this.announce(change),
    );
    const view = createView(world, apiServer);
    const faults = new Faults(world, this.master);
    openMasterSockets(world, this.master);
    const connect = (request: ConnectionRequest) =>
      this.carryOut('network', network.open(view, request));
    const loads = new Loads({ world, view, connect });
    const reading: EffectParts = {
      world,
      faults,
      loads,
      targets: this.targets(),
      apiServer,
      view,
      exec: (request) => {
        const node = { machines: this.options.nodes, images: catalogue };
        const { said, actions } = execInContainer(view, node, request);
        this.carryOut('kubelet', actions);
        return said;
      },
    };
    const processes = new Processes({
      ...reading,
      master: this.master,
      connect,
    });
    this.parts = { world, apiServer, view, network, processes, faults, loads, reading };

    world.table<Setting>(settingTable).set('profile', { value: this.options.profile.name });
    for (const node of this.options.nodes) {
      world.table<Setting>(settingTable).set(`podSubnet ${node.name}`, { value: node.podSubnet });
    }
    for (const [path, text] of Object.entries(this.options.files)) {
      saveFile(world, path, text);
    }
    apiServer.start();
    for (const component of this.components.values()) {
      if (component.start) this.carryOut(component.name, component.start(view));
    }
  }

  command(world: World, command: Command): StepNotes | undefined {
    this.carryOutCommand(world, command);
    return this.notes.finish();
  }

  wake(_world: World, wakeup: Wakeup): StepNotes | undefined {
    this.runWakeup(wakeup);
    return this.notes.finish();
  }

  private carryOutCommand(world: World, command: Command): void {
    if (command.type !== 'order') recordCommand(world, describeCommand(command));
    switch (command.type) {
      case 'line':
        this.running.processes.startForeground(command.line);
        return;
      case 'interrupt':
        this.running.processes.interruptForeground();
        return;
      case 'file':
        saveFile(world, command.path, command.text);
        this.running.processes.finishEdit(command.path, command.text);
        return;
      case 'rename':
        renameFile(world, command.path, command.to);
        return;
      case 'order':
        orderFiles(world, command.paths);
    }
  }

  private runWakeup(wakeup: Wakeup): void {
    const { network, processes, view, faults, loads } = this.running;
    switch (wakeup.component) {
      case 'network':
        this.carryOut('network', network.reconcile(view, wakeup.key));
        return;
      case 'load':
        loads.wake(wakeup.key);
        return;
      case 'process':
        processes.resume(wakeup.key, wakeup.payload);
        return;
      default: {
        const component = this.components.get(wakeup.component);
        assert(component !== undefined, `a wakeup is for a known component: ${wakeup.component}`);
        if (faults.hold(wakeup)) return;
        this.carryOut(component.name, component.reconcile(view, wakeup.key, wakeup.payload));
      }
    }
  }

  /** What `orrery stop|start|delay|fault` may name. */
  private targets(): FaultTargets {
    return {
      components: [...this.components.keys(), 'network'],
      nodes: this.options.nodes.map(({ name }) => name),
    };
  }

  private get running(): Parts {
    assert(this.parts !== undefined, 'the machine has been started');
    return this.parts;
  }

  private carryOut(component: string, actions: readonly Action[]): void {
    for (const action of actions) this.carryOutOne(component, action);
  }

  private carryOutOne(component: string, action: Action): void {
    const { world, apiServer, network, view } = this.running;
    this.notes.takeAction(action);
    switch (action.type) {
      case 'request': {
        const response = apiServer.handle(action.request);
        if (action.replyTo !== undefined) {
          world.wake(component, action.replyTo, world.now + API_LATENCY_MS, response);
        }
        return;
      }
      case 'write':
        this.write(action);
        return;
      case 'wake':
        world.wake(
          action.component ?? component,
          action.key,
          world.now + action.afterMs,
          action.payload,
        );
        return;
      case 'connect':
        this.carryOut('network', network.open(view, action.connection));
        return;
      case 'because':
        return; // Noted above.
    }
  }

  private write(action: Extract<Action, { type: 'write' }>): void {
    const { world, loads } = this.running;
    const { table, key, value } = action;
    const ended = endedBy(world, action);
    if (value === undefined) world.table(table).delete(key);
    else world.table<object>(table).set(key, value);
    if (!ended) return;
    countRequest(world, ended);
    loads.count(ended);
  }

  /** Wakes everybody who watches the changed kind, later by the delay that a person set for them. */
  private announce(change: Change): void {
    const { world, view } = this.running;
    recordChange(world, change);
    this.running.processes.announce(change);
    this.notes.takeChange(change);
    for (const { component, watch } of this.watchers.get(change.kind) ?? []) {
      for (const { key, afterMs } of watch.wakeups(change, view)) {
        world.wake(component, key, world.now + afterMs + delayOf(view, component, key));
      }
    }
  }
}

interface Parts {
  readonly world: World;
  readonly apiServer: ApiServer;
  readonly view: ClusterView;
  readonly network: Network;
  readonly processes: Processes;
  readonly faults: Faults;
  readonly reading: EffectParts;
  readonly loads: Loads;
}

function apiServerOptions({ nodes, profile, nameSuffix }: MachineOptions): ApiServerOptions {
  const [master] = nodes;
  assert(master !== undefined, 'a cluster has at least one node');
  return {
    serviceClusterIPRange: profile.serviceClusterIPRange,
    nodePortRange: profile.nodePortRange,
    advertiseAddress: master.address,
    securePort: SECURE_PORT,
    ...(nameSuffix ? { nameSuffix } : {}),
  };
}

interface Watcher {
  readonly component: string;
  readonly watch: Component['watches'][number];
}

function watchersByKind(components: readonly Component[]): Map<string, Watcher[]> {
  const byKind = new Map<string, Watcher[]>();
  for (const component of components) {
    for (const watch of component.watches) {
      const watchers = byKind.get(watch.kind) ?? [];
      watchers.push({ component: component.name, watch });
      byKind.set(watch.kind, watchers);
    }
  }
  return byKind;
}

/** What `orrery delay COMPONENT[@NODE]` set, in ms. */
function delayOf(view: ClusterView, component: string, key: string): number {
  const node = key.slice(0, Math.max(0, key.indexOf(' ')));
  const set = view.setting(`delay ${component}@${node}`) ?? view.setting(`delay ${component}`);
  return set === undefined ? 0 : Number(set);
}
