// Label selectors, as in Kubernetes 1.3: equality maps of controllers and Services, and the text of `kubectl get -l`.

import type { Labels } from './meta.ts';
import { parseRequirements, type Requirement } from './selectorParser.ts';

export type { Requirement };

/** True when the labels have every pair of the selector. */
export function matchesSelector(selector: Labels, labels: Labels | undefined): boolean {
  return Object.keys(selector).every((key) => labels?.[key] === selector[key]);
}

/** A missing label satisfies !=, notin and !. */
export function matchesRequirements(
  requirements: readonly Requirement[],
  labels: Labels | undefined,
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case '=':
      case 'in':
        return value !== undefined && values.includes(value);
      case '!=':
      case 'notin':
        return value === undefined || !values.includes(value);
      case 'exists':
        return value !== undefined;
      case '!':
        return value === undefined;
      case '>':
      case '<':
        return value !== undefined && isBeyond(operator, value, values[0] ?? '');
    }
  });
}

/** Parses `a=b,c!=d,e in (x,y),f notin (z),g,!h,i>1`; the sentence of labels.Parse when it is none. */
export function parseSelector(text: string): readonly Requirement[] | string {
  return parseRequirements(text);
}

/** Sorted k=v,k=v; `<none>` when there are none. */
export function formatLabels(labels: Labels | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels?.[key]}`).join(',');
}

/** Only whole numbers are greater or less than others. */
function isBeyond(operator: '>' | '<', value: string, bound: string): boolean {
  if (!/^[-+]?\d+$/.test(value)) return false;
  return operator === '>' ? Number(value) > Number(bound) : Number(value) < Number(bound);
}
