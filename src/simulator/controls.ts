// The playground's own recorded words: `orrery release`, `orrery delay`, `orrery settings`. Each is undone by its opposite.

import type { World } from '../engine/world.ts';
import type { ExecResult } from '../kubectl/process.ts';
import { settingTable, type Setting } from './view.ts';

/** Carries out the words after `orrery`. Unknown words are an error with a list of the known ones. */
export function runControl(world: World, words: readonly string[]): ExecResult {
  const [verb, ...rest] = words;
  switch (verb) {
    case 'delay':
      return setDelay(world, rest);
    case 'release':
      return setRelease(world, rest);
    case 'settings':
      return listSettings(world);
    case 'help':
    case undefined:
      return said(HELP);
    default:
      return refused(`orrery: unknown word "${verb}"\n${HELP}`);
  }
}

const HELP = `Controls (not recorded): orrery step [n] | back [n] | seek 12.5s|start|end | digest | why KIND/NAME | trace | idle
Commands (recorded):
  orrery delay COMPONENT[@NODE] 5s   lets a component react later; "0s" undoes it
  orrery release v1.0|v1.3           which kubectl the terminal is
  orrery settings                    lists what is set
`;

function setDelay(world: World, [target, duration]: readonly string[]): ExecResult {
  const ms = duration === undefined ? undefined : parseDuration(duration);
  if (!target || ms === undefined) {
    return refused('orrery: delay wants a component and a duration: orrery delay kube-proxy 5s\n');
  }
  const settings = world.table<Setting>(settingTable);
  if (ms === 0) settings.delete(`delay ${target}`);
  else settings.set(`delay ${target}`, { value: String(ms) });
  return said('');
}

function setRelease(world: World, [release]: readonly string[]): ExecResult {
  if (release !== 'v1.0' && release !== 'v1.3') {
    return refused('orrery: release is v1.0 or v1.3\n');
  }
  world.table<Setting>(settingTable).set('release', { value: release });
  return said('');
}

function listSettings(world: World): ExecResult {
  const lines = world
    .table<Setting>(settingTable)
    .entries()
    .map(([name, { value }]) => `${name} = ${value}\n`);
  return said(lines.join(''));
}

/** Virtual ms of a duration such as 5s, 250ms, 1m30s or 2; undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit as 'ms' | 's' | 'm' | 'h'];
    total += Number(amount) * factor;
  }
  return Math.round(total);
}

function said(stdout: string): ExecResult {
  return { stdout, stderr: '', exit: 0 };
}

function refused(stderr: string): ExecResult {
  return { stdout: '', stderr, exit: 1 };
}
