// The words behind `kubectl` up to the cursor: which command, which flags, which names; and the flag that waits for its value.

import type { FlagSpec } from '../arguments.ts';
import type { Release } from '../release.ts';
import type { CommandUsage } from '../usage/commandUsage.ts';
import { globalFlags } from '../usage/globalFlags.ts';
import { findUsage } from '../usage/usages.ts';

export interface KubectlLine {
  readonly release: Release;
  /** The command, and its own command where it has some. */
  readonly usage?: CommandUsage;
  readonly sub?: CommandUsage;
  /** All flags that may stand here. */
  readonly flags: readonly FlagSpec[];
  /** Those that are given, with their values. */
  readonly given: ReadonlyMap<string, string>;
  /** Words that are no flags. */
  readonly nouns: readonly string[];
  /** The flag whose value is at the cursor. */
  readonly waiting?: FlagSpec;
  /** Behind `--`. */
  readonly isRest: boolean;
}

export function readKubectlLine(words: readonly string[], release: Release): KubectlLine {
  let usage: CommandUsage | undefined;
  let sub: CommandUsage | undefined;
  let waiting: FlagSpec | undefined;
  const given = new Map<string, string>();
  const nouns: string[] = [];
  const flags = () => flagsFor(sub ?? usage, release);
  for (const word of words) {
    if (waiting) {
      given.set(waiting.name, word);
      waiting = undefined;
    } else if (word === '--') {
      return { release, ...known({ usage, sub }), flags: flags(), given, nouns, isRest: true };
    } else if (word.startsWith('-') && word !== '-') {
      const [flag, value] = splitFlag(word, flags());
      if (!flag) continue;
      if (value !== undefined) given.set(flag.name, value);
      else if (flag.type === 'bool') given.set(flag.name, 'true');
      else waiting = flag;
    } else if (!usage) usage = findUsage(word, release) ?? UNKNOWN;
    else if (!sub && nouns.length === 0 && usage.commands) {
      sub = usage.commands.find(({ name }) => name === word);
      if (!sub) nouns.push(word);
    } else nouns.push(word);
  }
  return {
    release,
    ...known({ usage, sub }),
    flags: flags(),
    given,
    nouns,
    ...(waiting ? { waiting } : {}),
    isRest: false,
  };
}

const UNKNOWN: CommandUsage = { name: '', short: '', long: '', line: '' };

function known({ usage, sub }: { usage: CommandUsage | undefined; sub: CommandUsage | undefined }) {
  return { ...(usage ? { usage } : {}), ...(sub ? { sub } : {}) };
}

function flagsFor(usage: CommandUsage | undefined, release: Release): FlagSpec[] {
  return [...(usage?.flags ?? []), ...globalFlags[release]].filter(
    ({ isHidden, only }) => !isHidden && (only === undefined || only === release),
  );
}

/** The flag that a word gives, and the value that stands in the same word. */
export function splitFlag(
  word: string,
  flags: readonly FlagSpec[],
): readonly [FlagSpec | undefined, string | undefined] {
  const long = /^--([^=]+)(?:=([^]*))?$/.exec(word);
  if (long) return [flags.find(({ name }) => name === long[1]), long[2]];
  const [, letters = '', value] = /^-([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
  const flag = flags.find(({ short }) => short === letters[0]);
  if (flag && flag.type !== 'bool' && letters.length > 1) return [flag, letters.slice(1)];
  const last = flags.find(({ short }) => short === letters.at(-1));
  return [last ?? flag, value];
}
