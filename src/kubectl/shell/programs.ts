// The programs that the terminal knows, by name, and how one is found.

import type { Part } from '../process.ts';
import { lookUp } from './fileSystem.ts';
import { baseName } from './paths.ts';
import type { ShellProgram } from './program.ts';
import { awkPrograms } from './programs/awk/awk.ts';
import { builtins } from './programs/builtins.ts';
import { clockPrograms } from './programs/clock.ts';
import { columnPrograms } from './programs/columns.ts';
import { comparingPrograms } from './programs/comparing.ts';
import { controlPrograms } from './programs/control.ts';
import { countingPrograms } from './programs/counting.ts';
import { curlPrograms } from './programs/curl/curl.ts';
import { dockerPrograms } from './programs/docker/docker.ts';
import { echoPrograms } from './programs/echo.ts';
import { exprPrograms } from './programs/expr.ts';
import { extentPrograms } from './programs/extent.ts';
import { filePrograms } from './programs/files.ts';
import { grepPrograms } from './programs/grep.ts';
import { iptablesPrograms } from './programs/iptables.ts';
import { jobPrograms } from './programs/jobs.ts';
import { kubectlPrograms } from './programs/kubectl.ts';
import { movingPrograms } from './programs/moving.ts';
import { namePrograms, whichProgram } from './programs/names.ts';
import { netcatPrograms } from './programs/netcat.ts';
import { pathPrograms } from './programs/paths.ts';
import { pingPrograms } from './programs/ping.ts';
import { sedPrograms } from './programs/sed/sed.ts';
import { sortPrograms } from './programs/sort.ts';
import { sshPrograms } from './programs/ssh.ts';
import { systemPrograms } from './programs/system.ts';
import { systemctlPrograms } from './programs/systemctl.ts';
import { testPrograms } from './programs/test.ts';
import { textPrograms } from './programs/text.ts';
import { variableBuiltins } from './programs/variables.ts';
import { wgetPrograms } from './programs/wget.ts';
import type { ShellState } from './state.ts';

/** Builtins of bash, which have no file. */
const builtin: Readonly<Record<string, ShellProgram>> = {
  ...builtins,
  ...variableBuiltins,
  ...jobPrograms,
  ...testPrograms,
  ...namePrograms({ kindOf }),
};

const external: Readonly<Record<string, ShellProgram>> = {
  ...echoPrograms,
  ...filePrograms,
  ...movingPrograms,
  ...textPrograms,
  ...extentPrograms,
  ...countingPrograms,
  ...columnPrograms,
  ...grepPrograms,
  ...sortPrograms,
  ...sedPrograms,
  ...awkPrograms,
  ...comparingPrograms,
  ...pathPrograms,
  ...exprPrograms,
  ...clockPrograms,
  ...controlPrograms,
  ...systemPrograms,
  ...kubectlPrograms,
  ...curlPrograms,
  ...wgetPrograms,
  ...pingPrograms,
  ...netcatPrograms,
  ...sshPrograms,
  ...iptablesPrograms,
  ...dockerPrograms,
  ...systemctlPrograms,
  which: whichProgram({ kindOf }),
};

const all: Readonly<Record<string, ShellProgram>> = { ...external, ...builtin };

/** Programs that are builtins too, or only. */
const BUILTIN_ONLY = new Set([
  ...Object.keys(builtin),
  ...'echo printf false command builtin exec history'.split(' '),
]);

const FOLDERS = ['/bin/', '/usr/bin/', '/sbin/', '/usr/sbin/', '/usr/local/bin/'];

const CANNOT_RUN = 126;

type Found =
  { readonly program: ShellProgram } | { readonly problem: string; readonly exit?: number };

/** The program of a name or a path, or bash's complaint. */
export function* findProgram(name: string, state: ShellState): Part<Found> {
  if (!name.includes('/')) {
    const program = Object.hasOwn(all, name) ? all[name] : undefined;
    return program ? { program } : { problem: 'command not found' };
  }
  const base = baseName(name);
  if (FOLDERS.some((folder) => name === folder + base) && Object.hasOwn(external, base)) {
    return { program: external[base] as ShellProgram };
  }
  const entry = yield* lookUp(state, name);
  if (!entry) return { problem: 'No such file or directory' };
  if (entry.type === 'folder') return { problem: 'Is a directory', exit: CANNOT_RUN };
  if (!entry.text.startsWith('#!')) return { problem: 'Permission denied', exit: CANNOT_RUN };
  return {
    program: (call) => call.runText(entry.text, { positional: call.words, name }),
  };
}

/** Names that one can type. */
export function programNames(): string[] {
  return Object.keys(all).filter((name) => /^\w/.test(name));
}

/** What `type` and `which` know of a name. */
function kindOf(name: string): { readonly isBuiltin: boolean; readonly path?: string } | undefined {
  const isBuiltin = BUILTIN_ONLY.has(name);
  if (!Object.hasOwn(all, name)) return undefined;
  const path = Object.hasOwn(external, name) ? { path: `/usr/bin/${name}` } : {};
  return { isBuiltin, ...path };
}
