// Answers of the API server that this cluster's API server does not make itself, because the simulation has no such path.

import type { Failure } from './failures.ts';

export function badRequest(message: string): Failure {
  return status(400, 'BadRequest', message);
}

export function notFound(plural: string, name: string): Failure {
  return status(404, 'NotFound', `${plural} ${JSON.stringify(name)} not found`);
}

function status(code: number, reason: string, message: string): Failure {
  return {
    type: 'status',
    status: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      code,
    },
  };
}
