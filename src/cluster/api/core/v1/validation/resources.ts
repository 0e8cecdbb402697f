// What a container asks for and may use at most, as in Kubernetes 1.3.

import { invalid, invalidEach } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { compareQuantities, formatQuantity, parseQuantity, wholeValue } from '../../../quantity.ts';
import { isQualifiedName } from '../names.ts';
import type { ResourceRequirements } from '../objects.ts';

const GPU = 'alpha.kubernetes.io/nvidia-gpu';

const CONTAINER_RESOURCES = ['cpu', 'memory'];

const STANDARD_RESOURCES = [
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
];

export function validateResources(
  { limits = {}, requests = {} }: ResourceRequirements,
  path: string,
): FieldError[] {
  return [
    ...Object.keys(limits)
      .sort()
      .flatMap((name) => [
        ...validateResource(name, limits[name] ?? '', `${path}.limits`),
        ...validateRequestWithinLimit(name, { limits, requests }, path),
      ]),
    ...Object.keys(requests)
      .sort()
      .flatMap((name) => validateResource(name, requests[name] ?? '', `${path}.requests`)),
  ];
}

/** The name stands twice in the path of a wrong amount: that is how 1.3 says it. */
function validateResource(name: string, amount: string, path: string): FieldError[] {
  const field = `${path}[${name}]`;
  return [
    ...validateResourceName(name, field),
    ...(STANDARD_RESOURCES.includes(name) ? validateAmount(amount, `${field}[${name}]`) : []),
  ];
}

/** Names with a slash are not checked: 1.3 forgets what it found. */
function validateResourceName(name: string, field: string): FieldError[] {
  if (name.includes('/') || CONTAINER_RESOURCES.includes(name)) return [];
  const texts = isQualifiedName(name);
  const isUnknown = texts.length === 0 && !STANDARD_RESOURCES.includes(name);
  return [
    ...invalidEach(field, name, texts),
    ...(isUnknown
      ? [invalid(field, name, 'must be a standard resource type or fully qualified')]
      : []),
    invalid(field, name, 'must be a standard resource for containers'),
  ];
}

function validateAmount(amount: string, field: string): FieldError[] {
  const quantity = parseQuantity(amount);
  if (typeof quantity === 'string') return [invalid(field, amount, quantity)];
  const value = wholeValue(quantity);
  return value < 0 ? [invalid(field, value, 'must be a valid resource quantity')] : [];
}

function validateRequestWithinLimit(
  name: string,
  { limits = {}, requests = {} }: ResourceRequirements,
  path: string,
): FieldError[] {
  const limit = parseQuantity(limits[name] ?? '');
  const request = parseQuantity(requests[name] ?? '');
  if (typeof limit === 'string' || typeof request === 'string') return [];
  if (name === GPU) {
    return [invalid(`${path}.requests`, formatQuantity(request), 'cannot be set')];
  }
  const detail = 'must be greater than or equal to request';
  return compareQuantities(limit, request) < 0
    ? [invalid(`${path}.limits[${name}]`, formatQuantity(limit), detail)]
    : [];
}
