// The words of "why?".

import { parseKey } from '../../cluster/api/meta.ts';
import type { StepInfo } from '../../engine/history.ts';
import { describeCommand, type Command } from '../command.ts';
import type { NotedChange } from './notes.ts';

const TITLES: Readonly<Record<string, string>> = {
  'replication-controller': 'the replication manager',
  'kube-scheduler': 'the scheduler',
  'endpoint-controller': 'the endpoints controller',
  'node-controller': 'the node controller',
  'namespace-controller': 'the namespace controller',
  'kube-apiserver': 'the API server',
  network: 'the network',
};

/** Components of which every node has one: their keys begin with its name. */
const ON_NODES: Readonly<Record<string, string>> = {
  kubelet: 'the kubelet',
  'kube-proxy': 'kube-proxy',
};

/** Who did it; undefined for a person's program. */
export function actorOf({ component, key }: StepInfo<Command>): string | undefined {
  if (component === 'process' || component === 'command') return undefined;
  const onNode = ON_NODES[component];
  if (onNode) return `${onNode} on ${placeOf(key)}`;
  return TITLES[component] ?? component;
}

/** A node; or several, whose kube-proxies do the same at the same time: "192.168.18.3 and 7 more nodes". */
function placeOf(key: string): string {
  const [first = '', others] = (key.split(' ', 1)[0] ?? '').split('+');
  return others === undefined ? first : `${first} and ${others} more nodes`;
}

/** Pods and nodes are named in lower case, as one speaks of them. */
export function nameOf({ kind, key }: Pick<NotedChange, 'kind' | 'key'>): string {
  if (kind === 'rules') return `the rules of ${placeOf(key)}`;
  const { namespace, name } = parseKey(key);
  const place = namespace === '' || namespace === 'default' ? '' : ` in ${namespace}`;
  const word = kind === 'Pod' || kind === 'Node' ? kind.toLowerCase() : kind;
  return `${word} ${name}${place}`;
}

export function changeClause(change: NotedChange, actor: string | undefined): string {
  const { what } = change;
  const isDone = what.startsWith('was ') || what.startsWith('were ') || what.startsWith('got ');
  const isByItself = what === 'was gone' || actor === undefined;
  const by = isByItself ? '' : isDone ? ` by ${actor}` : `, as ${actor} reported`;
  return `${nameOf(change)} ${what}${by}`;
}

export function commandClause(command: Command): string {
  switch (command.type) {
    case 'line':
      return `you ran: ${describeCommand(command)}`;
    case 'interrupt':
      return 'you pressed ^C';
    case 'file':
      return `you ${command.text === undefined ? 'closed' : 'saved'} ${command.path}`;
    case 'rename':
      return `you renamed ${command.path} to ${command.to}`;
    case 'order':
      return 'you ordered the files';
  }
}
