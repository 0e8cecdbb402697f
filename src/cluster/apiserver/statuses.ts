// Answers that are not objects: Status, with the reasons, codes and sentences of Kubernetes 1.3 (pkg/api/errors).

import { causeReason, formatErrorBody, formatFieldError } from '../api/fieldErrors.ts';
import { qualifiedPlural, type Resource } from '../api/kinds.ts';
import type { FieldError, Status } from '../api/meta.ts';
import type { ApiResponse } from './client.ts';

const JSON_HEADERS = { 'Content-Type': 'application/json' } as const;

type Details = NonNullable<Status['details']>;

export function answer(status: number, body: unknown): ApiResponse {
  return { status, headers: JSON_HEADERS, body };
}

export function success(code = 200): ApiResponse {
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code,
  };
  return answer(code, body);
}

export function notFound(resource: Resource, name: string): ApiResponse {
  const message = `${qualifiedPlural(resource)} ${quote(name)} not found`;
  return failure(404, 'NotFound', message, detailsOf(resource, name));
}

export function alreadyExists(resource: Resource, name: string): ApiResponse {
  const message = `${qualifiedPlural(resource)} ${quote(name)} already exists`;
  return failure(409, 'AlreadyExists', message, detailsOf(resource, name));
}

/** `subresource` is part of what could not be changed: pods/binding. */
export function conflict(
  resource: Resource,
  name: string,
  reason: string,
  subresource?: string,
): ApiResponse {
  const own = subresource ? { ...resource, plural: `${resource.plural}/${subresource}` } : resource;
  const message = `Operation cannot be fulfilled on ${qualifiedPlural(own)} ${quote(name)}: ${reason}`;
  return failure(409, 'Conflict', message, detailsOf(own, name));
}

/** Somebody else has written the object since it was read. */
export function staleVersion(resource: Resource, name: string): ApiResponse {
  const reason =
    'the object has been modified; please apply your changes to the latest version and try again';
  return conflict(resource, name, reason);
}

export function forbidden(resource: Resource, name: string, reason: string): ApiResponse {
  const message = `${qualifiedPlural(resource)} ${quote(name)} is forbidden: ${reason}`;
  return failure(403, 'Forbidden', message, detailsOf(resource, name));
}

export function badRequest(message: string): ApiResponse {
  return failure(400, 'BadRequest', message);
}

export function gone(resourceVersion: number, oldest: number): ApiResponse {
  return failure(410, 'Gone', `too old resource version: ${resourceVersion} (${oldest})`);
}

export function notServed(): ApiResponse {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function notAllowed(): ApiResponse {
  const message = 'the server does not allow this method on the requested resource';
  return failure(405, 'MethodNotAllowed', message, {});
}

/** Nothing that the client would take. */
export function notAcceptable(): ApiResponse {
  const message =
    'the server responded with the status code 406 but did not return more information';
  return failure(406, undefined, message, {});
}

/** A body that is not JSON; 1.3 asks for a Content-Type of these. */
export function unsupportedMediaType(): ApiResponse {
  const message =
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf';
  return failure(415, 'UnsupportedMediaType', message);
}

export function internalError(message: string): ApiResponse {
  return failure(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  });
}

/** An error that never became a Status: 1.3 passes its text on, with code 500 and no reason. */
export function plainError(message: string): ApiResponse {
  return failure(500, undefined, message);
}

export function invalidObject(
  { kind, group }: Resource,
  name: string,
  errors: readonly FieldError[],
): ApiResponse {
  const texts = errors.map(formatFieldError);
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const qualified = group === undefined ? kind : `${kind}.${group}`;
  return failure(422, 'Invalid', `${qualified} ${quote(name)} is invalid: ${list}`, {
    ...(name === '' ? {} : { name }),
    ...(group === undefined ? {} : { group }),
    kind,
    causes: errors.map((error) => ({
      reason: causeReason(error.type),
      message: formatErrorBody(error),
      field: error.field,
    })),
  });
}

function detailsOf({ plural, group }: Resource, name: string): Details {
  return {
    ...(name === '' ? {} : { name }),
    ...(group === undefined ? {} : { group }),
    kind: plural,
  };
}

function quote(name: string): string {
  return JSON.stringify(name);
}

function failure(
  code: number,
  reason: string | undefined,
  message: string,
  details?: Details,
): ApiResponse {
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(details ? { details } : {}),
    code,
  };
  return answer(code, body);
}
