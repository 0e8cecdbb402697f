// The small programs that every Linux image has, as far as people look around with them.

import { EPOCH_MS } from '../api/calendar.ts';
import type { Command, Run, Said } from '../network/program.ts';
import { formatDate } from './clock.ts';
import { clientCommands } from './clients.ts';
import { isTrue } from './condition.ts';

/** Whose programs an image has: the words of their errors differ. */
export type Flavour = 'busybox' | 'gnu';

export function baseCommands(flavour: Flavour): Readonly<Record<string, Command>> {
  return {
    true: () => said(''),
    false: () => ({ ...said(''), exit: 1 }),
    echo: ([, ...words]) => echo(words),
    printf: ([, format = '', ...words]) => said(printf(format, words)),
    sleep: ([, ...words]) => ({ ...said(''), tookMs: sleepMs(words) }),
    date: ([, format], run) =>
      said(`${format?.startsWith('+%s') ? epoch(run) : formatDate(run.now)}\n`),
    hostname: ([, flag], run) => said(`${flag === '-i' ? run.podIP : hostOf(run)}\n`),
    env: (_, run) => said(environment(run)),
    printenv: ([, name], run) =>
      name === undefined ? said(environment(run)) : printVariable(run, name),
    pwd: () => said('/\n'),
    whoami: () => said('root\n'),
    id: () => said('uid=0(root) gid=0(root) groups=0(root)\n'),
    uname: ([, flag], run) =>
      said(flag === '-a' ? `Linux ${hostOf(run)} 3.10.0-327.el7.x86_64 x86_64 Linux\n` : 'Linux\n'),
    ps: (_, run) => said(processes(run, flavour)),
    ls: ([, ...words], run) => ls(run, words, flavour),
    cat: ([, ...words], run, stdin) => cat(run, words, { flavour, stdin }),
    touch: ([, ...paths]) => wrote(paths.filter(isPath).map((path) => [path, ''])),
    mkdir: () => said(''),
    chmod: () => said(''),
    rm: ([, ...words], run) => rm(run, words, flavour),
    test: ([, ...words], run) => ({ ...said(''), exit: isTrue(words, run) ? 0 : 1 }),
    '[': ([, ...words], run) => ({ ...said(''), exit: isTrue(words.slice(0, -1), run) ? 0 : 1 }),
    grep: ([, ...words], run, stdin) => grep(run, words, stdin),
    tee: ([, path = '/dev/null'], _, stdin = '') => ({ ...wrote([[path, stdin]]), stdout: stdin }),
    tail: ([, ...words], run, stdin) =>
      words.some((word) => /^-\w*f/.test(word))
        ? { ...said(''), tookMs: Infinity }
        : cat(run, words, { flavour, stdin }),
    head: ([, ...words], run, stdin) => cat(run, words, { flavour, stdin }),
    wc: ([, ...words], run, stdin) => {
      const { stdout } = cat(run, words, { flavour, stdin });
      return said(`${stdout.split('\n').length - 1}\n`);
    },
    seq: ([, last = '0']) =>
      said(Array.from({ length: Number(last) || 0 }, (_, n) => `${n + 1}\n`).join('')),
    ...(flavour === 'busybox' ? { httpd } : {}),
    ...clientCommands,
  };
}

/** Serves for ever when it is told to stay in the foreground. */
function httpd(words: readonly string[]): Said {
  const at = words.indexOf('-p');
  const port = Number((words[at + 1] ?? '').replace(/^.*:/, '')) || 80;
  return {
    ...said(''),
    acts: [{ type: 'listen', port: at < 0 ? 80 : port }],
    ...(words.some((word) => /^-\w*f/.test(word)) ? { tookMs: Infinity } : {}),
  };
}

function echo(words: readonly string[]): Said {
  const isBare = words[0] === '-n';
  const isEscaped = words[0] === '-e';
  const text = words.slice(isBare || isEscaped ? 1 : 0).join(' ');
  return said((isEscaped ? unescape(text) : text) + (isBare ? '' : '\n'));
}

function printf(format: string, words: readonly string[]): string {
  const rest = [...words];
  return unescape(format).replace(/%[sd]/g, () => rest.shift() ?? '');
}

function unescape(text: string): string {
  return text.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\\\/g, '\\');
}

