// The playground's own recorded words: release, delay, stop, start, fault, cloud, settings. Each is undone by its opposite.

import { ALL_SERVICES } from '../cluster/controllers/serviceloadbalancer/serviceController.ts';
import type { ClusterView } from '../cluster/apiserver/client.ts';
import type { World } from '../engine/world.ts';
import type { ExecResult } from '../kubectl/process.ts';
import type { Playground } from '../kubectl/completion/programWords.ts';
import type { Faults } from './faults.ts';
import { parseDuration } from './durations.ts';
import { LOAD_FLAGS, LOAD_HELP, runLoadLine } from './traffic/loadLine.ts';
import type { Loads } from './traffic/loads.ts';
import { settingTable, type Setting } from './view.ts';

/** What may be delayed, stopped and broken by name. */
export interface FaultTargets {
  readonly components: readonly string[];
  readonly nodes: readonly string[];
}

interface ControlParts {
  readonly world: World;
  readonly faults: Faults;
  readonly targets: FaultTargets;
  readonly view: ClusterView;
  readonly loads: Loads;
}

interface Fault {
  readonly name: string;
  readonly opposite: string;
  readonly isOfNode: boolean;
  readonly help: string;
}

const faults: readonly Fault[] = [
  {
    name: 'node-down',
    opposite: 'node-up',
    isOfNode: true,
    help: 'a node without power: its pods are gone from the network',
  },
  {
    name: 'partition',
    opposite: 'heal',
    isOfNode: true,
    help: 'a node that does not reach the master; its pods run on',
  },
  {
    name: 'registry-down',
    opposite: 'registry-up',
    isOfNode: false,
    help: 'images cannot be pulled',
  },
];

/** Carries out the words after `orrery`. Unknown words are an error with a list of the known ones. */
export function runControl(parts: ControlParts, words: readonly string[]): ExecResult {
  const { world } = parts;
  const [verb, ...rest] = words;
  switch (verb) {
    case 'delay':
      return setDelay(parts, rest);
    case 'stop':
    case 'start':
      return stopOrStart(parts, verb, rest);
    case 'fault':
      return setFault(parts, rest);
    case 'cloud':
      return setCloud(world, rest);
    case 'release':
      return setRelease(world, rest);
    case 'load': {
      const { loads, view, targets } = parts;
      const asking = { view, nodes: targets.nodes };
      return runLoadLine({ loads, asking, next: (counter) => world.next(counter) }, rest);
    }
    case 'settings':
      return listSettings(world);
    case 'help':
    case undefined:
      return said(HELP);
    default:
      return refused(`orrery: unknown word "${verb}"\n${HELP}`);
  }
}

const HELP = `Controls (not recorded): orrery step [n] | back [n] | seek 12.5s|start|end | digest | why TARGET | trace | idle
Commands (recorded), each undone by its opposite:
  orrery delay COMPONENT[@NODE] 5s   lets a component react later; 0s undoes it
  orrery stop COMPONENT[@NODE]       lets a component stand still
  orrery start COMPONENT[@NODE]      lets it go on
${faults.map(faultHelp).join('')}  orrery cloud on|off                gives Services of type LoadBalancer an address
  orrery release v1.0|v1.3           which kubectl the terminal is
  orrery settings                    lists what is set
${LOAD_HELP}`;

/** The words behind `orrery`, each with what may stand behind it. */
export function playground({ components, nodes }: FaultTargets): Playground {
  const parts = components.flatMap((name) =>
    isOnEveryNode(name) ? [name, ...nodes.map((node) => `${name}@${node}`)] : [name],
  );
  return {
    step: [],
    back: [],
    seek: [['start', 'end']],
    digest: [],
    why: [['TYPE/NAME']],
    trace: [],
    idle: [],
    delay: [parts, ['0s', '1s', '5s', '10s']],
    stop: [parts],
    start: [parts],
    fault: [faults.flatMap(({ name, opposite }) => [name, opposite]), nodes],
    cloud: [['on', 'off']],
    release: [['v1.0', 'v1.3']],
    load: [['TYPE/NAME', 'list', 'stop'], LOAD_FLAGS],
    settings: [],
    help: [],
  };
}

