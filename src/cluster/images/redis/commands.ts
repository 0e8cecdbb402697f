// What the commands of Redis do to its keys: strings and lists, as far as a guest book and people looking around need them.

import { ownValue } from '../../api/ownValue.ts';
import type { Reply } from './wire.ts';

type Value = string | readonly string[];
export type Keys = Readonly<Record<string, Value>>;

interface Obeyed {
  readonly reply: Reply;
  /** The keys afterwards, if the command wrote. */
  readonly keys?: Keys;
}

type Run = (keys: Keys, args: readonly string[]) => Obeyed;

interface RedisCommand {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly isWrite: boolean;
  readonly run: Run;
}

const OK: Reply = { type: 'status', text: 'OK' };

const WRONG_TYPE: Obeyed = {
  reply: error('WRONGTYPE Operation against a key holding the wrong kind of value'),
};

const commands: Readonly<Record<string, RedisCommand>> = {
  ping: read([0, 1], (_, [text]) =>
    text === undefined ? { type: 'status', text: 'PONG' } : { type: 'bulk', text },
  ),
  echo: read([1, 1], (_, [text]) => ({ type: 'bulk', text })),
  select: read([1, 1], () => OK),
  exists: read([1, 1], (keys, [key = '']) => integer(Object.hasOwn(keys, key) ? 1 : 0)),
  keys: read([1, 1], (keys, [pattern = '*']) => ({
    type: 'list',
    items: Object.keys(keys)
      .filter((key) => matchesGlob(key, pattern))
      .sort(),
  })),
  dbsize: read([0, 0], (keys) => integer(Object.keys(keys).length)),
  type: read([1, 1], (keys, [key = '']) => {
    const value = ownValue(keys, key);
    const text = value === undefined ? 'none' : typeof value === 'string' ? 'string' : 'list';
    return { type: 'status', text };
  }),
  get: ofString([1, 1], (text) => ({ reply: { type: 'bulk', text } })),
  strlen: ofString([1, 1], (text = '') => ({ reply: integer(text.length) })),
  set: write([2, 9], (keys, [key = '', value = '']) => put(keys, key, value, OK)),
  append: ofString([2, 2], (text = '', [, more = ''], put) =>
    put(text + more, integer(text.length + more.length)),
  ),
  incr: counting([1, 1], () => 1),
  decr: counting([1, 1], () => -1),
  incrby: counting([2, 2], (by) => Number(by)),
  del: write([1, Infinity], (keys, names) => {
    const gone = new Set(names.filter((name) => Object.hasOwn(keys, name)));
    const kept = Object.fromEntries(Object.entries(keys).filter(([key]) => !gone.has(key)));
    return { reply: integer(gone.size), ...(gone.size > 0 ? { keys: kept } : {}) };
  }),
  flushall: write([0, 0], () => ({ reply: OK, keys: {} })),
  flushdb: write([0, 0], () => ({ reply: OK, keys: {} })),
  rpush: ofList([2, Infinity], (list, [, ...items], put) => {
    const next = [...list, ...items];
    return put(next, integer(next.length));
  }),
  lpush: ofList([2, Infinity], (list, [, ...items], put) => {
    const next = [...items.toReversed(), ...list];
    return put(next, integer(next.length));
  }),
  rpop: ofList([1, 1], (list, _, put) =>
    list.length === 0 ? NIL : put(list.slice(0, -1), { type: 'bulk', text: list.at(-1) }),
  ),
  lpop: ofList([1, 1], (list, _, put) =>
    list.length === 0 ? NIL : put(list.slice(1), { type: 'bulk', text: list[0] }),
  ),
  llen: ofList([1, 1], (list) => ({ reply: integer(list.length) })),
  lindex: ofList([2, 2], (list, [, index]) => ({
    reply: { type: 'bulk', text: list.at(Number(index)) },
  })),
  lrange: ofList([3, 3], (list, [, from, to]) => {
    const last = Number(to);
    const items = list.slice(Number(from), last === -1 ? undefined : last + 1);
    return { reply: { type: 'list', items } };
  }),
};

