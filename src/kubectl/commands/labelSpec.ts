// Labels and equality selectors as flags give them: a=b,c=d.

import type { Labels } from '../../cluster/api/meta.ts';

/** The labels, or what is wrong with them. */
export function parseLabelSpec(spec: string): Labels | string {
  const labels: Record<string, string> = {};
  for (const pair of spec.split(',')) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0 || key === '') {
      return `unexpected label spec: ${pair}`;
    }
    labels[key] = value;
  }
  return labels;
}
