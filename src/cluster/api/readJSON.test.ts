import { describe, expect, test } from 'vitest';
import { readJSON } from './readJSON.ts';

describe('JSON', () => {
  test.each([
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['{"a":[1 2]}', "invalid character '2' after array element"],
    ['{"a":x}', "invalid character 'x' looking for beginning of value"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"a":1.}', "invalid character '}' after decimal point in numeric literal"],
    ['{"a":"b\n"}', "invalid character '\\n' in string literal"],
    ['{"a":"\\q"}', "invalid character 'q' in string escape code"],
    ['{"a":"\\u12x"}', "invalid character 'x' in \\u hexadecimal character escape"],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
    ['{"a":1', 'unexpected EOF'],
  ])('like %s is refused in the words of encoding/json', (text, problem) => {
    expect(readJSON(text)).toMatchObject({ problem });
  });

  test('is read as JavaScript reads it, and says where it ends', () => {
    const text = ' {"a":[1,-2.5e3,true,null,"\\u00e9\\n"],"b":{}} rest';
    const read = readJSON(text);
    expect(read).toEqual({
      value: JSON.parse(text.slice(0, -4)) as unknown,
      end: text.length - 5,
    });
  });
});
