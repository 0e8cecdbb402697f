// kubectl create -f.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { finish, isSuccess, mistake, refusal, usageMistake, type Failure } from '../failures.ts';
import { print, printError, request, type Part, type Program } from '../process.ts';
import type { Release } from '../release.ts';
import { printResult } from '../results.ts';
import { selectObjects } from '../selection.ts';
import { formatHelp } from '../usage/commandUsage.ts';
import { globalFlags } from '../usage/globalFlags.ts';
import { findUsage } from '../usage/usages.ts';
import { visit, type Target } from '../visit.ts';
import { type Command, type Invocation } from './command.ts';
import { withChangeCause } from './changeCause.ts';
import { createNamespace } from './createNamespace.ts';
import { keepingLastApplied } from './lastApplied.ts';
import { checkShortOutput } from './shortOutput.ts';

export const create: Command = {
  name: 'create',
  run,
};

function* run(invocation: Invocation): Program {
  const { args, release } = invocation;
  if (release === 'v1.0') return yield* createFiles(invocation);
  const [first, ...others] = args.words;
  if (first === 'namespace' || first === 'ns') return yield* createNamespace(invocation, others);
  if (!args.isSet('filename')) return yield* showHelp(invocation);
  return yield* createFiles(invocation);
}

function* createFiles(invocation: Invocation): Program {
  const { args } = invocation;
  if (args.words.length > 0) {
    return yield* finish(usageMistake('create', `Unexpected args: [${args.words.join(' ')}]`));
  }
  const output = checkShortOutput('create', args);
  if (typeof output === 'object') return yield* finish(output);
  const selection = yield* selectObjects(invocation, { isValidated: true });
  if ('type' in selection) return yield* finish(selection);
  let count = 0;
  const failure = yield* visit(selection, function* (target) {
    const made = yield* createOne(target, invocation);
    if ('type' in made) return made;
    count += 1;
    if (!output) yield* print(nodePortNotice(made.object, invocation.release));
    const { resource } = target;
    yield* printResult({ resource, name: made.object.metadata.name }, 'created', output);
    return undefined;
  });
  if (failure) return yield* finish(failure);
  return yield* finish(count === 0 ? mistake('no objects passed to create') : undefined);
}

function* showHelp({ release }: Invocation): Program {
  const usage = findUsage('create', release);
  const options = { release, path: 'kubectl create', globalFlags: globalFlags[release] };
  if (usage) yield* printError(formatHelp(usage, options));
  return 0;
}

/** Sends a manifest as it is. */
function* createOne(
  target: Target,
  invocation: Invocation,
): Part<{ readonly object: ApiObject } | Failure> {
  const { collection, object, source } = target;
  if (!object) return mistake('no objects passed to create');
  const body = keepingLastApplied(
    withChangeCause(object, invocation),
    invocation.args.isOn('save-config'),
  );
  const response = yield* request({ method: 'POST', path: collection, body });
  if (!isSuccess(response)) return refusal(response, 'creating', source);
  return { object: response.body as ApiObject };
}

/** What create and replace say of a Service that every node now answers for. */
export function nodePortNotice(object: ApiObject, release: Release): string {
  if (object.kind !== 'Service' || object.spec.type !== 'NodePort') return '';
  const ports = object.spec.ports
    .map(({ protocol, nodePort }) => `${protocol.toLowerCase()}:${nodePort}`)
    .join(',');
  const branch = release === 'v1.0' ? 'HEAD' : 'release-1.3';
  return (
    'You have exposed your service on an external port on all nodes in your\n' +
    'cluster.  If you want to expose this service to the external internet, you may\n' +
    `need to set up firewall rules for the service port(s) (${ports}) to serve traffic.\n\n` +
    `See http://releases.k8s.io/${branch}/docs/user-guide/services-firewalls.md for more details.\n`
  );
}
