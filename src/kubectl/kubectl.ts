// kubectl: finds the command, reads its flags, runs it.

import type { Place } from '../cluster/network/connection.ts';
import { parseArguments } from './arguments.ts';
import { apply } from './commands/apply.ts';
import type { Command } from './commands/command.ts';
import { create } from './commands/create.ts';
import { deleteCommand } from './commands/delete.ts';
import { describe } from './commands/describe.ts';
import { exec } from './commands/exec.ts';
import { expose } from './commands/expose.ts';
import { get } from './commands/get.ts';
import { scale } from './commands/scale.ts';
import { fail } from './failures.ts';
import { print, type Program } from './process.ts';

const commands: readonly Command[] = [
  get,
  describe,
  create,
  apply,
  deleteCommand,
  scale,
  expose,
  exec,
];

export interface KubectlCall {
  /** The words behind `kubectl`. */
  readonly words: readonly string[];
  readonly stdin: string;
  readonly place: Place;
  runAt(place: Place, words: readonly string[]): Program;
}

export function* runKubectl({ words, stdin, place, runAt }: KubectlCall): Program {
  const { before, name, after } = splitCommand(words);
  if (name === undefined || name === 'help') {
    yield* print(helpText());
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    return yield* fail(
      `Error: unknown command "${name}" for "kubectl"\nRun 'kubectl --help' for usage.`,
    );
  }
  const args = parseArguments([...before, ...after], command.flags);
  if (typeof args === 'string') {
    return yield* fail(`Error: ${args}\nUsage:\n  kubectl ${command.usage}\n`);
  }
  if (args.isOn('help')) {
    yield* print(`${command.summary}.\n\nUsage:\n  kubectl ${command.usage}\n`);
    return 0;
  }
  const namespace = args.text('namespace') || 'default';
  return yield* command.run({ args, stdin, namespace, place, runAt });
}

/** The command is the first word that is no flag; flags may stand before it. */
function splitCommand(words: readonly string[]): {
  readonly before: readonly string[];
  readonly name: string | undefined;
  readonly after: readonly string[];
} {
  let at = 0;
  while (at < words.length && words[at]?.startsWith('-')) {
    const takesNext = /^(-n|-s|--namespace|--server)$/.test(words[at] ?? '');
    at += takesNext ? 2 : 1;
  }
  return { before: words.slice(0, at), name: words[at], after: words.slice(at + 1) };
}

function helpText(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`);
  return `kubectl controls the Kubernetes cluster manager.\n\nFind more information at https://github.com/kubernetes/kubernetes.\n\nUsage:\n  kubectl [flags]\n  kubectl [command]\n\nAvailable Commands:\n${lines.join('\n')}\n\nUse "kubectl [command] --help" for more information about a command.\n`;
}
