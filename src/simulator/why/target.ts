// What one may ask "why?" of: an object, a field of it, an Event, a rule of a node, a request.

import type { ApiObject, Kind } from '../../cluster/api/core/v1/objects.ts';
import { isEqual } from '../../cluster/api/equality.ts';
import { resources, type Resource } from '../../cluster/api/kinds.ts';
import { keyOf } from '../../cluster/api/meta.ts';
import type { Change } from '../../cluster/apiserver/client.ts';
import type { Connection } from '../../cluster/network/connection.ts';
import {
  COHORTS,
  PROXIES,
  RULE_CHAINS,
  RULES,
  type Cohort,
  type Portals,
  type ProxyRecord,
  type ServiceChains,
} from '../../cluster/network/ruleTables.ts';
import type { World } from '../../engine/world.ts';
import type { Simulation } from '../simulation.ts';
import type { NotedChange } from './notes.ts';
import { nameOf } from './sentences.ts';

export interface Located {
  /** The step that made it what it is. */
  readonly step: number;
  readonly subject: Pick<NotedChange, 'kind' | 'key'>;
  /** What is said before that step's own words. */
  readonly clauses?: readonly string[];
}

const USAGE =
  'why wants KIND/NAME[.field], rule/NODE/CHAIN or request/NUMBER, such as pod/webapp-x1b2c.status.phase';

export function locate(
  simulation: Simulation,
  target: string,
  namespace: string,
): Located | string {
  const { world } = simulation.history;
  const slash = target.indexOf('/');
  const [type, rest] = [target.slice(0, Math.max(0, slash)), target.slice(slash + 1)];
  if (slash < 0 || rest === '') return USAGE;
  if (type === 'rule' || type === 'rules') return locateRule(world, rest);
  if (type === 'request') return locateRequest(world, rest);
  const wanted = type.toLowerCase();
  const resource = resources.find(
    ({ plural, aliases }) => plural === wanted || aliases.includes(wanted),
  );
  if (!resource) return `the server doesn't have a resource type "${type}"`;
  return locateObject(world, resource, { rest, namespace });
}

function locateObject(
  world: World,
  { kind, plural, isNamespaced }: Resource,
  { rest, namespace }: { readonly rest: string; readonly namespace: string },
): Located | string {
  const table = world.table<ApiObject>(kind);
  const keyFor = (name: string) => keyOf({ namespace: isNamespaced ? namespace : '', name });
  // Names may have dots: the longest one that is there wins, and what is left is the field.
  const parts = rest.split('.');
  for (let length = parts.length; length > 0; length--) {
    const key = keyFor(parts.slice(0, length).join('.'));
    const step = table.writtenAt(key);
    if (step === undefined) continue;
    const path = parts.slice(length);
    const subject = { kind, key };
    return path.length === 0
      ? { step, subject }
      : locateField(world, subject, { path, step, object: table.get(key) as ApiObject });
  }
  return `${plural} "${parts[0]}" not found`;
}

/** The last change, among those that are still kept, that gave the field its value. */
function locateField(
  world: World,
  subject: { readonly kind: Kind; readonly key: string },
  { path, step, object }: { path: readonly string[]; step: number; object: ApiObject },
): Located {
  const shown = `${nameOf(subject)} has ${path.join('.')} ${JSON.stringify(valueAt(object, path)) ?? '<none>'}`;
  const log = world.table<Change>('watchLog');
  const newestFirst = log.entries().sort(([, a], [, b]) => b.resourceVersion - a.resourceVersion);
  for (const [place, change] of newestFirst) {
    if (change.kind !== subject.kind || keyOf(change.key) !== subject.key) continue;
    const before = change.previous && valueAt(change.previous, path);
    if (change.type === 'ADDED' || !isEqual(valueAt(change.object, path), before)) {
      return { step: log.writtenAt(place) ?? step, subject, clauses: [shown] };
    }
  }
  return { step, subject, clauses: [shown] };
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, part) => {
    const [, name = part, index] = /^([^[\]]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const found =
      typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
    return index === undefined || !Array.isArray(found)
      ? found
      : (found as unknown[])[Number(index)];
  }, object);
}

/** The step that last wrote rules into a chain of a node, for any Service. */
function locateRule(world: World, rest: string): Located | string {
  const [node = '', chain = ''] = rest.split('/');
  const cohort = world.table<ProxyRecord>(PROXIES).get(node)?.cohort ?? node;
  const written = [...new Set([node, cohort])].flatMap((holder) => {
    const portals = world.table<Portals>(RULES);
    const chains = world.table<ServiceChains>(RULE_CHAINS);
    const shared = portals
      .entries(`${holder} `)
      .filter(([, record]) => record.shared.some((each) => each.chain === chain));
    const own = chains.entries(`${holder} `).filter(([, record]) => record.own[chain]);
    return [
      ...shared.map(([key]) => ({ key, step: portals.writtenAt(key) ?? 0 })),
      ...own.map(([key]) => ({ key, step: chains.writtenAt(key) ?? 0 })),
    ];
  });
  const first = world.table<Cohort>(COHORTS).get(cohort)?.first ?? [];
  const fromStart = first.some((each) => each.chain === chain) ? [{ key: node, step: 0 }] : [];
  const newest = [...written, ...fromStart].sort((a, b) => b.step - a.step)[0];
  if (!newest) return `there is no chain ${chain} on ${node}`;
  return { step: newest.step, subject: { kind: 'rules', key: newest.key } };
}

function locateRequest(world: World, number: string): Located | string {
  const connections = world.table<Connection>('connections');
  const key = connections.keys().find((each) => Number(each) === Number(number));
  const connection = key === undefined ? undefined : connections.get(key);
  if (key === undefined || !connection) return `there is no request ${number}`;
  const { outcome, hops } = connection;
  const last = hops.filter(({ kind }) => kind === 'lost' || kind === 'answer').at(-1);
  const sentBy = hops.filter(({ kind }) => kind === 'dnat').at(-1);
  return {
    step: connections.writtenAt(key) ?? 0,
    subject: { kind: 'connections', key },
    clauses: [
      `request ${Number(key)} ${outcome ? `was ${outcome.type}` : 'is on its way'}`,
      ...(last ? [last.text] : []),
      ...(sentBy ? [`the rules of ${sentBy.where.replace('node:', '')} said: ${sentBy.text}`] : []),
    ],
  };
}
