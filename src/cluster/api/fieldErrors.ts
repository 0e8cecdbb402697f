// Field errors in the words of Kubernetes 1.3: `<field>: <Type>[: <value>][: <detail>]`, values as JSON.

import { goJson } from './goJson.ts';
import type { FieldError } from './meta.ts';

const TYPE_TEXTS: Readonly<Record<FieldError['type'], string>> = {
  NotFound: 'Not found',
  Required: 'Required value',
  Duplicate: 'Duplicate value',
  Invalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Forbidden: 'Forbidden',
  TooLong: 'Too long',
  InternalError: 'Internal error',
};

const WITHOUT_VALUE: readonly FieldError['type'][] = [
  'Required',
  'Forbidden',
  'TooLong',
  'InternalError',
];

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'Invalid', field, value, detail };
}

/** One error for every text that a rule found wrong with a value. */
export function invalidEach(
  field: string,
  value: unknown,
  details: readonly string[],
): FieldError[] {
  return details.map((detail) => invalid(field, value, detail));
}

export function required(field: string, detail?: string): FieldError {
  return { type: 'Required', field, ...(detail ? { detail } : {}) };
}

export function forbidden(field: string, detail: string): FieldError {
  return { type: 'Forbidden', field, detail };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'Duplicate', field, value };
}

export function notFoundValue(field: string, value: unknown): FieldError {
  return { type: 'NotFound', field, value };
}

export function notSupported(field: string, value: unknown, supported: string[]): FieldError {
  return {
    type: 'NotSupported',
    field,
    value,
    detail: `supported values: ${supported.join(', ')}`,
  };
}

/** The value is one of a few; empty is another mistake than wrong. The error lists them in this order. */
export function oneOf(
  value: string | undefined,
  supported: readonly string[],
  field: string,
): FieldError[] {
  if (!value) return [required(field)];
  return supported.includes(value) ? [] : [notSupported(field, value, [...supported])];
}

export function nonNegative(value: number | undefined, field: string): FieldError[] {
  return value !== undefined && value < 0
    ? [invalid(field, value, 'must be greater than or equal to 0')]
    : [];
}

/** The error without its field. */
export function formatErrorBody({ type, value, detail }: FieldError): string {
  const parts = [TYPE_TEXTS[type]];
  if (!WITHOUT_VALUE.includes(type)) parts.push(goJson(value));
  if (detail) parts.push(detail);
  return parts.join(': ');
}

export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${formatErrorBody(error)}`;
}

/** The reason of a Status cause, as `FieldValueInvalid`. */
export function causeReason(type: FieldError['type']): string {
  return type === 'InternalError' ? 'InternalError' : `FieldValue${type}`;
}
