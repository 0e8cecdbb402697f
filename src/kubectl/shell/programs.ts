// The programs that the terminal knows, by name.

import { runKubectl } from '../kubectl.ts';
import { print, printError, type ExecResult } from '../process.ts';
import { curl } from './curl.ts';
import { cat, echo, ls, rm } from './files.ts';
import { date, sleep } from './clock.ts';
import { grep, head, sort, tail, uniq, wc } from './filters.ts';
import { iptablesSave } from './iptables.ts';
import type { ShellProgram } from './program.ts';
import { hostname, ssh } from './ssh.ts';

const kubectl: ShellProgram = ({ words, stdin, environment, runWords }) =>
  runKubectl({
    words,
    stdin,
    place: environment.place,
    runAt: (place, command) => runWords(command, '', { place }),
  });

const orrery: ShellProgram = function* ({ words }) {
  const result = (yield { type: 'control', words }) as ExecResult;
  yield* print(result.stdout);
  yield* printError(result.stderr);
  return result.exit;
};

const succeed: ShellProgram = function* () {
  return 0;
};

const refuse: ShellProgram = function* () {
  return 1;
};

export const programs: Readonly<Record<string, ShellProgram>> = {
  kubectl,
  orrery,
  curl,
  wget: curl,
  ssh,
  hostname,
  sleep,
  date,
  cat,
  echo,
  ls,
  rm,
  grep,
  head,
  tail,
  wc,
  sort,
  uniq,
  'iptables-save': iptablesSave,
  true: succeed,
  false: refuse,
  clear: succeed,
};
