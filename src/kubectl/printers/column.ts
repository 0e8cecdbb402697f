// A column of `kubectl get`: its header and how an object fills it.

import type { ApiObject, Kind } from '../../cluster/api/core/v1/objects.ts';
import { formatLabels } from '../../cluster/api/labels.ts';
import { ageOf } from '../text/age.ts';

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
  readonly header: string;
  cell(object: T, context: CellContext): string;
  /** Further lines below the first one, in kubectl 1.0. */
  more?(object: T): readonly string[];
}

export interface Columns<T> {
  readonly columns: readonly Column<T>[];
  /** What -o wide adds. */
  readonly wide?: readonly Column<T>[];
}

export const name: Column<ApiObject> = { header: 'NAME', cell: ({ metadata }) => metadata.name };

export const age: Column<ApiObject> = {
  header: 'AGE',
  cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now),
};

export const labels: Column<ApiObject> = {
  header: 'LABELS',
  cell: ({ metadata }) => formatLabels(metadata.labels),
};
