import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executeGoTemplate, unknownFunction } from './goTemplate.ts';
import { parseGoTemplate, TemplateError } from './goTemplateSyntax.ts';

const data = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { app: 'x', tier: 'y' } }, spec: { port: 8080 }, ok: true },
    { metadata: { name: 'b' }, spec: { port: 80 }, ok: false },
  ],
};

function run(text: string): string {
  const template = parseGoTemplate(text);
  if (template instanceof TemplateError) return `! ${template.message}`;
  const unknown = unknownFunction(template);
  if (unknown !== undefined) return `! no function ${unknown}`;
  const { text: printed, error } = executeGoTemplate(template, data);
  return error === undefined ? printed : `${printed}! ${error}`;
}

describe('Go templates', () => {
  test.each([
    ['{{range .items}}{{.metadata.name}} {{end}}', 'a b '],
    ['{{range $i, $x := .items}}{{$i}}={{$x.metadata.name}};{{end}}', '0=a;1=b;'],
    ['{{range .items}}{{if .ok}}{{.metadata.name}}{{else}}-{{end}}{{end}}', 'a-'],
    [
      '{{range .items}}{{if eq .metadata.name "a"}}A{{else if eq .metadata.name "b"}}B{{end}}{{end}}',
      'AB',
    ],
    ['{{with index .items 1}}{{.metadata.name}}{{end}}', 'b'],
    [
      '{{len .items}} {{.kind | printf "%s!"}} {{printf "%-5s|%5s" "ab" "cd"}}',
      '2 List! ab   |   cd',
    ],
    ['{{range $k, $v := (index .items 0).metadata.labels}}{{$k}}={{$v}},{{end}}', 'app=x,tier=y,'],
    ['{{range .items}}{{.metadata.labels.app}} {{end}}', 'x <no value> '],
    ['{{.nosuch.deeper}}', '<no value>'],
    ['{{(index .items 0).spec.port}}', '8080'],
    ['{{range .nosuch}}x{{else}}none{{end}}', 'none'],
    ['{{$x := len .items}}{{if gt $x 1}}many{{end}}', 'many'],
    ['{{and true (not false)}} {{or "" "b"}}', 'true b'],
    ['a {{- " b " -}} c', 'a b c'],
    ['{{/* nothing */}}x', 'x'],
    [
      '{{define "T"}}[{{.}}]{{end}}{{range .items}}{{template "T" .metadata.name}}{{end}}',
      '[a][b]',
    ],
    ['{{"q\\"uote"}} {{`raw`}} {{print 1 2}} {{println "x"}}', 'q"uote raw 1 2 x\n'],
    ['{{exists .items 0 "spec" "port"}} {{exists . "nosuch"}}', 'true false'],
    [
      '{{.kind.x}}',
      '! template: output:1: executing "output" at <.kind.x>: can\'t evaluate field x in type string',
    ],
    [
      '{{index .items 5}}',
      '! template: output:1: executing "output" at <index .items 5>: error calling index: index out of range: 5',
    ],
    [
      '{{if eq (index .items 0).spec.port 8080}}x{{end}}',
      '! template: output:1: executing "output" at <eq (index .items 0).spec.port 8080>: error calling eq: incompatible types for comparison',
    ],
    ['{{.x', '! template: output:1: unclosed action'],
    ['{{range .items}}', '! template: output:1: unexpected EOF'],
    ['{{end}}', '! template: output:1: unexpected {{end}}'],
    ['{{}}', '! template: output:1: missing value for command'],
    ['{{nosuch}}', '! no function nosuch'],
  ])('%s prints %j', (text, printed) => {
    expect(run(text)).toBe(printed);
  });

  test('answers whatever is written, and in bounds', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '.',
      '.items',
      'range ',
      'end',
      'if ',
      'else',
      'with ',
      '$x',
      ':=',
      '|',
      '(',
      ')',
      '"',
      '`',
      ' ',
      'len ',
      'index ',
      '0',
      'printf ',
      'template "T"',
      'define "T"',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof run(pieces.join(''))).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  test('stops a template that calls itself', () => {
    expect(run('{{define "T"}}{{template "T"}}{{template "T"}}{{end}}{{template "T"}}')).toContain(
      'exceeded maximum template depth',
    );
  });
});
