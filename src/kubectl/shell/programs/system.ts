// Who and where one is: hostname, uname, whoami, id, history and their like.

import { print, printError, type Process, type Program } from '../../process.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

function* hostname({ words, state }: ProgramCall): Program {
  const { node, pod } = state.environment.place;
  const name = pod === undefined ? node : pod.slice(pod.indexOf('/') + 1);
  if (words[0] === '-i' || words[0] === '-I') {
    const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(node);
    yield* print(`${isAddress ? node : '192.168.18.100'}${words[0] === '-I' ? ' ' : ''}\n`);
    return 0;
  }
  yield* print(`${name}\n`);
  return 0;
}

const UNAME: Readonly<Record<string, string>> = {
  s: 'Linux',
  r: '3.10.0-327.el7.x86_64',
  v: '#1 SMP Thu Nov 19 22:10:57 UTC 2015',
  m: 'x86_64',
  p: 'x86_64',
  i: 'x86_64',
  o: 'GNU/Linux',
};

function* uname({ words, state }: ProgramCall): Program {
  const flags = words.join('').replace(/-/g, '') || 's';
  const wrong = [...flags].find((letter) => !'asnrvmpio'.includes(letter));
  if (wrong !== undefined) {
    yield* printError(
      `uname: invalid option -- '${wrong}'\nTry 'uname --help' for more information.\n`,
    );
    return 1;
  }
  const letters = flags.includes('a') ? 'snrvmpio' : flags;
  const shown = [...'snrvmpio']
    .filter((letter) => letters.includes(letter))
    .map((letter) => (letter === 'n' ? state.environment.place.node : (UNAME[letter] ?? '')));
  yield* print(`${shown.join(' ')}\n`);
  return 0;
}

function* whoami(): Program {
  yield* print('root\n');
  return 0;
}

function* id({ words }: ProgramCall): Program {
  yield* print(
    words.some((word) => /^-[ug]/.test(word)) ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n',
  );
  return 0;
}

/** The lines that were typed so far, this one too. */
function* history({ words }: ProgramCall): Program {
  const entries = ((yield { type: 'scan', table: 'processes', prefix: '' }) ??
    []) as readonly (readonly [string, Process])[];
  const lines = entries.filter(([, { job }]) => job === undefined).map(([, { line }]) => line);
  const count = words[0] === undefined ? lines.length : Number(words[0]);
  if (Number.isNaN(count)) {
    yield* printError(`-bash: history: ${words[0]}: numeric argument required\n`);
    return 1;
  }
  const first = Math.max(0, lines.length - count);
  yield* print(
    lines
      .slice(first)
      .map((line, at) => `${String(first + at + 1).padStart(5)}  ${line}\n`)
      .join(''),
  );
  return 0;
}

/** What clear prints on a terminal such as this: to the first row, and nothing below. */
function* clear(): Program {
  yield* print('\x1b[H\x1b[2J');
  return 0;
}

function* succeed(): Program {
  return 0;
}

function* refuse(): Program {
  return 1;
}

export const systemPrograms: Readonly<Record<string, ShellProgram>> = {
  hostname,
  uname,
  arch: function* () {
    yield* print('x86_64\n');
    return 0;
  },
  whoami,
  id,
  history,
  false: refuse,
  clear,
  sync: succeed,
  chmod: succeed,
  chown: succeed,
};
