// What `npm start`, `npm test`, `npm run bench` and `npm run orrery` begin with on a fresh clone. Imports nothing that has
// to be installed before it has been installed.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = join(root, 'node_modules', '.bin');
const cache = join(root, 'node_modules', '.cache', 'kube-orrery');
const [task = '', ...words] = process.argv.slice(2);

/** Commands that pass or fail as a whole. */
const checks = {
  'types below the page': ['tsc', '-p', 'src'],
  'types of the hosts': ['tsc', '-p', 'src/simulator/host'],
  'types of the page': ['tsc', '-p', '.'],
  'types of tests and tools': ['tsc', '-p', 'tsconfig.tools.json'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  'import direction': ['depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
  'dead code': ['knip'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  build: ['vite', 'build', '--logLevel', 'warn'],
};

/** @type {Record<string, () => Promise<void>>} */
const tasks = { start, test, orrery: () => host('commandLine'), bench: () => host('bench') };
const run = tasks[task];
if (!run) throw new Error(`unknown task "${task}"`);
if (!isNodeRecent()) giveUp(`Node 20.19 or later is needed; this is ${process.version}.`);
installMissing();
await run();

/**
 * Ends with a sentence; the gate's last line counts even then.
 * @param {string} sentence
 * @returns {never}
 */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  if (task === 'test') process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

function isNodeRecent() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

function installMissing() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && changedAt(installed) >= changedAt(join(root, 'package-lock.json'))) {
    return;
  }
  process.stderr.write('Installing what is missing ...\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (status !== 0) giveUp('npm ci failed: is the package registry reachable?');
}

/** Builds when a source is newer than the build, and serves it until Ctrl-C. */
async function start() {
  const { build, preview } = await import('vite');
  if (isStale(join(root, 'dist', 'index.html'))) await build({ root, logLevel: 'warn' });
  const port = readPort();
  const server = await preview({
    root,
    logLevel: 'warn',
    preview: port === undefined ? {} : { port, strictPort: true },
  }).catch((error) => giveUp(`Cannot serve: ${error.message}.`));
  const address = server.resolvedUrls?.local[0];
  process.stdout.write(`\n  Kube Orrery is at ${address}\n  Ctrl-C stops it.\n\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}

/** PORT, if it is set: then that port or none. */
function readPort() {
  const text = process.env['PORT'];
  if (!text) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > 65535) {
    giveUp(`PORT is ${text}, and wants a number from 0 to 65535.`);
  }
  return Number(text);
}

/**
 * Runs a program of src/simulator/host in this process, bundled once per change of the sources.
 * @param {string} name
 */
async function host(name) {
  const bundle = join(cache, name, `${name}.js`);
  if (isStale(bundle)) {
    const { build } = await import('vite');
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        ssr: join(root, 'src', 'simulator', 'host', `${name}.ts`),
        outDir: join(cache, name),
        target: 'node20',
      },
    });
  }
  process.chdir(process.env['INIT_CWD'] ?? root);
  process.argv = [process.argv[0] ?? 'node', bundle, ...words];
  await import(pathToFileURL(bundle).href);
}

/** The whole gate. Every check runs, whatever the ones before said; the last line counts. */
async function test() {
  mkdirSync(cache, { recursive: true });
  const chromium = await findChromium();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, command] of Object.entries(checks)) {
    const isGood = execute(name, command);
    counts[isGood ? 'passed' : 'failed']++;
  }
  addUnitTests(counts);
  if (chromium) addBrowserTests(counts);
  else counts.failed++;
  process.stdout.write(`\n${counts.skipped} skipped\n`);
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/**
 * @param {string} name
 * @param {string[]} command
 */
function execute(name, command) {
  process.stdout.write(`\n--- ${name}\n`);
  const [program = '', ...rest] = command;
  const { status } = spawnSync(program, rest, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH']}` },
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.stdout.write(`--- ${name}: FAILED\n`);
  return status === 0;
}

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {Counts} counts */
function addUnitTests(counts) {
  const file = join(cache, 'unit.json');
  const isGood = execute('unit, golden and simulation tests', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  if (!report) counts.failed++;
  else {
    counts.passed += report.numPassedTests;
    counts.failed += Math.max(report.numFailedTests, isGood ? 0 : 1);
    counts.skipped += report.numPendingTests;
  }
}

/** @param {Counts} counts */
function addBrowserTests(counts) {
  const file = join(cache, 'e2e.json');
  process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = file;
  const isGood = execute('tests in the browser', ['playwright', 'test', '--reporter=list,json']);
  const stats = readReport(file)?.stats;
  if (!stats) counts.failed++;
  else {
    counts.passed += stats.expected;
    counts.failed += Math.max(stats.unexpected + stats.flaky, isGood ? 0 : 1);
    counts.skipped += stats.skipped;
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Finds a browser or gets one; false, with what to do, when neither works. */
async function findChromium() {
  const { chromium } = await import('@playwright/test');
  const { chooseChromium } = await import('./chromium.mjs');
  const choose = () => {
    try {
      const path = chooseChromium(chromium.executablePath()) ?? chromium.executablePath();
      process.stdout.write(`Browser: ${path}\n`);
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const complaint = choose();
  if (complaint === '') return true;
  if (!complaint.startsWith('No Chromium')) {
    process.stderr.write(`${complaint}\n`);
    return false;
  }
  process.stdout.write('No Chromium here: downloading one ...\n');
  execute('download of Chromium', ['playwright', 'install', 'chromium']);
  const still = choose();
  if (still !== '') process.stderr.write(`${still}\n`);
  return still === '';
}

/** @param {string} built */
function isStale(built) {
  if (!existsSync(built)) return true;
  const sources = ['src', 'public', 'index.html', 'package-lock.json', 'vite.config.ts'];
  return sources.some((name) => newestIn(join(root, name)) > changedAt(built));
}

/**
 * @param {string} path
 * @returns {number}
 */
function newestIn(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path).mtimeMs;
}