const NIL: Obeyed = { reply: { type: 'bulk', text: undefined } };

/** What a command comes to. `keys` are those before it. */
export function obey(keys: Keys, [name = '', ...args]: readonly string[]): Obeyed {
  const command = ownValue(commands, name.toLowerCase());
  if (!command) return { reply: error(`ERR unknown command '${name}'`) };
  const [fewest, most] = command.arity;
  if (args.length < fewest || args.length > most) {
    const text = `ERR wrong number of arguments for '${name.toLowerCase()}' command`;
    return { reply: error(text) };
  }
  return command.run(keys, args);
}

/** True for a command that a read only slave refuses. */
export function isWrite([name = '']: readonly string[]): boolean {
  return ownValue(commands, name.toLowerCase())?.isWrite === true;
}

/** Commands that make these keys. */
export function commandsFor(keys: Keys): string[][] {
  return Object.entries(keys)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) =>
      typeof value === 'string' ? ['SET', key, value] : ['RPUSH', key, ...value],
    );
}

export function error(text: string): Reply {
  return { type: 'error', text };
}

function integer(value: number): Reply {
  return { type: 'integer', value };
}

function read(
  arity: RedisCommand['arity'],
  run: (keys: Keys, args: readonly string[]) => Reply,
): RedisCommand {
  return { arity, isWrite: false, run: (keys, args) => ({ reply: run(keys, args) }) };
}

function write(arity: RedisCommand['arity'], run: Run): RedisCommand {
  return { arity, isWrite: true, run };
}

type Put<T> = (value: T, reply: Reply) => Obeyed;

/** A command on one key that holds a string, or is not there; it writes by `put`. */
function ofString(
  arity: RedisCommand['arity'],
  run: (text: string | undefined, args: readonly string[], put: Put<string>) => Obeyed,
): RedisCommand {
  return {
    arity,
    isWrite: run.length > 2,
    run(keys, args) {
      const [key = ''] = args;
      const value = ownValue(keys, key);
      if (value !== undefined && typeof value !== 'string') return WRONG_TYPE;
      return run(value, args, (text, reply) => put(keys, key, text, reply));
    },
  };
}

/** A command on one key that holds a list, or is not there; an empty list is no key. */
function ofList(
  arity: RedisCommand['arity'],
  run: (list: readonly string[], args: readonly string[], put: Put<readonly string[]>) => Obeyed,
): RedisCommand {
  return {
    arity,
    isWrite: run.length > 2,
    run(keys, args) {
      const [key = ''] = args;
      const value = ownValue(keys, key) ?? [];
      if (typeof value === 'string') return WRONG_TYPE;
      return run(value, args, (list, reply) => put(keys, key, list, reply));
    },
  };
}

function counting(
  arity: RedisCommand['arity'],
  byOf: (by: string | undefined) => number,
): RedisCommand {
  return ofString(arity, (text = '0', [, by], put) => {
    const next = Number(text) + byOf(by);
    return Number.isInteger(next)
      ? put(String(next), integer(next))
      : { reply: error('ERR value is not an integer or out of range') };
  });
}

function put(keys: Keys, key: string, value: Value, reply: Reply): Obeyed {
  if (value.length > 0 || typeof value === 'string') {
    return { reply, keys: { ...keys, [key]: value } };
  }
  const { [key]: _, ...rest } = keys;
  return { reply, keys: rest };
}

/** The patterns of KEYS: * and ?. What a star stands for is only made longer where nothing else fits. */
function matchesGlob(text: string, pattern: string): boolean {
  let [at, from] = [0, 0];
  let star: { readonly at: number; from: number } | undefined;
  while (from < text.length) {
    if (pattern[at] === '*') star = { at: at++, from };
    else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from])) {
      at++;
      from++;
    } else if (star) {
      from = ++star.from;
      at = star.at + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
