// `orrery load`: starts, lists and stops load generators. Words that make no sense are refused with the usage.

import type { ExecResult } from '../../kubectl/process.ts';
import { parseDuration } from '../durations.ts';
import type { LoadSettings, Load } from './load.ts';
import { describe, listLoads, showLoad } from './loadReport.ts';
import { findPlace, findTarget, usualPlace, type Asking } from './loadTarget.ts';
import type { Loads } from './loads.ts';

export const LOAD_HELP = `  orrery load TARGET [flags]         sends requests until it is stopped; TARGET is svc/NAME[:PORT], ADDRESS:PORT or a URL
    --from client|NODE|pod/NAME      where it stands; from outside if TARGET can be reached there, else from the master
    --rate 10/s                      requests a second, up to 1000; 10 if not said
    --keep-alive                     a connection carries one request after another
    --duration 60s                   ends by itself
    --path /    --timeout 5s         what it asks for, and how long it waits for an answer
    --name NAME                      load-1, load-2 ... if not said
    -n NAMESPACE                     of the Service or pod
                                     A Service is asked at its cluster IP; from the client outside at its node port on the
                                     first node, or at the address that a cloud gave it.
  orrery load list [NAME]            tells what became of the requests
  orrery load stop [NAME|all]        ends it
`;

const DEFAULT_RATE = 10;
const MOST_RATE = 1_000;
const DEFAULT_TIMEOUT_MS = 5_000;

const FLAGS_WITH_VALUE = [
  '--from',
  '--rate',
  '--duration',
  '--path',
  '--timeout',
  '--name',
  '--namespace',
];

/** As the terminal proposes them. */
export const LOAD_FLAGS: readonly string[] = ['--keep-alive', ...FLAGS_WITH_VALUE];

interface Parts {
  readonly loads: Loads;
  /** Of the namespace, what the line says. */
  readonly asking: Omit<Asking, 'namespace'>;
  next(counter: string): number;
}

interface Words {
  readonly positional: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/** Carries out the words after `orrery load`. */
export function runLoadLine(parts: Parts, words: readonly string[]): ExecResult {
  const read = readWords(words);
  if (typeof read === 'string') return refused(read);
  const [verb, name, ...more] = read.positional;
  if (verb === undefined) return refused(`load wants a target\n${LOAD_HELP.trimEnd()}`);
  if (more.length > 0 || (name !== undefined && verb !== 'list' && verb !== 'stop')) {
    return refused(`load does not know what "${more[0] ?? name}" is`);
  }
  if (verb === 'list') return list(parts, name);
  if (verb === 'stop') return stop(parts, name);
  return start(parts, verb, read.flags);
}

function start(parts: Parts, target: string, flags: Words['flags']): ExecResult {
  const settings = settingsOf(parts, target, flags);
  if (typeof settings === 'string') return refused(settings);
  parts.loads.start(settings);
  return said(`load ${settings.name} started: ${describe(settings)}\n`);
}

/** What a load is to do, or a sentence that says why it cannot be. */
function settingsOf(parts: Parts, target: string, flags: Words['flags']): LoadSettings | string {
  const rate = parseRate(flags.get('--rate'));
  if (rate === undefined)
    return `--rate is a number of requests a second, up to ${MOST_RATE}: 10/s`;
  const durationMs = durationOf(flags.get('--duration'));
  const timeoutMs = durationOf(flags.get('--timeout') ?? `${DEFAULT_TIMEOUT_MS}ms`);
  if (durationMs === 0 || !timeoutMs) return '--duration and --timeout are times such as 60s';
  const asking = { ...parts.asking, namespace: flags.get('--namespace') ?? 'default' };
  const wanted = flags.get('--from');
  const from = wanted === undefined ? usualPlace(asking, target) : findPlace(asking, wanted);
  if (typeof from === 'string') return from;
  const found = findTarget(asking, target, from);
  if (typeof found === 'string') return found;
  const name = nameOf(parts, flags.get('--name'));
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    return `a load's name is made of small letters, digits and -: "${name}"`;
  }
  const running = parts.loads.get(name);
  if (running && running.endedAt === undefined) {
    return `load ${name} runs already; orrery load stop ${name} ends it`;
  }
  const path = flags.get('--path') ?? found.path;
  return {
    ...found,
    name,
    target,
    from,
    path: path.startsWith('/') ? path : `/${path}`,
    rate,
    isKeptAlive: flags.has('--keep-alive'),
    timeoutMs,
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

/** The one that was given, or the next free one of load-1, load-2 ... */
function nameOf({ loads, next }: Parts, given: string | undefined): string {
  if (given !== undefined) return given;
  let name = `load-${next('load')}`;
  while (loads.get(name)) name = `load-${next('load')}`;
  return name;
}

function list({ loads }: Parts, name: string | undefined): ExecResult {
  if (name === undefined) return said(listLoads(loads.list(), (each) => loads.countsOf(each)));
  const load = loads.get(name);
  return load ? said(showLoad(load, loads.countsOf(name))) : refused(`there is no load ${name}`);
}

function stop({ loads }: Parts, name: string | undefined): ExecResult {
  const running = loads.list().filter(({ stoppedAt }) => stoppedAt === undefined);
  const wanted = running.filter((load) => name === load.name || name === 'all');
  const [only] = running;
  if (name === undefined && only && running.length === 1) wanted.push(only);
  if (wanted.length === 0) return refused(whyNothingStops(running, name));
  const reports = wanted.map((load) => showLoad(loads.stop(load), loads.countsOf(load.name)));
  return said(reports.join('\n'));
}

function whyNothingStops(running: readonly Load[], name: string | undefined): string {
  if (running.length === 0) return 'no load runs';
  const names = running.map((load) => load.name).join(', ');
  return name === undefined
    ? `load stop wants a name or all: ${names}`
    : `no load ${name} runs; there is ${names}`;
}

/** Flags come in any order, as --flag value or --flag=value. */
function readWords(words: readonly string[]): Words | string {
  const positional: string[] = [];
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      positional.push(word);
      continue;
    }
    const [name = '', ...value] = word.split('=');
    const flag = name === '-n' ? '--namespace' : name;
    if (flag === '--keep-alive' && value.length === 0) flags.set(flag, '');
    else if (!FLAGS_WITH_VALUE.includes(flag)) return `load has no flag ${name}`;
    else {
      const given = value.length > 0 ? value.join('=') : words[++at];
      if (given === undefined || given === '') return `${name} wants a value`;
      flags.set(flag, given);
    }
  }
  return { positional, flags };
}

/** 10, 10/s or 0.5/s; undefined if it is no rate. */
function parseRate(text: string | undefined): number | undefined {
  if (text === undefined) return DEFAULT_RATE;
  const number = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1];
  const rate = Number(number ?? 0);
  return rate > 0 && rate <= MOST_RATE ? rate : undefined;
}

function said(stdout: string): ExecResult {
  return { stdout, stderr: '', exit: 0 };
}

function refused(sentence: string): ExecResult {
  return { stdout: '', stderr: `orrery: ${sentence}\n`, exit: 1 };
}

/** Virtual ms; 0 when it is no time, undefined when nothing is said. */
function durationOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseDuration(text) ?? 0);
}
