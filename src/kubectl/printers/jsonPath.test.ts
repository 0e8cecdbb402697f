import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executeJSONPath } from './jsonPath.ts';
import { JSONPathError, parseJSONPath } from './jsonPathSyntax.ts';

const pods = {
  kind: 'List',
  items: [
    {
      metadata: { name: 'webapp-1', labels: { app: 'webapp', 'a.b/c': 'd' } },
      spec: {
        containers: [{ name: 'c', ports: [{ containerPort: 8080 }, { containerPort: 8005 }] }],
      },
      status: { podIP: '172.17.1.3', phase: 'Running', ready: true },
    },
    {
      metadata: { name: 'webapp-2', labels: { app: 'webapp' } },
      spec: { containers: [] },
      status: { podIP: '172.17.2.3', phase: 'Pending', ready: false },
    },
  ],
};

function run(text: string, data: unknown = pods, isTyped = false): string {
  const template = parseJSONPath(text);
  const result =
    template instanceof JSONPathError ? template : executeJSONPath(template, data, { isTyped });
  return result instanceof JSONPathError ? `! ${result.message}` : result;
}

describe('JSONPath of kubectl 1.3', () => {
  test.each([
    ['{.items[*].status.podIP}', '172.17.1.3 172.17.2.3'],
    ['{.items[0].metadata.name}', 'webapp-1'],
    ['{.items[-1:].metadata.name}', 'webapp-2'],
    ['{.items[0:1].metadata.name}', 'webapp-1'],
    ['{.items[0,1].metadata.name}', 'webapp-1 webapp-2'],
    [
      '{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}',
      'webapp-1\tRunning\nwebapp-2\tPending\n',
    ],
    ['{.items[?(@.status.phase=="Pending")].metadata.name}', 'webapp-2'],
    ["{.items[?(@.status.phase!='Pending')].metadata.name}", 'webapp-1'],
    ['{.items[?(@.spec.containers[0])].metadata.name}', 'webapp-1'],
    ['{.items[0].metadata.labels.a\\.b/c}', 'd'],
    ["{.items[0].metadata['name','labels']}", 'webapp-1 map[a.b/c:d app:webapp]'],
    ['{..containerPort}', '8080 8005'],
    ['{.items[0].spec.containers[*].ports[*].containerPort}', '8080 8005'],
    ['{.items[0].metadata.labels}', 'map[a.b/c:d app:webapp]'],
    ['{.items[*].status.ready}', 'true false'],
    ['IP: {.items[0].status.podIP}!', 'IP: 172.17.1.3!'],
    ['{.kind} of {.items[0].kind}', '! kind is not found'],
    [
      '{range .items[*]}{range .spec.containers[*].ports[*]}{.containerPort} {end}/{end}',
      '8080 8005 //',
    ],
    ['{.items[2].metadata.name}', '! array index out of bounds: index 2, length 2'],
    ['{.kind[0]}', '! string is not array or slice'],
    [
      '{.items[0].spec.containers[0].ports[?(@.containerPort>8010)].containerPort}',
      '! incompatible types for comparison',
    ],
    ['{.items[0].spec.containers[0].ports[?(@.containerPort>8010.0)].containerPort}', '8080'],
    ['{.spec', '! unclosed action'],
    ['{.items[0}', '! unterminated array'],
    ['{.items[?(@.a==1}', '! unterminated filter'],
    ['{"a}', '! unterminated quoted string'],
    ['{end}', '! not in range, nothing to end'],
    ['{foo}', '! unrecognized identifier foo'],
    ['{.items[a]}', '! invalid array index a'],
    ['{%}', "! unrecognized character in action: U+0025 '%'"],
    ['', ''],
    ['plain', 'plain'],
  ])('%s prints %j', (text, printed) => {
    expect(run(text)).toBe(printed);
  });

  test('compares integers of one object, which is typed', () => {
    const service = { spec: { ports: [{ port: 80, name: 'web' }, { port: 443 }] } };
    expect(run('{.spec.ports[?(@.port==80)].name}', service, true)).toBe('web');
  });

  test('answers whatever is written, and in bounds', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '.',
      '..',
      '[',
      ']',
      '*',
      '?(',
      ')',
      '@',
      '==',
      '"',
      "'",
      'items',
      'range ',
      'end',
      '0',
      ':',
      ',',
      '-1',
      'x',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof run(pieces.join(''))).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  test('stops a template that multiplies its values', () => {
    const list = { items: Array.from({ length: 1000 }, (_, index) => index) };
    expect(run('{range .items[*]}{@} {end}', list)).toContain(' 999 ');
    expect(run('{..}'.repeat(5000), list)).toMatch(/^! the template asks/);
  });
});
