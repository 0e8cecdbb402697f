// Programs that run others: xargs, bash, sh, env, sudo, watch, command, exec, nohup.

import { formatCtime } from '../../../cluster/api/calendar.ts';
import { now, passOn, print, printError, sleep, type Part, type Program } from '../../process.ts';
import { readText } from '../fileSystem.ts';
import { TextInput } from '../input.ts';
import { ExitJump } from '../jumps.ts';
import { optionsOf } from '../lines.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';

const NOT_FOUND = 127;

function* bash(call: ProgramCall): Program {
  const { name, words, stdin, runText, state } = call;
  const rest = [...words];
  let hasText = false;
  let readsInput = false;
  while (/^-[a-z]+$/.test(rest[0] ?? '') || rest[0]?.startsWith('--')) {
    const flag = rest.shift() ?? '';
    hasText ||= /^-[a-z]*c/.test(flag);
    readsInput ||= flag === '-s';
  }
  const [first, ...others] = rest;
  if (hasText) {
    if (first === undefined) {
      yield* printError(`${name}: -c: option requires an argument\n`);
      return 2;
    }
    return yield* runText(first, { positional: others.slice(1), name: others[0] ?? name });
  }
  if (first === undefined || readsInput) {
    if (!stdin.isTerminal) {
      return yield* runText(yield* stdin.readAll(), { name, positional: rest });
    }
    yield* printError(
      `${name}: this terminal is a bash already; give it a script or -c 'COMMAND'\n`,
    );
    return 1;
  }
  const found = yield* readText(state, first);
  if ('problem' in found) {
    yield* printError(`${name}: ${first}: ${found.problem}\n`);
    return NOT_FOUND;
  }
  return yield* runText(found.text, { positional: others, name: first });
}

function* xargs(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: '0n:I:i::L:d:rtpP:s:E:',
    long: {
      null: '0',
      'max-args': 'n',
      replace: 'I',
      delimiter: 'd',
      'no-run-if-empty': 'r',
      verbose: 't',
      'max-procs': 'P',
    },
    stopsAtOperand: true,
  });
  if (typeof options === 'number') return options;
  const { stdin, run } = call;
  const command = options.operands.length === 0 ? ['echo'] : options.operands;
  const placeholder = options.value('I');
  const separator = options.has('0') ? '\0' : options.value('d')?.replace('\\n', '\n');
  const byLine = placeholder !== undefined || options.has('L');
  const text = yield* stdin.readAll();
  const items = itemsOf(text, byLine ? '\n' : separator);
  if (items === undefined) {
    yield* printError(
      'xargs: unmatched single quote; by default quotes are special to xargs unless you use the -0 option\n',
    );
    return 1;
  }
  const size =
    placeholder !== undefined ? 1 : Number(options.value('n') ?? options.value('L') ?? 5000);
  if (!(size >= 1)) {
    yield* printError(`xargs: value ${options.value('n') ?? ''} for -n option should be >= 1\n`);
    return 1;
  }
  if (items.length === 0 && (options.has('r') || placeholder !== undefined)) return 0;
  let exit = 0;
  for (let at = 0; at === 0 || at < items.length; at += size) {
    const some = items.slice(at, at + size);
    const words =
      placeholder === undefined
        ? [...command, ...some]
        : command.map((word) => word.split(placeholder).join(some[0] ?? ''));
    if (options.has('t')) yield* printError(`${words.join(' ')}\n`);
    const code = yield* runOrMissing(call, words, run(words, new TextInput('')));
    if (code === NOT_FOUND) return NOT_FOUND;
    if (code === 255) {
      yield* printError(`xargs: ${words[0] ?? ''}: exited with status 255; aborting\n`);
      return 124;
    }
    if (code !== 0) exit = 123;
  }
  return exit;
}

/** A program that is not there is reported by the one that wanted to run it, not by bash. */
function* runOrMissing(call: ProgramCall, words: readonly string[], program: Program): Program {
  const { stdout, stderr, exit } = yield* passing(program);
  if (exit === NOT_FOUND && stdout === '' && stderr.includes('command not found')) {
    yield* printError(`${call.name}: ${words[0] ?? ''}: No such file or directory\n`);
  } else yield* printError(stderr);
  return exit;
}

/** Runs a program, lets its output pass and keeps its errors. */
function* passing(program: Program): Part<{ stdout: string; stderr: string; exit: number }> {
  let stdout = '';
  let stderr = '';
  let next = program.next();
  while (!next.done) {
    const effect = next.value;
    if (effect.type === 'print' && effect.stream === 'stderr') {
      stderr += effect.text;
      next = program.next();
      continue;
    }
    if (effect.type === 'print') stdout = effect.text;
    if (stderr !== '') {
      // It has begun to work: its errors come in their turn from here on.
      yield* printError(stderr);
      stderr = '';
    }
    next = yield* passOn(program, effect);
  }
  return { stdout, stderr, exit: next.value };
}

