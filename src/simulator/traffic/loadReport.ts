// Loads as `orrery load` prints them: all of them as a table, one with its tally.

import { alignTabs, getOptions } from '../../kubectl/text/tabWriter.ts';
import type { Load, LoadCount, LoadSettings } from './load.ts';
import { tallyOf } from './loadTally.ts';

const COLUMNS = [
  'NAME',
  'TARGET',
  'FROM',
  'RATE',
  'SENT',
  'ANSWERED',
  'LOST',
  'P50',
  'P95',
  'STATUS',
];

type Counts = readonly (readonly [string, LoadCount])[];

export function listLoads(loads: readonly Load[], countsOf: (name: string) => Counts): string {
  if (loads.length === 0) return 'no load has been started\n';
  const rows = loads.map((load) => {
    const { p50, p95 } = tallyOf(countsOf(load.name));
    return [
      load.name,
      load.target,
      placeText(load),
      `${load.rate}/s`,
      String(load.sent),
      String(load.answered),
      String(load.lost),
      p50 === undefined ? '<none>' : `${p50}ms`,
      p95 === undefined ? '<none>' : `${p95}ms`,
      statusText(load),
    ];
  });
  return table([COLUMNS, ...rows]);
}

/** One load: what it does, what became of its requests, by pod and by the hop that lost them. */
export function showLoad(load: Load, counts: Counts): string {
  const { pods, outcomes, losses, p50, p95 } = tallyOf(counts);
  const underWay = load.sent - load.answered - load.lost;
  const answered = pods.reduce((sum, { count }) => sum + count, 0);
  const lines = [
    `load ${load.name}, ${statusText(load)}: ${describe(load)}`,
    `sent ${load.sent}, answered ${load.answered}, lost ${load.lost}${underWay > 0 ? `, under way ${underWay}` : ''}`,
    ...(p50 === undefined ? [] : [`latency p50 ${p50} ms, p95 ${p95} ms`]),
  ];
  const tables = [
    [['OUTCOME', 'COUNT'], ...outcomes.map(({ outcome, count }) => [outcome, String(count)])],
    [
      ['POD', 'COUNT', 'SHARE'],
      ...pods.map(({ pod, count }) => [pod, String(count), shareText(count, answered)]),
    ],
    [
      ['LOST AT', 'COUNT', 'REASON'],
      ...losses.map(({ where, text, count }) => [where, String(count), text]),
    ],
  ];
  const shown = tables.filter((rows) => rows.length > 1).map(table);
  return `${lines.join('\n')}\n${shown.map((text) => `\n${text}`).join('')}`;
}

/** "10/s to svc/webapp (192.168.18.3:8081) from client, keep-alive, for 60s". */
export function describe(settings: LoadSettings): string {
  const { rate, target, address, port, path, isKeptAlive, durationMs } = settings;
  const asked = `${address}:${port}${path === '/' ? '' : path}`;
  const shown = target.includes(asked) ? target : `${target} (${asked})`;
  return [
    `${rate}/s to ${shown} from ${placeText(settings)}`,
    ...(isKeptAlive ? ['keep-alive'] : []),
    ...(durationMs === undefined ? [] : [`for ${durationMs / 1_000}s`]),
  ].join(', ');
}

function placeText({ from: { node, pod } }: LoadSettings): string {
  return pod === undefined ? node : `pod/${pod.slice(pod.indexOf('/') + 1)}`;
}

function statusText({ stoppedAt, endedAt, sent }: Load): string {
  if (endedAt !== undefined) return 'ended';
  if (stoppedAt !== undefined) return 'ending';
  return sent === 0 ? 'starting' : 'running';
}

function shareText(count: number, total: number): string {
  return `${((100 * count) / total).toFixed(1)} %`;
}

function table(rows: readonly (readonly string[])[]): string {
  return `${alignTabs(rows.map((row) => row.join('\t')).join('\n'), getOptions)}\n`;
}
