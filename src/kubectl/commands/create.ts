// kubectl create -f, and `create namespace NAME`.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { fail, formatStatus, isSuccess } from '../failures.ts';
import { print, request, type Part, type Program } from '../process.ts';
import { singularOf } from '../resourceTypes.ts';
import { fileFlags, type Command, type Invocation } from './command.ts';
import { readFiles, type FileEntry } from './files.ts';

export const create: Command = {
  name: 'create',
  flags: fileFlags,
  summary: 'Create a resource by filename or stdin',
  usage: 'create -f FILENAME [flags]',
  run,
};

function* run(invocation: Invocation): Program {
  const { args } = invocation;
  if (!args.isSet('filename')) {
    const [type, name] = args.words;
    if (type === 'namespace' || type === 'ns') return yield* createNamespace(name);
    return yield* fail(
      'Create a resource by filename or stdin.\n\nJSON and YAML formats are accepted.\n\nUsage:\n  kubectl create -f FILENAME [flags]\n  kubectl create [command]',
    );
  }
  const entries = yield* readFiles(invocation);
  if (entries.length === 0) return yield* fail('error: no objects passed to create');
  return yield* eachEntry(entries, createOne);
}

/** Does something for every manifest; what went wrong is said at the end. */
export function* eachEntry(
  entries: readonly FileEntry[],
  act: (entry: Exclude<FileEntry, { problem: string }>) => Part<string | undefined>,
): Program {
  const problems: string[] = [];
  for (const entry of entries) {
    const problem = 'problem' in entry ? entry.problem : yield* act(entry);
    if (problem !== undefined) problems.push(problem);
  }
  return problems.length > 0 ? yield* fail(problems.join('\n')) : 0;
}

function* createOne(entry: Exclude<FileEntry, { problem: string }>): Part<string | undefined> {
  const { manifest, collection, file } = entry;
  const response = yield* request({ method: 'POST', path: collection, body: manifest.object });
  if (!isSuccess(response)) return formatStatus(response, `creating "${file}"`);
  const object = response.body as ApiObject;
  yield* print(nodePortNotice(object));
  yield* print(`${singularOf(manifest.resource)} "${object.metadata.name}" created\n`);
  return undefined;
}

function* createNamespace(name: string | undefined): Program {
  if (!name) return yield* fail('error: exactly one NAME is required, got 0');
  const body = { kind: 'Namespace', apiVersion: 'v1', metadata: { name } };
  const response = yield* request({ method: 'POST', path: '/api/v1/namespaces', body });
  if (!isSuccess(response)) return yield* fail(formatStatus(response));
  yield* print(`namespace "${name}" created\n`);
  return 0;
}

/** What create says of a Service that every node now answers for. */
function nodePortNotice(object: ApiObject): string {
  if (object.kind !== 'Service' || object.spec.type !== 'NodePort') return '';
  const ports = object.spec.ports
    .map(({ protocol, nodePort }) => `${protocol.toLowerCase()}:${nodePort}`)
    .join(',');
  return (
    'You have exposed your service on an external port on all nodes in your\n' +
    'cluster.  If you want to expose this service to the external internet, you may\n' +
    `need to set up firewall rules for the service port(s) (${ports}) to serve traffic.\n\n` +
    'See http://releases.k8s.io/release-1.3/docs/user-guide/services-firewalls.md for more details.\n'
  );
}
