// Field errors in the words of Kubernetes 1.3: `<field>: <Type>[: <value>][: <detail>]`, values as JSON.

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

/** The error without its field. */
export function formatErrorBody({ type, value, detail }: FieldError): string {
  const parts = [TYPE_TEXTS[type]];
  if (!WITHOUT_VALUE.includes(type)) parts.push(JSON.stringify(value) ?? 'null');
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
