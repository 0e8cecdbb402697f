// The same simulator without a page: what one would type in the terminal, run in order against one fresh cluster.
//   npm run -s orrery -- [--profile book] [--seed 1] [--nodes 2] [--json] [FILE | -]

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import process from 'node:process';
import type { RunResult } from '../protocol.ts';
import { readEntry, type Entry } from '../script.ts';
import { profiles, type ProfileName } from '../settings.ts';
import { ScriptRunner, type Answer } from '../scriptRunner.ts';
import { Simulation } from '../simulation.ts';

interface Arguments {
  readonly profile: ProfileName;
  readonly seed: number;
  readonly nodes: number;
  readonly json: boolean;
  readonly file: string;
}

const USAGE =
  'usage: npm run -s orrery -- [--profile book|v1.3] [--seed N] [--nodes N] [--json] [FILE | -]';

await main();

async function main(): Promise<void> {
  process.stdout.on('error', endQuietly);
  const args = parseArguments(process.argv.slice(2));
  if (typeof args === 'string') {
    process.stderr.write(`${args}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  if (args.file === '-') await serveLines(args);
  else runFile(args);
}

/** Whoever read the output has gone, as in `... | head`: there is nobody left to write for. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function runFile(args: Arguments): void {
  let text: string;
  try {
    text = readFileSync(args.file, 'utf8');
  } catch {
    process.stderr.write(`orrery: cannot read ${args.file}\n`);
    process.exitCode = 2;
    return;
  }
  const runner = new ScriptRunner(newSimulation(args, filesIn(dirname(args.file), args.file)));
  const lines = text.split('\n');
  while (lines.length > 0) {
    const entry = readEntry(lines, true);
    if (entry.type === 'incomplete') {
      process.stderr.write(`orrery: ${args.file}: here-document without its end\n`);
      process.exitCode = 2;
      return;
    }
    answer(args, runner, entry);
  }
}

/** Answers each line as soon as it is complete, so that a program can drive the cluster. */
async function serveLines(args: Arguments): Promise<void> {
  const runner = new ScriptRunner(newSimulation(args, filesIn('.', undefined)));
  let pending: string[] = [];
  for await (const line of createInterface({ input: process.stdin })) {
    pending.push(line);
    const lines = [...pending];
    const entry = readEntry(lines, false);
    if (entry.type === 'incomplete') continue;
    pending = lines;
    answer(args, runner, entry);
  }
  if (pending.length > 0) {
    process.stderr.write('orrery: here-document without its end\n');
    process.exitCode = 2;
  }
}

function answer(
  args: Arguments,
  runner: ScriptRunner,
  entry: Exclude<Entry, { type: 'incomplete' }>,
): void {
  if (entry.type === 'blank') return;
  for (const each of runner.run(entry)) write(args, each);
}

function write(args: Arguments, { line, job, result, shown }: Answer): void {
  if (args.json) {
    const { stdout, stderr, exit, at }: RunResult = result;
    const head = job === undefined ? { line } : { job, line };
    process.stdout.write(`${JSON.stringify({ ...head, stdout, stderr, exit, at })}\n`);
    return;
  }
  if (job === undefined) process.stdout.write(`$ ${line}\n`);
  process.stdout.write(shown);
}

function newSimulation(args: Arguments, files: Record<string, string>): Simulation {
  return new Simulation({ profile: args.profile, seed: args.seed, nodes: args.nodes, files });
}

/** The small text files of the script's folder: `-f FILE` finds them. */
function filesIn(folder: string, script: string | undefined): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    if (script !== undefined && name === basename(script)) continue;
    if (!/\.(ya?ml|json)$/.test(name)) continue;
    const path = join(folder, name);
    const stat = statSync(path);
    if (stat.isFile() && stat.size <= 8_000_000) files[name] = readFileSync(path, 'utf8');
  }
  return files;
}

function parseArguments(words: readonly string[]): Arguments | string {
  let profile: ProfileName = 'book';
  let seed = 1;
  let nodes = 2;
  let json = false;
  let file = '-';
  const rest = words.flatMap((word) => {
    const split = /^(--[a-z]+)=(.*)$/.exec(word);
    return split ? [split[1] ?? '', split[2] ?? ''] : [word];
  });
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (word === '--json') json = true;
    else if (word === '--profile') {
      const name = rest.shift() ?? '';
      if (!(name in profiles)) return `orrery: unknown profile "${name}"`;
      profile = name as ProfileName;
    } else if (word === '--seed' || word === '--nodes') {
      const number = Number(rest.shift() ?? '');
      if (!Number.isSafeInteger(number) || number < (word === '--nodes' ? 1 : 0)) {
        return `orrery: ${word} wants a whole number`;
      }
      if (word === '--seed') seed = number;
      else nodes = number;
    } else if (word.startsWith('-') && word !== '-') return `orrery: unknown flag ${word}`;
    else file = word;
  }
  return { profile, seed, nodes, json, file };
}
