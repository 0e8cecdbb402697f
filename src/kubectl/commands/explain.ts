// kubectl explain: what the API says of its types (pkg/kubectl/explain.go).

import { descriptionOf } from '../../cluster/api/core/v1/descriptions.ts';
import { fieldsOf, type FieldType } from '../../cluster/api/core/v1/schema.ts';
import { fail } from '../failures.ts';
import { findType } from '../knownTypes.ts';
import { print, type Program } from '../process.ts';
import { wrapText } from '../text/wrap.ts';
import type { Command, Invocation } from './command.ts';
import { printTypesHelp } from './help.ts';

export const explain: Command = { name: 'explain', run };

const INDENT = '    ';

function* run({ args, release }: Invocation): Program {
  const [request, ...more] = args.words;
  if (request === undefined) return yield* printTypesHelp('explain', release);
  if (more.length > 0) {
    return yield* fail(
      "error: We accept only this format: explain RESOURCE\nSee 'kubectl explain -h' for help and examples.",
    );
  }
  const [resource = '', ...path] = request.split('.');
  const type = findType(resource);
  if (!type) return yield* fail(`the server doesn't have a resource type "${resource}"`);
  const typeName = `v1.${type.kind}`;
  if (!fieldsOf(typeName)) {
    return yield* fail(`error: requested resource "${type.kind}" is not defined`);
  }
  const text = explainPath(typeName, path, args.isOn('recursive'));
  if (text === undefined) {
    const missing = path.find((_, index) => !pathExists(typeName, path.slice(0, index + 1)));
    return yield* fail(`error: field "${missing ?? ''}" does not exist`);
  }
  yield* print(text);
  return 0;
}

/** undefined when a field of the path does not exist. A field that has no fields ends the path. */
function explainPath(
  start: string,
  path: readonly string[],
  isRecursive: boolean,
): string | undefined {
  if (path.length === 0) {
    return `DESCRIPTION:\n${descriptionOf(start)}\n${fieldList(start, isRecursive)}`;
  }
  let owner = start;
  let heading = '';
  for (const name of path) {
    const field = fieldsOf(owner)?.get(name);
    if (!field) return undefined;
    const description = wrapText(descriptionOf(owner, name), INDENT);
    if (!fieldsOf(field.type)) {
      return `FIELD: ${name} <${typeText(field)}>\n\nDESCRIPTION:\n${description}\n`;
    }
    heading = `RESOURCE: ${name} <${typeText(field)}>\n\nDESCRIPTION:\n${description}\n\n`;
    owner = field.type;
  }
  return `${heading}${INDENT}${descriptionOf(owner)}\n${fieldList(owner, isRecursive)}`;
}

function pathExists(typeName: string, path: readonly string[]): boolean {
  return explainPath(typeName, path, false) !== undefined;
}

function fieldList(typeName: string, isRecursive: boolean): string {
  const texts = inOrder(typeName).map(([name, field]) => {
    const head = `   ${name}\t<${typeText(field)}>${field.isRequired ? ' -required-' : ''}\n`;
    if (!isRecursive) return `${head}${wrapText(descriptionOf(typeName, name), INDENT)}\n\n`;
    const inner = inOrder(field.type).map(
      ([each, type]) => `       ${each}\t<${typeText(type)}>\n`,
    );
    return head + inner.join('');
  });
  return `\nFIELDS:\n${texts.join('')}\n`;
}

/** kubectl's own order is random. Here what is special to a type comes before what all kinds have. */
function inOrder(typeName: string): (readonly [string, FieldType])[] {
  const fields = [...(fieldsOf(typeName) ?? [])];
  const isKind = fields[0]?.[0] === 'kind' && fields[1]?.[0] === 'apiVersion' && fields.length > 2;
  if (!isKind || fieldsOf(typeName)?.has('uid')) return fields;
  const [kind, apiVersion, ...rest] = fields;
  return [...rest, ...(apiVersion ? [apiVersion] : []), ...(kind ? [kind] : [])];
}

const SCALARS: Readonly<Record<string, string>> = {
  long: 'integer',
  time: 'string',
  quantity: 'string',
  'int-or-string': 'string',
};

/** As the swagger of 1.3 spells types; it says nothing of what is in a map. */
function typeText({ type, isList, isMap }: FieldType): string {
  if (isMap) return 'map[string]string';
  const one = fieldsOf(type) ? 'Object' : (SCALARS[type] ?? type);
  return isList ? `[]${one}` : one;
}
