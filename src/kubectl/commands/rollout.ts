// kubectl rollout: it is for Deployments, of which this cluster has none; other kinds are refused as kubectl 1.3 refuses them.

import { finish, mistake, usageMistake, type Failure } from '../failures.ts';
import { printError, type Program } from '../process.ts';
import { selectObjects } from '../selection.ts';
import { visit } from '../visit.ts';
import type { Command, Invocation } from './command.ts';

export const rollout: Command = { name: 'rollout', run };

/** What each of its commands says of a kind that it cannot handle. */
const REFUSALS: Readonly<Record<string, (kind: string) => string>> = {
  history: (kind) => `no history viewer has been implemented for {"" "${kind}"}`,
  undo: (kind) => `no rollbacker has been implemented for {"" "${kind}"}`,
  status: (kind) => `no status viewer has been implemented for { ${kind}}`,
  pause: (kind) => `cannot pause v1, Kind=${kind}`,
  resume: (kind) => `cannot resume v1, Kind=${kind}`,
};

function* run(invocation: Invocation): Program {
  const [name = '', ...words] = invocation.args.words;
  const refuse = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : undefined;
  if (!refuse) {
    yield* printError(
      `rollout manages a deployment using subcommands: history, pause, resume, undo and status\n`,
    );
    return 0;
  }
  if (words.length === 0 && !invocation.args.isSet('filename')) {
    return yield* finish(usageMistake(`rollout ${name}`, 'Required resource not specified.'));
  }
  const selection = yield* selectObjects(invocation, { words });
  if ('type' in selection) return yield* finish(selection);
  const failure = yield* visit(selection, function* ({ resource }) {
    const text: Failure = mistake(refuse(resource.kind));
    return text;
  });
  return yield* finish(failure);
}
