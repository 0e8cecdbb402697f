// Field selectors, as in Kubernetes 1.3: `metadata.name=x,status.phase!=Running`.

export interface FieldRequirement {
  readonly field: string;
  readonly isEqual: boolean;
  readonly value: string;
}

/** The terms of a selector, or why it is none. */
export function parseFieldSelector(text: string): readonly FieldRequirement[] | string {
  const requirements: FieldRequirement[] = [];
  for (const part of text.split(',').sort()) {
    if (part === '') continue;
    const requirement = parseTerm(part);
    if (!requirement) return `invalid selector: '${text}'; can't understand '${part}'`;
    requirements.push(requirement);
  }
  return requirements;
}

function parseTerm(part: string): FieldRequirement | undefined {
  for (const operator of ['!=', '==', '=']) {
    const pieces = part.split(operator);
    const [field = '', value = ''] = pieces;
    if (pieces.length === 2) return { field, isEqual: operator !== '!=', value };
  }
  return undefined;
}