function isOnEveryNode(component: string): boolean {
  return component === 'kubelet' || component === 'kube-proxy';
}

function faultHelp({ name, opposite, isOfNode, help }: Fault): string {
  const usage = `fault ${name}|${opposite}${isOfNode ? ' NODE' : ''}`;
  return `  orrery ${usage.padEnd(27)} ${help}\n`;
}

function setDelay({ world, targets }: ControlParts, words: readonly string[]): ExecResult {
  const [target = '', duration = ''] = words;
  const ms = parseDuration(duration);
  if (target === '' || ms === undefined) {
    return refused('orrery: delay wants a component and a duration: orrery delay kube-proxy 5s\n');
  }
  const problem = checkTarget(targets, target);
  if (problem) return refused(problem);
  const settings = world.table<Setting>(settingTable);
  if (ms === 0) settings.delete(`delay ${target}`);
  else settings.set(`delay ${target}`, { value: String(ms) });
  return said('');
}

function stopOrStart(
  parts: ControlParts,
  verb: 'stop' | 'start',
  [target = '']: readonly string[],
): ExecResult {
  const problem = checkTarget(parts.targets, target);
  if (problem) return refused(problem);
  const isDone = parts.faults[verb](target);
  return isDone
    ? said('')
    : refused(`orrery: ${target} ${verb === 'stop' ? 'is stopped' : 'runs'} already\n`);
}

function setFault({ faults: setter, targets }: ControlParts, words: readonly string[]): ExecResult {
  const [word = '', node = ''] = words;
  const fault = faults.find(({ name, opposite }) => name === word || opposite === word);
  if (!fault) return refused(`orrery: faults are\n${faults.map(faultHelp).join('')}`);
  if (fault.isOfNode && !targets.nodes.includes(node)) {
    return refused(`orrery: ${word} wants a node: ${targets.nodes.join(', ')}\n`);
  }
  const isOn = word === fault.name;
  const isChanged = setter.set(fault.name, fault.isOfNode ? node : '', isOn);
  return isChanged ? said('') : refused(`orrery: that is so already\n`);
}

/** What is wrong with COMPONENT[@NODE], if anything. */
function checkTarget({ components, nodes }: FaultTargets, target: string): string | undefined {
  const [component = '', node] = target.split('@');
  if (!components.includes(component)) {
    return `orrery: no component is called "${component}"; there are ${components.join(', ')}\n`;
  }
  if (node === undefined) return undefined;
  if (!isOnEveryNode(component)) {
    return `orrery: ${component} runs once, on the master; kubelet and kube-proxy run on every node\n`;
  }
  return nodes.includes(node)
    ? undefined
    : `orrery: no node is called "${node}"; there are ${nodes.join(', ')}\n`;
}

function setRelease(world: World, [release]: readonly string[]): ExecResult {
  if (release !== 'v1.0' && release !== 'v1.3') {
    return refused('orrery: release is v1.0 or v1.3\n');
  }
  world.table<Setting>(settingTable).set('release', { value: release });
  return said('');
}

function setCloud(world: World, [state]: readonly string[]): ExecResult {
  if (state !== 'on' && state !== 'off') return refused('orrery: the cloud is on or off\n');
  const settings = world.table<Setting>(settingTable);
  if (state === 'on') settings.set('cloud', { value: state });
  else settings.delete('cloud');
  world.wake('service-controller', ALL_SERVICES, world.now);
  return said('');
}

function listSettings(world: World): ExecResult {
  const lines = world
    .table<Setting>(settingTable)
    .entries()
    .map(([name, { value }]) => `${name} = ${value}\n`);
  const stopped = world
    .table('stopped')
    .keys()
    .map((name) => `stopped ${name}\n`);
  return said([...lines, ...stopped].join(''));
}

function said(stdout: string): ExecResult {
  return { stdout, stderr: '', exit: 0 };
}

function refused(stderr: string): ExecResult {
  return { stdout: '', stderr, exit: 1 };
}
