// What a command is called with, and the text that says so: the usage template of cobra as kubectl 1.0 and 1.3 carry it.
// The flags are written as that text shows them, and what a flag takes is read from there: one table for parsing, help
// and completion.

import type { FlagSpec } from '../arguments.ts';
import type { Release } from '../release.ts';

export interface CommandUsage {
  readonly name: string;
  /** Other names; the second to last of old ones warn when they are used. */
  readonly aliases?: readonly string[];
  /** One line for the list of commands. */
  readonly short: string;
  readonly long: string;
  /** The words behind `kubectl`. */
  readonly line: string;
  readonly example?: string;
  readonly flags?: readonly FlagSpec[];
  /** Its own commands, as `kubectl create namespace`. */
  readonly commands?: readonly CommandUsage[];
  /** Why this playground does not carry it out, whatever its flags are. */
  readonly absence?: string;
  /** Not in the list of commands. */
  readonly isHidden?: true;
}

const FLAG_LINE = /^(?: {2}-(\w), --| {6}--)([\w-]+)(?:\[=(true|false)\]|=("?)(.*?)\4): (.*)$/;

/** Flags from lines of a usage text: `  -f, --filename=[]: Filename`, a `[=false]` being a switch. */
export function flagsOf(text: string): FlagSpec[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, short, name = '', state, quote, value = '', help = ''] = FLAG_LINE.exec(line) ?? [];
      const type = state ? 'bool' : quote === '"' ? 'string' : typeOfDefault(value);
      return {
        name,
        ...(short === undefined ? {} : { short }),
        type,
        value: state ?? value,
        help,
      };
    });
}

function typeOfDefault(value: string): FlagSpec['type'] {
  if (value === '[]') return 'list';
  if (value === 'false' || value === 'true') return 'bool';
  if (/^-?\d+$/.test(value)) return 'int';
  return /^(\d+[hms])+$/.test(value) ? 'duration' : 'word';
}

export interface UsageOptions {
  readonly release: Release;
  /** The command's full name: "kubectl create namespace". */
  readonly path: string;
  readonly globalFlags: readonly FlagSpec[];
}

/** What `kubectl help COMMAND` prints. */
export function formatHelp(usage: CommandUsage, options: UsageOptions): string {
  return `${usage.long.trim()}\n\n${formatUsage(usage, options)}`;
}

/** From `Usage:` on, as it follows a mistake in flags. */
export function formatUsage(usage: CommandUsage, options: UsageOptions): string {
  const { release, path, globalFlags } = options;
  const isRoot = !path.includes(' ');
  const { aliases = [], commands = [], flags = [], example } = usage;
  const line = usage.line === '' ? '' : ` ${usage.line}`;
  const parent = path.slice(0, Math.max(0, path.lastIndexOf(' ')));
  const useLine = isRoot ? path : `${parent}${line}`;
  const withFlags = useLine.endsWith('[flags]') ? useLine : `${useLine} [flags]`;
  const ownFlags = isRoot ? globalFlags : flags;
  return [
    release === 'v1.0' ? 'Usage: ' : 'Usage:',
    `  ${withFlags}`,
    ...(commands.length > 0 ? [`  ${path} [command]`] : []),
    ...(aliases.length > 0 ? ['', 'Aliases:', `  ${[usage.name, ...aliases].join(', ')}`, ''] : []),
    ...(example === undefined ? [] : ['', 'Examples:', example]),
    ...(commands.length > 0 ? ['', 'Available Commands:', ...listCommands(commands)] : []),
    ...(ownFlags.length > 0 ? ['', 'Flags:', ...formatFlags(ownFlags, options)] : []),
    ...(isRoot ? [] : ['', 'Global Flags:', ...formatFlags(globalFlags, options)]),
    ...(release === 'v1.0' ? ['', 'Additional help topics:', '', ''] : []),
    ...(commands.length > 0
      ? ['', `Use "${path} [command] --help" for more information about a command.`]
      : []),
    '',
  ].join('\n');
}

function listCommands(commands: readonly CommandUsage[]): string[] {
  const width = Math.max(11, ...commands.map(({ name }) => name.length));
  return commands
    .filter(({ isHidden }) => !isHidden)
    .map(({ name, short }) => `  ${name.padEnd(width)} ${short}`);
}

function formatFlags(flags: readonly FlagSpec[], { release, path }: UsageOptions): string[] {
  const help: FlagSpec = {
    name: 'help',
    short: 'h',
    type: 'bool',
    value: 'false',
    help: `help for ${path.slice(path.lastIndexOf(' ') + 1)}`,
  };
  const isOwn = flags.some(({ name }) => name === 'namespace') === false;
  return [...flags, ...(release === 'v1.0' && isOwn ? [help] : [])]
    .filter(({ isHidden, only }) => !isHidden && (only === undefined || only === release))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => formatFlag(flag, release));
}

function formatFlag(flag: FlagSpec, release: Release): string {
  const { short, name, type, value = '', help = '' } = flag;
  const shown = type === 'string' ? `"${value}"` : value;
  const assigned = type === 'bool' && release === 'v1.3' ? `[=${shown}]` : `=${shown}`;
  return `${short === undefined ? '      ' : `  -${short}, `}--${name}${assigned}: ${help}`;
}
