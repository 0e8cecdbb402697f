// -o custom-columns=NAME:.metadata.name,IP:.status.podIP

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { alignTabs, getOptions } from '../text/tabWriter.ts';
import { formatGoValue } from './goText.ts';
import { findJSONPath } from './jsonPath.ts';
import { JSONPathError } from './jsonPathSyntax.ts';
import { parsePathExpression, type PathExpression } from './pathExpression.ts';
import { withZeros } from './typedObject.ts';

export interface CustomColumn {
  readonly header: string;
  readonly path: PathExpression;
}

/** The columns of `NAME:.metadata.name,...`, or what is wrong with them. */
export function parseCustomColumns(text: string): readonly CustomColumn[] | string {
  if (text === '') return 'custom-columns format specified but no custom columns given';
  const columns: CustomColumn[] = [];
  for (const part of text.split(',')) {
    const [header = '', expression, ...more] = part.split(':');
    if (expression === undefined || more.length > 0) {
      return `unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`;
    }
    const path = parsePathExpression(expression);
    if (typeof path === 'string') return path;
    columns.push({ header, path });
  }
  return columns;
}

/** The columns of a file: a line of headers and a line of paths. */
export function parseCustomColumnsFile(text: string): readonly CustomColumn[] | string {
  const [headers = [], paths = []] = text
    .split('\n')
    .slice(0, 2)
    .map((line) => line.split(/\s+/).filter((word) => word !== ''));
  if (headers.length !== paths.length) {
    return `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`;
  }
  const columns: CustomColumn[] = [];
  for (const [index, header] of headers.entries()) {
    const path = parsePathExpression(paths[index] ?? '');
    if (typeof path === 'string') return path;
    columns.push({ header, path });
  }
  return columns;
}

export function formatCustomColumns(
  objects: readonly ApiObject[],
  columns: readonly CustomColumn[],
  hasHeaders: boolean,
): { readonly text: string; readonly problem?: string } {
  const lines = hasHeaders ? [columns.map(({ header }) => header).join('\t')] : [];
  let problem: string | undefined;
  for (const object of objects) {
    const cells: string[] = [];
    for (const { path } of columns) {
      const cell = cellOf(object, path);
      if (typeof cell === 'string') cells.push(cell);
      else problem ??= cell.message;
    }
    if (problem !== undefined) break;
    lines.push(cells.join('\t'));
  }
  const text = lines.length === 0 ? '' : alignTabs(`${lines.join('\n')}\n`, getOptions);
  return problem === undefined ? { text } : { text, problem };
}

function cellOf(object: ApiObject, { template }: PathExpression): string | JSONPathError {
  const results = findJSONPath(template, withZeros(object), { isTyped: true });
  if (results instanceof JSONPathError) return results;
  const values = results.flat();
  if (values.length === 0) return '<none>';
  return values.map((value) => formatGoValue(value, true)).join(',');
}