function sleepMs(words: readonly string[]): number {
  return words.reduce((sum, word) => {
    const [, amount, unit = 's'] = /^(\d*\.?\d+)([smhd])?$/.exec(word) ?? [];
    if (amount === undefined) return word.startsWith('inf') ? Infinity : sum;
    return sum + Number(amount) * ({ s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 0);
  }, 0);
}

/** Seconds since 1970. */
function epoch({ now }: Run): number {
  return Math.floor((EPOCH_MS + now) / 1000);
}

function hostOf(run: Run): string {
  return new Map(run.variables()).get('HOSTNAME') ?? '';
}

function environment(run: Run): string {
  return run
    .variables()
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function printVariable(run: Run, wanted: string): Said {
  const value = new Map(run.variables()).get(wanted);
  return value === undefined ? { ...said(''), exit: 1 } : said(`${value}\n`);
}

function processes({ container }: Run, flavour: Flavour): string {
  const line =
    [...(container.command ?? []), ...(container.args ?? [])].join(' ') || container.name;
  return flavour === 'busybox'
    ? `PID   USER     TIME   COMMAND\n    1 root       0:00 ${line}\n   11 root       0:00 ps\n`
    : `  PID TTY          TIME CMD\n    1 ?        00:00:00 ${line}\n   11 ?        00:00:00 ps\n`;
}

const FOLDERS = 'bin dev etc home lib proc root run sbin sys tmp usr var'.split(' ');
const ETC = ['hostname', 'hosts', 'resolv.conf'];

function ls(run: Run, words: readonly string[], flavour: Flavour): Said {
  const path = words.find(isPath) ?? '/';
  const folder = path.replace(/\/+$/, '');
  const mounts = (run.container.volumeMounts ?? []).map(({ mountPath }) => mountPath);
  if (folder === '') return said(`${FOLDERS.join('\n')}\n`);
  if (folder === '/etc') return said(`${ETC.join('\n')}\n`);
  const files = run.listFiles(folder);
  if (files.length > 0) return said(`${files.join('\n')}\n`);
  if (run.readFile(folder) !== undefined) return said(`${folder}\n`);
  const isFolder = FOLDERS.includes(folder.slice(1)) || mounts.includes(folder);
  return isFolder ? said('') : missing('ls', path, flavour);
}

function cat(
  run: Run,
  words: readonly string[],
  { flavour, stdin }: { readonly flavour: Flavour; readonly stdin: string | undefined },
): Said {
  const paths = words.filter(isPath);
  if (paths.length === 0) return said(stdin ?? '');
  let result = said('');
  for (const path of paths) {
    const text = run.readFile(path);
    const next = text === undefined ? missing('cat', path, flavour) : said(text);
    result = {
      stdout: result.stdout + next.stdout,
      stderr: result.stderr + next.stderr,
      exit: Math.max(result.exit, next.exit),
    };
  }
  return result;
}

function missing(program: string, path: string, flavour: Flavour): Said {
  const what = 'No such file or directory';
  const stderr =
    flavour === 'gnu'
      ? program === 'cat'
        ? `cat: ${path}: ${what}\n`
        : `${program}: cannot ${program === 'rm' ? 'remove' : 'access'} '${path}': ${what}\n`
      : program === 'ls'
        ? `ls: ${path}: ${what}\n`
        : `${program}: can't ${program === 'rm' ? 'remove' : 'open'} '${path}': ${what}\n`;
  return { stdout: '', stderr, exit: program === 'ls' && flavour === 'gnu' ? 2 : 1 };
}

function rm(run: Run, words: readonly string[], flavour: Flavour): Said {
  const paths = words.filter(isPath);
  const isForced = words.some((word) => /^-\w*f/.test(word));
  const lost = paths.find((path) => run.readFile(path) === undefined);
  if (lost !== undefined && !isForced) return missing('rm', lost, flavour);
  const known = paths.filter((path) => run.readFile(path) !== undefined);
  return wrote(known.map((path) => [path, undefined]));
}

function grep(run: Run, words: readonly string[], stdin: string | undefined): Said {
  const isQuiet = words.some((word) => /^-\w*q/.test(word));
  const [pattern = '', path] = words.filter(isPath);
  const text = path === undefined ? (stdin ?? '') : (run.readFile(path) ?? '');
  const found = text.split('\n').filter((line) => line.includes(pattern) && line !== '');
  const stdout = isQuiet ? '' : found.map((line) => `${line}\n`).join('');
  return { stdout, stderr: '', exit: found.length > 0 ? 0 : 1 };
}

function isPath(word: string): boolean {
  return !word.startsWith('-');
}

function wrote(files: readonly (readonly [string, string | undefined])[]): Said {
  return { ...said(''), acts: files.map(([path, text]) => ({ type: 'write', path, text })) };
}

function said(stdout: string): Said {
  return { stdout, stderr: '', exit: 0 };
}
