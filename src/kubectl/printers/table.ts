// Tables of `kubectl get`. In 1.3 one writer serves all kinds of one call, so that their columns align, and a header comes
// when the kind changes; 1.0 makes a table of each list and of each named object.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import { findType } from '../knownTypes.ts';
import type { Release } from '../release.ts';
import { alignTabs, getOptions } from '../text/tabWriter.ts';
import type { CellContext, Column, PrintedKind } from '../../cluster/api/printers/column.ts';
import { columnsOf } from '../../cluster/api/printers/columns.ts';
import { columnsOf10 } from './columns10.ts';
import { isFinished } from '../../cluster/api/printers/podText.ts';

export interface TableOptions extends CellContext {
  readonly release: Release;
  readonly hasNamespace: boolean;
  readonly hasLabels: boolean;
  readonly hasHeaders: boolean;
  /** -a: finished pods too. */
  readonly showsFinished: boolean;
  /** -L: labels that have a column of their own. */
  readonly labelColumns: readonly string[];
}

export interface Table {
  readonly text: string;
  /** What kubectl complains of behind the table. */
  readonly problems: readonly string[];
}

/** The rows of some objects; `kind` says whose header comes even if there are none. */
export function formatTable(
  objects: readonly ApiObject[],
  options: TableOptions,
  emptyKind?: string,
): Table {
  const lines: string[] = [];
  const problems: string[] = [];
  let last: string | undefined;
  const addHeader = (kind: string): void => {
    if (kind !== last && options.hasHeaders) lines.push(headerOf(kind, options));
    last = kind;
  };
  if (emptyKind && objects.length === 0) addHeader(emptyKind);
  for (const object of objects) {
    addHeader(object.kind);
    if (options.hasNamespace && !isNamespaced(object.kind)) {
      problems.push(
        `${object.kind.charAt(0).toLowerCase()}${object.kind.slice(1)} is not namespaced`,
      );
    } else if (isShown(object, options)) lines.push(...rowsOf(object, options));
  }
  const text = lines.length === 0 ? '' : alignTabs(`${lines.join('\n')}\n`, getOptions);
  return { text, problems };
}

function isShown(object: ApiObject, { release, showsFinished }: TableOptions): boolean {
  return release === 'v1.0' || showsFinished || object.kind !== 'Pod' || !isFinished(object);
}

function shownColumns(
  kind: string,
  { release, isWide }: TableOptions,
): readonly Column<ApiObject>[] {
  const { columns, wide = [] } =
    release === 'v1.0' ? columnsOf10(kind) : columnsOf(kind as PrintedKind);
  return isWide ? [...columns, ...wide] : columns;
}

function headerOf(kind: string, options: TableOptions): string {
  return [
    ...(options.hasNamespace ? ['NAMESPACE'] : []),
    ...shownColumns(kind, options).map(({ name }) => name.toUpperCase()),
    ...options.labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
    ...(options.hasLabels ? ['LABELS'] : []),
  ].join('\t');
}

function rowsOf(object: ApiObject, options: TableOptions): string[] {
  const { metadata } = object;
  const columns = shownColumns(object.kind, options);
  const missing = options.release === 'v1.0' ? '<n/a>' : '<none>';
  const before = options.hasNamespace ? [metadata.namespace ?? ''] : [];
  const first = [
    ...before,
    ...columns.map(({ cell }) => cell(object, options)),
    ...options.labelColumns.map((label) => metadata.labels?.[label] ?? missing),
    ...(options.hasLabels ? [formatLabels(metadata.labels)] : []),
  ];
  const more = columns.map((column) => column.more?.(object) ?? []);
  const others = Array.from(
    { length: Math.max(...more.map(({ length }) => length)) },
    (_, index) => [
      ...before.map(() => ''),
      ...more.map((texts) => texts[index] ?? ''),
      ...options.labelColumns.map(() => ''),
    ],
  );
  return [first, ...others].map((cells) => cells.join('\t'));
}

function isNamespaced(kind: string): boolean {
  return findType(kind)?.isNamespaced ?? true;
}
