// Labels in descriptions: one a line in 1.3, all on one line in 1.0.

import { formatLabels } from '../../cluster/api/labels.ts';
import type { Labels } from '../../cluster/api/meta.ts';
import type { Release } from '../release.ts';

export function labelLines(labels: Labels | undefined, release: Release): string[] {
  const keys = Object.keys(labels ?? {}).sort();
  if (release === 'v1.0' || keys.length === 0) return [`Labels:\t${formatLabels(labels)}`];
  return keys.map((key, index) => `${index === 0 ? 'Labels:' : ''}\t${key}=${labels?.[key]}`);
}