/** The arguments in a text: by blanks with quotes, or by a separator. */
function itemsOf(text: string, separator: string | undefined): string[] | undefined {
  if (separator !== undefined) {
    const items = text.split(separator);
    if (items.at(-1) === '') items.pop();
    return separator === '\n' ? items.map((item) => item.trim()).filter(Boolean) : items;
  }
  const items: string[] = [];
  const piece = /\s+|((?:'[^'\n]*'|"[^"\n]*"|\\[^]|[^\s'"\\])+)|(.)/gy;
  for (const [, item, wrong] of text.matchAll(piece)) {
    if (wrong !== undefined) return undefined;
    if (item !== undefined) {
      items.push(
        item.replace(/'([^']*)'|"([^"]*)"|\\([^])/g, (_, one, two, three) => one ?? two ?? three),
      );
    }
  }
  return items;
}

function* env(call: ProgramCall): Program {
  const { words, state, run } = call;
  const rest = words.filter((word, at) => !(at === 0 && (word === '-i' || word === '-')));
  const assignments: [string, string][] = [];
  while (/^[A-Za-z_]\w*=/.test(rest[0] ?? '')) {
    const word = rest.shift() ?? '';
    assignments.push([word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  }
  if (rest.length === 0) {
    const own = new Map([...state.exported, ...assignments]);
    yield* print([...own].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  const before = assignments.map(([name]) => [name, state.variables.get(name)] as const);
  for (const [name, value] of assignments) state.variables.set(name, { value, isExported: true });
  const exit = yield* runOrMissing(call, rest, run(rest));
  for (const [name, variable] of before) {
    if (variable) state.variables.set(name, variable);
    else state.variables.delete(name);
  }
  return exit;
}

function* printenv({ words, state }: ProgramCall): Program {
  const known = new Map(state.exported);
  if (words.length === 0) {
    yield* print([...known].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  for (const word of words) {
    const value = known.get(word);
    if (value === undefined) return 1;
    yield* print(`${value}\n`);
  }
  return 0;
}

/** sudo, nohup, command, builtin, stdbuf: the terminal is root's already. */
function* runRest(call: ProgramCall): Program {
  const { name, words, run } = call;
  const rest = [...words];
  while (rest[0]?.startsWith('-')) {
    const flag = rest.shift() ?? '';
    if (/^-[ugo]$/.test(flag)) rest.shift();
    if (name === 'command' && /^-[vV]$/.test(flag)) {
      return yield* run([
        flag === '-v' ? 'type' : 'type',
        ...(flag === '-v' ? ['-p'] : []),
        ...rest,
      ]);
    }
  }
  if (rest.length === 0) {
    if (name === 'sudo') {
      yield* printError('usage: sudo -h | -K | -k | -V\nusage: sudo [-u user] [command]\n');
      return 1;
    }
    return 0;
  }
  if (name === 'nohup' && call.showsTerminal) {
    yield* printError('nohup: ignoring input and appending output to ‘nohup.out’\n');
  }
  if (name === 'sudo') return yield* runOrMissing(call, rest, run(rest));
  return yield* run(rest);
}

function* exec({ words, run }: ProgramCall): Program {
  if (words.length === 0) return 0;
  const exit = yield* run(words);
  throw new ExitJump('exit', exit);
}

/** Between two looks, and how often it looks at most. */
const WATCH_MS = 2000;
const MAX_LOOKS = 1800;

/**
 * watch. A real one redraws the screen; this terminal scrolls back, so each frame is printed under its header, and only
 * when the output has changed since the frame before.
 */
function* watch(call: ProgramCall): Program {
  const options = yield* optionsOf(call, {
    short: 'n:dtegbchx',
    long: { interval: 'n', differences: 'd', 'no-title': 't', errexit: 'e', chgexit: 'g' },
    stopsAtOperand: true,
  });
  if (typeof options === 'number') return options;
  const text = options.operands.join(' ');
  if (text === '') {
    yield* printError('\nUsage:\n watch [options] command\n\nFor more details see watch(1).\n');
    return 1;
  }
  const seconds = Number(options.value('n') ?? WATCH_MS / 1000);
  if (Number.isNaN(seconds)) {
    yield* printError(`watch: failed to parse argument: '${options.value('n')}'\n`);
    return 1;
  }
  const intervalMs = Math.max(100, Math.round(seconds * 1000));
  const hostname = '';
  let shown: string | undefined;
  for (let look = 0; look < MAX_LOOKS; look++) {
    const { stdout, stderr, exit } = yield* call.capture(call.runText(text, { name: 'sh' }));
    const output = stdout + stderr;
    if (output !== shown) {
      if (shown !== undefined && options.has('g')) return 0;
      const title = options.has('t')
        ? ''
        : `${titleOf((intervalMs / 1000).toFixed(1), text, formatCtime(yield* now()))}${hostname}\n\n`;
      yield* print(`${shown === undefined ? '' : '\n'}${title}${output}`);
      shown = output;
    }
    if (exit !== 0 && options.has('e')) return exit;
    yield* sleep(intervalMs);
  }
  return 0;
}

/** The terminal's width. */
const COLUMNS = 100;

function titleOf(seconds: string, command: string, date: string): string {
  const left = `Every ${seconds}s: ${command}`;
  const room = COLUMNS - date.length - 2;
  const cut = left.length > room ? `${left.slice(0, room - 3)}...` : left;
  return cut.padEnd(COLUMNS - date.length) + date;
}

export const controlPrograms: Readonly<Record<string, ShellProgram>> = {
  bash,
  sh: bash,
  xargs,
  env,
  printenv,
  sudo: runRest,
  nohup: runRest,
  command: runRest,
  builtin: runRest,
  exec,
  watch,
};
