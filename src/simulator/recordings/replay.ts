// Replays a recorded section on a fresh cluster and puts side by side what came then and what comes now.

import type { Component } from '../../cluster/apiserver/client.ts';
import { createComponents } from '../components.ts';
import { Simulation } from '../simulation.ts';
import { createFakeKubelet } from './fakeKubelet.ts';
import { createHollowKubelet } from './hollowKubelet.ts';
import { HASH, mask, maskJSON } from './mask.ts';
import { RecordedNames } from './recordedNames.ts';
import { rowsBefore, type Recording, type Row } from './recording.ts';

/** A program needs so long to start. */
const PAUSE_MS = 80;

/** The cluster was so old when a section began. */
const WARM_UP_MS = 15_000;

export interface Outcome {
  readonly row: Row;
  readonly expected: string;
  readonly actual: string;
}

export function replaySection(recording: Recording, section: string): Outcome[] {
  const before = rowsBefore(recording, section);
  const rows = [...before, ...(recording.sections.get(section) ?? [])];
  const simulation = newCluster(recording, section, rows);
  simulation.history.seekTime(WARM_UP_MS);
  const outcomes = rows.map((row, index) => {
    const due = Math.max(simulation.now + PAUSE_MS, WARM_UP_MS + startOf(rows, index) * 1000);
    simulation.history.seekTime(due);
    for (const [path, text] of Object.entries(row.files ?? {})) {
      simulation.submit({ type: 'file', path, text });
    }
    if (row.api !== undefined) return ask(simulation, row);
    if (index > 0 && beginsAnew(row)) simulation.run(CLEAR);
    return type(simulation, row, stopAfter(row, recording.name));
  });
  return outcomes.slice(before.length);
}

/** What the recorder did between two updates, unseen. */
const CLEAR = 'kubectl delete rc,pods --all --cascade=false --grace-period=0';

function beginsAnew({ section, cmd = '' }: Row): boolean {
  return (
    section.startsWith('rolling-update-') &&
    cmd === 'kubectl create -f redis-master-controller.yaml'
  );
}

/** When updates were stopped whose output is not in the data, in ms: deduced from what the rows behind them show. */
const STOPPED: { readonly [K in Recording['name']]?: Readonly<Record<number, number>> } = {
  'v1.0': { 845: 5_700, 851: 10_750, 857: 450, 863: 5_200, 933: 5_700, 937: 15_750, 977: 15_000 },
  'v1.3': { 936: 1_060, 942: 14_900, 948: 650, 954: 700, 1052: 5_600, 1092: 15_000 },
};

function stopAfter({ n, cmd = '', isWithheld, isCutOff, exit, ms }: Row, name: Recording['name']) {
  if (!cmd.startsWith('kubectl rolling-update')) return undefined;
  if (isWithheld) return STOPPED[name]?.[n];
  return isCutOff || exit === -2 ? ms : undefined;
}

/** A controller that an update made has another hash in its name here. */
function renamed(simulation: Simulation, cmd: string): string {
  const names = simulation.objects('ReplicationController').map(({ metadata }) => metadata.name);
  const hash = names.map((name) => /-([0-9a-f]{32})$/.exec(name)?.[1]).find((each) => each);
  return hash ? cmd.replace(HASH, hash) : cmd;
}

/** When a row was typed, in seconds; one without a time as late as the row that came right behind it says. */
function startOf(rows: readonly Row[], index: number): number {
  const { at } = rows[index] ?? {};
  const next = rows[index + 1];
  return at ?? (next?.isAtOnce ? startOf(rows, index + 1) : 0);
}

function newCluster(recording: Recording, section: string, rows: readonly Row[]): Simulation {
  const names = new RecordedNames(rows);
  const hasRealKubelets = section.startsWith('real-kubelet-code');
  const hasWideRange = section.startsWith('nodeport-range');
  const simulation: Simulation = new Simulation({
    profile: hasWideRange ? 'book' : 'v1.3',
    nameSuffix: (generateName) => names.take(generateName, (simulation.now - WARM_UP_MS) / 1000),
    components: (nodes) => {
      const components = createComponents(nodes);
      if (!recording.hasControllers) return components.map(asleep);
      const kubelet = hasRealKubelets ? createHollowKubelet(nodes) : createFakeKubelet(nodes);
      return [kubelet, ...components.filter(({ name }) => name !== 'kubelet')];
    },
  });
  if (recording.release === 'v1.0') {
    simulation.submit({ type: 'line', line: 'orrery release v1.0' });
  }
  return simulation;
}

/** Only the tables of a component: nobody does its work. */
function asleep({ name, tables }: Component): Component {
  return { name, tables, watches: [], reconcile: () => [] };
}

function type(simulation: Simulation, row: Row, stopAfterMs?: number): Outcome {
  const { stdin } = row;
  const cmd = renamed(simulation, row.cmd ?? '');
  const line = stdin === undefined ? cmd : `${cmd} <<'EOF'\n${stdin.replace(/\n$/, '')}\nEOF`;
  const result = simulation.run(line, stopAfterMs);
  return {
    row,
    expected: shown(row.stdout ?? '', row.stderr ?? '', row.exit ?? 0),
    actual: shown(result.stdout, result.stderr, result.exit),
  };
}

function shown(stdout: string, stderr: string, exit: number): string {
  return `${mask(stdout)}${stderr === '' ? '' : `--- stderr\n${mask(stderr)}`}--- exit ${exit}\n`;
}

/** Over HTTP, as it was recorded: items of a list do not say their kind. */
function ask(simulation: Simulation, row: Row): Outcome {
  const [method = 'GET', path = ''] = (row.api ?? '').split(' ');
  const hasBody = row.body !== undefined && row.body !== null;
  const served = simulation.machine.apiServer.serve(
    {
      method,
      path,
      headers: [],
      ...(hasBody ? { body: JSON.stringify(withoutVersions(row.body)) } : {}),
    },
    { component: 'network', key: 'recording' },
  );
  const { status, body } = 'response' in served ? served.response : { status: 0, body: 'null' };
  return {
    row,
    expected: `${row.status} ${maskJSON(row.response)}\n`,
    actual: `${status} ${maskJSON(JSON.parse(body))}\n`,
  };
}

/** A recorded body names versions, uids and times of its own cluster. */
function withoutVersions(body: unknown): unknown {
  const { metadata, ...rest } = body as { metadata: Record<string, unknown> };
  const { resourceVersion: _version, uid: _uid, creationTimestamp: _time, ...kept } = metadata;
  return { ...rest, metadata: kept };
}
