// A column of a table of objects: its name and how an object fills it. kubectl prints tables of columns, and so does the API
// server when it is asked for a Table.

import { descriptionOf } from '../core/v1/descriptions.ts';
import type { ApiObject, Kind } from '../core/v1/objects.ts';
import { formatLabels } from '../labels.ts';
import { ageOf } from './age.ts';

/** Kinds that have rows: what the API server stores, and what it only answers. */
export type PrintedKind = Kind | 'ComponentStatus';

export interface CellContext {
  /** Virtual ms. */
  readonly now: number;
  readonly isWide: boolean;
  /** Under -w, where ages would soon be wrong. */
  readonly isWatching: boolean;
}

export interface Column<T> {
  /** kubectl prints it in capitals. */
  readonly name: string;
  /** A string if missing. */
  readonly type?: 'integer';
  /** What a Table says of it. */
  readonly description?: string;
  cell(object: T, context: CellContext): string;
  /** Further lines below the first one, in kubectl 1.0. */
  more?(object: T): readonly string[];
}

export interface Columns<T> {
  readonly columns: readonly Column<T>[];
  /** What -o wide adds. */
  readonly wide?: readonly Column<T>[];
}

export const name: Column<ApiObject> = {
  name: 'Name',
  description: descriptionOf('v1.ObjectMeta', 'name'),
  cell: ({ metadata }) => metadata.name,
};

export const age: Column<ApiObject> = {
  name: 'Age',
  description: descriptionOf('v1.ObjectMeta', 'creationTimestamp'),
  cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now),
};

export const labels: Column<ApiObject> = {
  name: 'Labels',
  cell: ({ metadata }) => formatLabels(metadata.labels),
};
