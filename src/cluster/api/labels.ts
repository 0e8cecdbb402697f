// Label selectors, as in Kubernetes 1.3: equality maps of controllers and Services, and the set syntax of kubectl -l.

import type { Labels } from './meta.ts';

/** One term of `-l`. A missing label satisfies != and notin. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!';
  readonly values: readonly string[];
}

/** True when the labels have every pair of the selector. */
export function matchesSelector(selector: Labels, labels: Labels | undefined): boolean {
  return Object.keys(selector).every((key) => labels?.[key] === selector[key]);
}

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
    }
  });
}

const KEY = String.raw`[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?`;

/** Parses `a=b,c!=d,e in (x,y),f notin (z),g,!h`; a sentence when it is none. */
export function parseSelector(text: string): readonly Requirement[] | string {
  const requirements: Requirement[] = [];
  for (const term of splitTerms(text)) {
    const requirement = parseTerm(term.trim());
    if (!requirement) return `unable to parse requirement: ${JSON.stringify(term)}`;
    requirements.push(requirement);
  }
  return requirements;
}

/** Sorted k=v,k=v; `<none>` when there are none. */
export function formatLabels(labels: Labels | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels?.[key]}`).join(',');
}

function parseTerm(term: string): Requirement | undefined {
  const set = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`).exec(term);
  if (set) {
    const values = (set[4] ?? '').split(',').map((value) => value.trim());
    return { key: set[1] ?? '', operator: set[3] as 'in' | 'notin', values };
  }
  const equality = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`).exec(term);
  if (equality) {
    const operator = equality[3] === '!=' ? '!=' : '=';
    return { key: equality[1] ?? '', operator, values: [equality[4] ?? ''] };
  }
  const existence = new RegExp(`^(!?)\\s*(${KEY})$`).exec(term);
  if (!existence) return undefined;
  return { key: existence[2] ?? '', operator: existence[1] === '!' ? '!' : 'exists', values: [] };
}

/** Splits at commas outside parentheses. */
function splitTerms(text: string): string[] {
  return text.split(/,(?![^()]*\))/).filter((term) => term.trim() !== '');
}
