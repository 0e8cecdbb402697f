// Tables of `kubectl get`: one writer for all kinds of one call, so that their columns align, as in 1.3.

import type { ApiObject, Kind } from '../../cluster/api/core/v1/objects.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import { alignTabs, getOptions } from '../text/tabWriter.ts';
import { columnsOf } from './columns.ts';

export interface TableOptions {
  readonly now: number;
  readonly isWide: boolean;
  readonly hasNamespace: boolean;
  readonly hasLabels: boolean;
  readonly hasHeaders: boolean;
  /** -L: labels that have a column of their own. */
  readonly labelColumns: readonly string[];
}

export function formatTable(objects: readonly ApiObject[], options: TableOptions): string {
  if (objects.length === 0) return '';
  const lines: string[] = [];
  let kind: Kind | undefined;
  for (const object of objects) {
    if (object.kind !== kind && options.hasHeaders) lines.push(headerOf(object.kind, options));
    kind = object.kind;
    lines.push(rowOf(object, options));
  }
  return alignTabs(`${lines.join('\n')}\n`, getOptions);
}

function headerOf(kind: Kind, options: TableOptions): string {
  const { columns, wide = [] } = columnsOf(kind);
  return [
    ...(options.hasNamespace && isNamespaced(kind) ? ['NAMESPACE'] : []),
    ...columns.map(({ header }) => header),
    ...(options.isWide ? wide.map(({ header }) => header) : []),
    ...options.labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
    ...(options.hasLabels ? ['LABELS'] : []),
  ].join('\t');
}

function rowOf(object: ApiObject, options: TableOptions): string {
  const { columns, wide = [] } = columnsOf(object.kind);
  const { metadata } = object;
  const shown = [...columns, ...(options.isWide ? wide : [])];
  return [
    ...(options.hasNamespace && isNamespaced(object.kind) ? [metadata.namespace ?? ''] : []),
    ...shown.map(({ cell }) => cell(object, options.now)),
    ...options.labelColumns.map((label) => metadata.labels?.[label] ?? '<none>'),
    ...(options.hasLabels ? [formatLabels(metadata.labels)] : []),
  ].join('\t');
}

function isNamespaced(kind: Kind): boolean {
  return kind !== 'Node' && kind !== 'Namespace';
}
