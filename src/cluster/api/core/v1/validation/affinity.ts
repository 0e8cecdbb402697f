// Where a pod wants to run, which Kubernetes 1.3 keeps in an annotation as JSON. It is checked, and then (as everything
// alpha here) not acted on.

import { forbidden, invalid, invalidEach, required } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { isDNS1123Label, isLabelValue, isQualifiedName } from '../names.ts';

type Fields = Readonly<Record<string, unknown>>;

const REQUIRED_TERMS = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED_TERMS = 'preferredDuringSchedulingIgnoredDuringExecution';

export function validateAffinity(value: unknown, path: string): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = recordOf(value);
  return [
    ...(nodeAffinity ? validateNodeAffinity(recordOf(nodeAffinity), `${path}.nodeAffinity`) : []),
    ...(podAffinity
      ? validatePodAffinity(recordOf(podAffinity), `${path}.podAffinity`, false)
      : []),
    ...(podAntiAffinity
      ? validatePodAffinity(recordOf(podAntiAffinity), `${path}.podAntiAffinity`, true)
      : []),
  ];
}

function validateNodeAffinity(affinity: Fields, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const needed = affinity[REQUIRED_TERMS];
  if (needed) {
    const field = `${path}.${REQUIRED_TERMS}.nodeSelectorTerms`;
    const terms = listOf(recordOf(needed).nodeSelectorTerms);
    if (terms.length === 0)
      errors.push(required(field, 'must have at least one node selector term'));
    terms.forEach((term, index) => errors.push(...validateTerm(term, `${field}[${index}]`)));
  }
  listOf(affinity[PREFERRED_TERMS]).forEach(({ weight, preference }, index) => {
    const field = `${path}.${PREFERRED_TERMS}[${index}]`;
    errors.push(...validateWeight(weight, field));
    errors.push(...validateTerm(recordOf(preference), `${field}.preference`));
  });
  return errors;
}

function validateTerm({ matchExpressions }: Fields, path: string): FieldError[] {
  const expressions = listOf(matchExpressions);
  const field = `${path}.matchExpressions`;
  if (expressions.length === 0) {
    return [required(field, 'must have at least one node selector requirement')];
  }
  return expressions.flatMap((each, index) => validateRequirement(each, `${field}[${index}]`));
}

function validateRequirement({ key, operator, values }: Fields, path: string): FieldError[] {
  const name = textOf(key);
  const count = Array.isArray(values) ? values.length : 0;
  return [
    ...validateOperator(textOf(operator), count, path),
    ...invalidEach(`${path}.key`, name, isQualifiedName(name)),
  ];
}

function validateOperator(operator: string, count: number, path: string): FieldError[] {
  const field = `${path}.values`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0
        ? []
        : [required(field, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return count === 0
        ? []
        : [forbidden(field, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt':
    case 'Lt':
      return count === 1
        ? []
        : [required(field, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalid(`${path}.operator`, operator, 'not a valid selector operator')];
  }
}

/** Only soft anti-affinity may leave the topology open. */
function validatePodAffinity(affinity: Fields, path: string, isAnti: boolean): FieldError[] {
  return [
    ...listOf(affinity[REQUIRED_TERMS]).flatMap((term, index) =>
      validatePodTerm(term, `${path}.${REQUIRED_TERMS}[${index}]`, false),
    ),
    ...listOf(affinity[PREFERRED_TERMS]).flatMap(({ weight, podAffinityTerm }, index) => {
      const field = `${path}.${PREFERRED_TERMS}[${index}]`;
      return [
        ...validateWeight(weight, field),
        ...validatePodTerm(recordOf(podAffinityTerm), `${field}.podAffinityTerm`, isAnti),
      ];
    }),
  ];
}

function validatePodTerm(term: Fields, path: string, mayBeOpen: boolean): FieldError[] {
  const { labelSelector, namespaces, topologyKey } = term;
  const key = textOf(topologyKey);
  const names = Array.isArray(namespaces) ? namespaces.map(textOf) : [];
  return [
    ...validateLabelSelector(recordOf(labelSelector), `${path}.matchExpressions`),
    ...names.flatMap((name) => invalidEach(`${path}.namespace`, name, isDNS1123Label(name))),
    ...(key === '' && !mayBeOpen
      ? [
          required(
            `${path}.topologyKey`,
            'can only be empty for PreferredDuringScheduling pod anti affinity',
          ),
        ]
      : []),
    ...(key === '' ? [] : invalidEach(`${path}.topologyKey`, key, isQualifiedName(key))),
  ];
}

function validateLabelSelector(selector: Fields, path: string): FieldError[] {
  const labels = recordOf(selector.matchLabels);
  return [
    ...Object.keys(labels)
      .sort()
      .flatMap((key) => [
        ...invalidEach(`${path}.matchLabels`, key, isQualifiedName(key)),
        ...invalidEach(`${path}.matchLabels`, labels[key], isLabelValue(textOf(labels[key]))),
      ]),
    ...listOf(selector.matchExpressions).flatMap(({ key, operator, values }, index) => {
      const field = `${path}.matchExpressions[${index}]`;
      const name = textOf(key);
      return [
        ...validateSelectorOperator(textOf(operator), values, field),
        ...invalidEach(`${field}.key`, name, isQualifiedName(name)),
      ];
    }),
  ];
}

function validateSelectorOperator(operator: string, values: unknown, path: string): FieldError[] {
  const count = Array.isArray(values) ? values.length : 0;
  return ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)
    ? validateOperator(operator, count, path)
    : [invalid(`${path}.operator`, operator, 'not a valid selector operator')];
}

function validateWeight(weight: unknown, path: string): FieldError[] {
  const value = typeof weight === 'number' ? weight : 0;
  return value > 0 && value <= 100
    ? []
    : [invalid(`${path}.weight`, value, 'must be in the range 1-100')];
}

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
