import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Simulation } from '../simulator/simulation.ts';

function create(text: string, simulation = new Simulation()) {
  simulation.submit({ type: 'file', path: 'f.yaml', text });
  return simulation.run('kubectl create -f f.yaml');
}

const service = (name: string, labels = '{}') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels: JSON.parse(labels) as unknown },
  spec: { ports: [{ port: 80 }] },
});

describe('hostile manifests', () => {
  test.each([
    ['nested deeper than 100 levels', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['of JSON nested deeper than 100 levels', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    [
      'indented 10,000 levels',
      Array.from({ length: 1_300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    ],
    ['of 5 MB', `# ${'x'.repeat(5_000_000)}\n`],
    [
      'whose aliases multiply',
      Array.from({ length: 30 }, (_, at) =>
        at === 0 ? 'a0: &a0 [x, x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
      ).join('\n'),
    ],
  ])('%s are refused with a sentence', (_, text) => {
    const { stderr, exit } = create(text);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^error: "f.yaml" .*playground/);
  });

  test('with a NUL byte are refused as YAML that is none', () => {
    const { stderr } = create('apiVersion: v1\nkind: Service\u0000\n');
    expect(stderr).toBe('yaml: control characters are not allowed\n');
  });

  test.each(['<script>alert(1)</script>', '❤️', '\u202egnirts', 'a b', ''])(
    'named %j are refused by the API server, and it is named',
    (name) => {
      const { stderr, exit } = create(JSON.stringify(service(name)));
      expect(exit).toBe(1);
      expect(stderr).toMatch(name === '' ? /Required value/ : /must match the regex/);
    },
  );

  test('with labels of any characters are refused or kept', () => {
    const { stderr } = create(JSON.stringify(service('a', '{"<b>":"❤"}')));
    expect(stderr).toMatch(/^The Service "a" is invalid\.\n\n\* metadata\.labels: /);
  });

  test('with 2,000 objects are created one by one', () => {
    const items = Array.from({ length: 2_000 }, (_, at) => service(`s-${at}`));
    const { stdout, exit } = create(JSON.stringify({ kind: 'List', apiVersion: 'v1', items }));
    expect(exit).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2_000);
  });

  test('of any text get an answer, never an exception', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'apiVersion: v1',
        'kind: Service',
        'kind: Pod',
        'metadata:',
        '  name: web',
        '  labels: {a: "<script>"}',
        'spec:',
        '  ports: []',
        '  - port: 80',
        '  containers: null',
        '---',
        '{"kind": "List"}',
        '{"kind":"List","apiVersion":"v1","items":[{}]}',
      ),
    );
    const simulation = new Simulation();
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const { stdout, stderr, exit } = create(lines.join('\n'), simulation);
        expect(exit === 0 ? stdout : stderr).not.toBe('');
      }),
      { numRuns: 200 },
    );
  });

  test('any line in the terminal gets an exit code', () => {
    const word = fc.constantFrom(
      ...'kubectl get pods -o yaml | grep " \' $( ) ; && -l app= -- -n describe delete scale'.split(
        ' ',
      ),
      ...'--replicas=x \\ > f curl 1.2.3 ssh 192.168.18.3 exec sleep 1e9 * ❤'.split(' '),
      ...'label annotate patch -p {} expose run replace --force edit logs drain apply -f -'.split(
        ' ',
      ),
      '\u0000',
    );
    const simulation = new Simulation();
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        expect(simulation.run(words.join(' ')).exit).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file of several documents', () => {
  const valid = (name: string) => JSON.stringify(service(name));

  test('goes on behind an object that the API server refuses', () => {
    const { stdout, stderr } = create(
      `---\n${valid('a')}\n---\n${valid('B')}\n---\n${valid('c')}\n`,
    );
    expect(stdout).toBe('service "a" created\nservice "c" created\n');
    expect(stderr).toMatch(/^The Service "B" is invalid\./);
  });

  test('ends at a document that kubectl refuses, and counts lines from its beginning', () => {
    const { stdout, stderr } = create(`a: 1\n---\n---\n${valid('a')}\n`);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error validating "f.yaml": error validating data: /);
    expect(create(`---\n${valid('a')}\n---\na: b: c\nd:\n- e: f: g\n`)).toMatchObject({
      stdout: 'service "a" created\n',
      stderr: 'yaml: mapping values are not allowed in this context\n',
    });
  });

  test('may be a stream of JSON, whose mistakes are told with the line', () => {
    const { stdout, stderr } = create(`${valid('a')}\n\n{"kind":\n"Service",}\n`);
    expect(stdout).toBe('service "a" created\n');
    expect(stderr).toBe(
      "json: line 3: invalid character '}' looking for beginning of object key string\n",
    );
  });
});

