// The validators against the test tables of Kubernetes 1.3 itself.

import { describe, expect, test } from 'vitest';
import { assert } from '../../../../../engine/assert.ts';
import { decode } from '../../../decode.ts';
import { causeReason, formatFieldError } from '../../../fieldErrors.ts';
import type { FieldError } from '../../../meta.ts';
import { defaultEndpoints, defaultReplicationController, defaultService } from '../defaults.ts';
import { defaultPod } from '../podDefaults.ts';
import cases from '../testdata/validationCases.json' with { type: 'json' };
import { validateEndpoints } from './endpoints.ts';
import { validatePod, validatePodChange } from './pod.ts';
import {
  validateReplicationController,
  validateReplicationControllerChange,
} from './replicationController.ts';
import { validateService, validateServiceUpdate } from './service.ts';

interface Validator {
  readonly default: (object: never) => unknown;
  readonly create: (object: never) => FieldError[];
  readonly update?: (object: never, old: never) => FieldError[];
}

const validators: Readonly<Record<string, Validator>> = {
  Pod: { default: defaultPod, create: validatePod, update: validatePodChange },
  ReplicationController: {
    default: defaultReplicationController,
    create: validateReplicationController,
    update: validateReplicationControllerChange,
  },
  Service: { default: defaultService, create: validateService, update: validateServiceUpdate },
  Endpoints: { default: defaultEndpoints, create: validateEndpoints },
};

describe('validates as the test tables of Kubernetes 1.3 say', () => {
  for (const { id, name, kind, op, object, old, errors } of cases.cases as readonly Case[]) {
    const validator = validators[kind];
    assert(validator !== undefined, `${kind} has a validator`);
    test(`${id} ${name}`, () => {
      const prepare = (value: unknown) =>
        validator.default(decode(`v1.${kind}`, value) as never) as never;
      const found =
        op === 'update'
          ? (validator.update?.(prepare(object), prepare(old)) ?? [])
          : validator.create(prepare(object));
      expect(
        found.map((error) => ({
          type: causeReason(error.type),
          field: error.field,
          message: formatFieldError(error),
        })),
      ).toEqual(errors);
    });
  }
});

interface Case {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly op: string;
  readonly object: unknown;
  readonly old?: unknown;
  readonly errors: readonly unknown[];
}
