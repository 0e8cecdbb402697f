import { expect, test } from 'vitest';
import { obey, type Keys } from './commands.ts';
import { MULTIBULK_LIMIT, readCommands } from './wire.ts';

test('names that every JavaScript object has are no commands and no keys', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(obey({}, [name]).reply).toEqual({
      type: 'error',
      text: `ERR unknown command '${name}'`,
    });
    expect(obey({}, ['EXISTS', name]).reply).toEqual({ type: 'integer', value: 0 });
    expect(obey({}, ['GET', name]).reply).toEqual({ type: 'bulk', text: undefined });
    const { keys = {} } = obey({}, ['SET', name, 'x']);
    expect(obey(keys, ['GET', name]).reply).toEqual({ type: 'bulk', text: 'x' });
    expect(obey(keys, ['DEL', name]).keys).toEqual({});
  }
});

test('KEYS finds by * and ? in no more time than the words are long', () => {
  const keys: Keys = { ['a'.repeat(500)]: '1', 'user:1': '1', 'user:12': '1' };
  const found = (pattern: string) => obey(keys, ['KEYS', pattern]).reply;
  expect(found('user:?')).toEqual({ type: 'list', items: ['user:1'] });
  expect(found('*:*')).toEqual({ type: 'list', items: ['user:1', 'user:12'] });
  expect(found('u.*')).toEqual({ type: 'list', items: [] });
  expect(found(`${'*a'.repeat(60)}*b`)).toEqual({ type: 'list', items: [] });
});

test('words that are no protocol of Redis end with its error, however long they say they are', () => {
  expect(readCommands('PING\r\n*1\r\n$4\r\nPING\r\n')).toEqual([['PING'], ['PING']]);
  expect(readCommands('*2\r\n$3\r\nGET\r\n$x\r\n')).toEqual(['invalid bulk length']);
  expect(readCommands('*2\r\n$-5\r\n')).toEqual(['invalid bulk length']);
  expect(readCommands(`*${MULTIBULK_LIMIT + 1}\r\n$x\r\n`)).toEqual(['invalid multibulk length']);
  expect(readCommands('*1\r\nGET\r\n')).toEqual(["expected '$', got 'G'"]);
});
