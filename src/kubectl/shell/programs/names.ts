// What a name means: type, which, help.

import { print, printError, type Program } from '../../process.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

interface NameTable {
  kindOf(name: string): { readonly isBuiltin: boolean; readonly path?: string } | undefined;
}

const KEYWORDS =
  'if then elif else fi for in do done while until case esac { } ! [[ time function'.split(' ');

/** The programs that look names up; the table of names is given to them, for they are in it. */
export function namePrograms({ kindOf }: NameTable): Readonly<Record<string, ShellProgram>> {
  function* type({ words, state }: ProgramCall): Program {
    const onlyPath = words[0] === '-p' || words[0] === '-P';
    const onlyKind = words[0] === '-t';
    let exit = 0;
    for (const name of words.filter((word) => !word.startsWith('-'))) {
      const alias = state.aliases.get(name);
      const kind = kindOf(name);
      const path = kind?.path;
      if (onlyPath) {
        if (path !== undefined && !kind?.isBuiltin) yield* print(`${path}\n`);
        else if (!kind) exit = 1;
      } else if (alias !== undefined) {
        yield* print(onlyKind ? 'alias\n' : `${name} is aliased to \`${alias}'\n`);
      } else if (KEYWORDS.includes(name)) {
        yield* print(onlyKind ? 'keyword\n' : `${name} is a shell keyword\n`);
      } else if (state.functions.has(name)) {
        yield* print(onlyKind ? 'function\n' : `${name} is a function\n`);
      } else if (kind?.isBuiltin) {
        yield* print(onlyKind ? 'builtin\n' : `${name} is a shell builtin\n`);
      } else if (path !== undefined) yield* print(onlyKind ? 'file\n' : `${name} is ${path}\n`);
      else {
        if (!onlyKind) yield* printError(`${state.name}: type: ${name}: not found\n`);
        exit = 1;
      }
    }
    return exit;
  }

  function* help(): Program {
    yield* print(
      'GNU bash, version 4.2.46(1)-release (x86_64-redhat-linux-gnu)\n' +
        'This terminal is a shell on the master of a simulated cluster. People type here:\n\n' +
        '  kubectl, curl, wget, ping, nc, nslookup   what they are elsewhere\n' +
        '  ssh NODE COMMAND, ssh client COMMAND      on a node, on the machine outside\n' +
        '  vi FILE                                   opens the editor\n' +
        '  orrery help                               time travel, faults, delays\n',
    );
    return 0;
  }

  return { type, help };
}

/** which is a program: it knows files only. */
export function whichProgram({ kindOf }: NameTable): ShellProgram {
  return function* which({ words, state }) {
    let exit = words.length === 0 ? 1 : 0;
    for (const name of words.filter((word) => !word.startsWith('-'))) {
      const path = kindOf(name)?.path;
      if (path !== undefined) yield* print(`${path}\n`);
      else {
        const folders = state.get('PATH') ?? '';
        yield* printError(`/usr/bin/which: no ${name} in (${folders})\n`);
        exit = 1;
      }
    }
    return exit;
  };
}
