// Answers that are not objects: Status, with the reasons, codes and sentences of Kubernetes 1.3.

import { causeReason, formatErrorBody, formatFieldError } from '../api/fieldErrors.ts';
import type { FieldError, Status } from '../api/meta.ts';
import type { ApiResponse } from './client.ts';

const JSON_HEADERS = { 'Content-Type': 'application/json' } as const;

export function answer(status: number, body: unknown): ApiResponse {
  return { status, headers: JSON_HEADERS, body };
}

export function success(): ApiResponse {
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 200,
  };
  return answer(200, body);
}

export function notFound(plural: string, name: string): ApiResponse {
  return failure(404, 'NotFound', `${plural} "${name}" not found`, { name, kind: plural });
}

export function alreadyExists(plural: string, name: string): ApiResponse {
  return failure(409, 'AlreadyExists', `${plural} "${name}" already exists`, {
    name,
    kind: plural,
  });
}

export function conflict(plural: string, name: string, reason: string): ApiResponse {
  const message = `Operation cannot be fulfilled on ${plural} "${name}": ${reason}`;
  return failure(409, 'Conflict', message, { name, kind: plural });
}

export function forbidden(plural: string, name: string, reason: string): ApiResponse {
  return failure(403, 'Forbidden', `${plural} "${name}" is forbidden: ${reason}`, {
    name,
    kind: plural,
  });
}

export function badRequest(message: string): ApiResponse {
  return failure(400, 'BadRequest', message);
}

export function gone(resourceVersion: number, oldest: number): ApiResponse {
  const message = `too old resource version: ${resourceVersion} (${oldest})`;
  return failure(410, 'Gone', message);
}

export function notServed(): ApiResponse {
  return failure(404, 'NotFound', 'the server could not find the requested resource');
}

export function notAllowed(): ApiResponse {
  const message = 'the server does not allow this method on the requested resource';
  return failure(405, 'MethodNotAllowed', message);
}

export function internalError(message: string): ApiResponse {
  return failure(500, 'InternalError', `Internal error occurred: ${message}`);
}

export function invalidObject(
  kind: string,
  name: string,
  errors: readonly FieldError[],
): ApiResponse {
  const texts = errors.map(formatFieldError);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return failure(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, {
    name,
    kind,
    causes: errors.map((error) => ({
      reason: causeReason(error.type),
      message: formatErrorBody(error),
      field: error.field,
    })),
  });
}

function failure(
  code: number,
  reason: string,
  message: string,
  details?: NonNullable<Status['details']>,
): ApiResponse {
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  };
  return answer(code, body);
}
