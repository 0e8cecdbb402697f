// kubectl create namespace NAME.

import { resourceOf } from '../../cluster/api/kinds.ts';
import { finish, isSuccess, mistake, refusal, usageMistake } from '../failures.ts';
import { request, type Program } from '../process.ts';
import { printResult } from '../results.ts';
import type { Invocation } from './command.ts';

/** `words` are those behind `create namespace`. */
export function* createNamespace({ args }: Invocation, [name]: readonly string[]): Program {
  if (name === undefined) {
    return yield* finish(usageMistake('create namespace', 'NAME is required'));
  }
  if (name === '') return yield* finish(mistake('name must be specified'));
  const resource = resourceOf('Namespace');
  if (!args.isOn('dry-run')) {
    const body = { kind: 'Namespace', apiVersion: 'v1', metadata: { name } };
    const response = yield* request({ method: 'POST', path: '/api/v1/namespaces', body });
    if (!isSuccess(response)) return yield* finish(refusal(response));
  }
  yield* printResult({ resource, name }, 'created', args.text('output') === 'name');
  return 0;
}