describe('the schema check', () => {
  test.each([
    [
      'kind: Service\nmetadata: {name: a}\n',
      /API version "" isn't supported, only supports API versions \["v1" /,
    ],
    [
      'apiVersion: 1\nkind: Service\n',
      /json: cannot unmarshal number into Go value of type string/,
    ],
    ['APIVERSION: v1\nkind: Service\n', /apiVersion not set/],
    ['apiVersion: a/b/c\nkind: Service\n', /unexpected GroupVersion string: a\/b\/c/],
    ['apiVersion: extensions/v1beta1\nkind: Service\n', /couldn't find type: v1beta1\.Service/],
    [
      'apiVersion: v1\nkind: List\n',
      /no items field in map\[string\]interface \{\}\{"apiVersion":"v1", "kind":"List"\}/,
    ],
    [
      'apiVersion: v1\nkind: List\nitems: [{kind: Pod}, 1]\n',
      /\[items\[0\]\.apiVersion not set, items\[1\] isn't a map\[string\]interface\{\}\]/,
    ],
    [
      'apiVersion: v1\nkind: Service\nmetadata: a\n',
      /field metadata: expected object of type map\[string\]interface\{\}, but the actual type is string/,
    ],
    [
      'apiVersion: v1\nkind: Service\nspec: {b: 1, a: 2}\n',
      /\[field ports: is required, found invalid field a for v1\.ServiceSpec, found invalid field b for v1\.ServiceSpec\]/,
    ],
    [
      'apiVersion: v1\nkind: Service\nspec: {ports: [null]}\n',
      /unexpected nil value for field spec\.ports\[0\]/,
    ],
  ])('refuses %j', (text, message) => {
    expect(create(text).stderr).toMatch(message);
  });

  test('counts a required field without a value as given', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: }\n';
    expect(create(text).stderr).toBe('The Service "a" is invalid.\nspec.ports: Required value\n');
  });

  test('is not made with --validate=false', () => {
    const simulation = new Simulation({ files: { 'f.yaml': 'a: 1\n' } });
    expect(simulation.run('kubectl create -f f.yaml --validate=false').stderr).toBe(
      `unable to decode "f.yaml": Object 'Kind' is missing in '{"a":1}'\n`,
    );
  });
});

describe('a value of the wrong type', () => {
  const port = (text: string) =>
    create(
      `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: ${text}}]}\n`,
    );

  test.each([
    ['80.5', '[pos 89]: json: fractional integer'],
    ['99999999999', '[pos 96]: json: overflow 32 bits: '],
  ])('such as port %s is refused with the byte of the JSON where it was found', (text, problem) => {
    expect(port(text).stderr).toBe(`unable to decode "f.yaml": ${problem}\n`);
  });

  test('counts bytes in the JSON that is sent, keys sorted and brackets escaped', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations: {b: "<é>"}\n  labels: {a: 1}\n';
    const json =
      '{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{"b":"\\u003cé\\u003e"},"labels":{"a":';
    const { stderr } = create(`${text}spec: {ports: [{port: 80}]}\n`);
    expect(stderr).toContain(`[pos ${Buffer.byteLength(json) + 1}]: json: expect char '"'`);
  });
});
