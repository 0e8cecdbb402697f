// kubectl: finds the command, reads its flags, runs it.

import type { Place } from '../cluster/network/connection.ts';
import { parseArguments, wantsHelp, type FlagSpec } from './arguments.ts';
import { findCommand } from './commands/commands.ts';
import { fail } from './failures.ts';
import { printError, type Part, type Program } from './process.ts';
import { currentRelease, releaseOf, type Release } from './release.ts';
import { logLine } from './text/glog.ts';
import { formatHelp, formatUsage, type CommandUsage } from './usage/commandUsage.ts';
import { globalFlags } from './usage/globalFlags.ts';
import { findUsage, rootUsage } from './usage/usages.ts';

export interface KubectlCall {
  /** The words behind `kubectl`. */
  readonly words: readonly string[];
  readonly stdin: string;
  readonly place: Place;
  /** A variable of the shell. */
  variable(name: string): string | undefined;
  runAt(place: Place, words: readonly string[]): Program;
}

export function* runKubectl(call: KubectlCall): Program {
  const { words, stdin, place, variable, runAt } = call;
  const terminal = yield* currentRelease();
  const { before, name, after } = splitCommand(words, terminal);
  if (name === undefined || name === 'help') {
    return yield* printHelp(name === 'help' ? after : [], terminal);
  }
  const release = yield* releaseOf(findUsage(name, terminal)?.name ?? name);
  const usage = findUsage(name, release);
  if (!usage) return yield* failUnknown(name, release);
  if (usage.name !== name) yield* warnOfOldName(name, usage.name, release);

  const { target, path } = findTarget(usage, after);
  const command = findCommand(usage.name);
  const absence = command && target === usage ? undefined : target.absence;
  if (absence && !after.some((word) => word === '--help' || word === '-h')) {
    return yield* fail(`error: ${absence}`);
  }
  const flags = uniqueFlags([...globalFlags[release], ...(target.flags ?? [])]);
  const args = parseArguments([...before, ...after], flags, release);
  const options = { release, path, globalFlags: globalFlags[release] };
  if (args === wantsHelp) {
    yield* printError(formatHelp(target, options));
    return 0;
  }
  if (typeof args === 'string') {
    return yield* fail(
      release === 'v1.0'
        ? `Error: ${args}\nRun 'kubectl help' for usage.`
        : `Error: ${args}\n${formatUsage(target, options)}`,
    );
  }
  if (!command) return 0;
  const namespace = args.text('namespace') || 'default';
  return yield* command.run({
    args,
    line: ['kubectl', ...words].join(' '),
    stdin,
    namespace,
    place,
    release,
    variable,
    runAt,
  });
}

/** The command is the first word that is no flag; flags may stand before it. */
function splitCommand(
  words: readonly string[],
  release: Release,
): {
  readonly before: readonly string[];
  readonly name: string | undefined;
  readonly after: readonly string[];
} {
  let at = 0;
  while (at < words.length && words[at]?.startsWith('-')) {
    const word = words[at] ?? '';
    const flag = globalFlags[release].find(
      ({ name, short }) => word === `--${name}` || word === `-${short}`,
    );
    at += flag && flag.type !== 'bool' ? 2 : 1;
  }
  return { before: words.slice(0, at), name: words[at], after: words.slice(at + 1) };
}

/** The command, or the one of its own commands that comes next. */
function findTarget(
  usage: CommandUsage,
  words: readonly string[],
): { readonly target: CommandUsage; readonly path: string } {
  const path = `kubectl ${usage.name}`;
  const own = usage.commands?.find(
    ({ name, aliases }) => name === words[0] || aliases?.includes(words[0] ?? ''),
  );
  return own ? { target: own, path: `${path} ${own.name}` } : { target: usage, path };
}

/** `kubectl help get`, as cobra prints it: to standard error. */
function* printHelp(words: readonly string[], terminal: Release): Program {
  const [name, ...after] = words.filter((word) => !word.startsWith('-'));
  const release = yield* releaseOf(findUsage(name ?? '', terminal)?.name ?? '');
  const options = { release, globalFlags: globalFlags[release] };
  const usage = name === undefined ? undefined : findUsage(name, release);
  if (!usage) {
    if (name !== undefined) {
      yield* printError(`Unknown help topic ${`["${words.join('" "')}"]`}.  Run 'kubectl help'.\n`);
      return 0;
    }
    yield* printError(formatHelp(rootUsage(release), { ...options, path: 'kubectl' }));
    return 0;
  }
  const { target, path } = findTarget(usage, after);
  yield* printError(formatHelp(target, { ...options, path }));
  return 0;
}

function* failUnknown(name: string, release: Release): Part<number> {
  return yield* fail(
    release === 'v1.0'
      ? `Error: unknown command "${name}"\nRun 'kubectl help' for usage.`
      : `Error: unknown command "${name}" for "kubectl"\nRun 'kubectl --help' for usage.`,
  );
}

function* warnOfOldName(old: string, name: string, release: Release): Part<void> {
  const where = release === 'v1.0' ? 'cmd.go:161' : 'cmd.go:258';
  const text = `${old} is DEPRECATED and will be removed in a future version. Use ${name} instead.`;
  yield* printError(`${yield* logLine('W', where, text)}\n`);
}

function uniqueFlags(flags: readonly FlagSpec[]): FlagSpec[] {
  return flags.filter(({ name }, index) => flags.findIndex((each) => each.name === name) === index);
}
