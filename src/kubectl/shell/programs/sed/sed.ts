// GNU sed 4.2: reads a script, runs it over lines.

import { printError, type Program } from '../../../process.ts';
import { readText, writeText } from '../../fileSystem.ts';
import { LineSource } from '../../lines.ts';
import { parseOptions } from '../../options.ts';
import { PatternFault } from '../../patterns/tree.ts';
import type { ProgramCall, ShellProgram } from '../../program.ts';
import { SedFault, type SedCommand } from './commands.ts';
import { Editor } from './editor.ts';
import { parseScript } from './script.ts';

const USAGE = 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n';

const BAD_INPUT = 2;

function* sed(call: ProgramCall): Program {
  // -i takes a suffix only when it is written to it.
  const inPlace = call.words.find((word) => /^-[a-zA-Z]*i/.test(word) && !word.startsWith('--'));
  const suffix = /^-[nErsuz]*i(.*)$/.exec(inPlace ?? '')?.[1] ?? '';
  const words = call.words.map((word) =>
    word === inPlace && suffix ? word.slice(0, -suffix.length) : word,
  );
  const options = parseOptions(words, {
    short: 'nEre:f:isuz',
    long: {
      quiet: 'n',
      silent: 'n',
      'regexp-extended': 'E',
      expression: 'e',
      file: 'f',
      'in-place': 'i',
      separate: 's',
      unbuffered: 'u',
    },
  });
  if (typeof options === 'string') {
    yield* printError(`sed: ${options}\n${USAGE}`);
    return 1;
  }
  const files = [...options.operands];
  const sources = [...options.values('e')];
  for (const path of options.values('f')) {
    const found = yield* readText(call.state, path);
    if ('problem' in found) {
      yield* printError(`sed: couldn't open file ${path}: ${found.problem}\n`);
      return 1;
    }
    sources.push(found.text.replace(/\n$/, ''));
  }
  if (sources.length === 0) sources.push(...files.splice(0, 1));
  if (sources.length === 0) {
    yield* printError(USAGE);
    return 1;
  }
  try {
    const isExtended = options.has('E') || options.has('r');
    // One script, so that a block may go on in the next -e.
    const script = parseScript(sources.join('\n'), isExtended, sources.length);
    const isQuiet = options.has('n') || /^#n(\n|$)/.test(sources[0] ?? '');
    if (!options.has('i')) {
      const groups = options.has('s') ? files.map((file) => [file]) : [files];
      let exit = 0;
      for (const group of groups) {
        const editor = new Editor(call, script, isQuiet);
        exit = (yield* editor.run(new LineSource(call, group, cannotRead))) || exit;
      }
      return exit;
    }
    return yield* editInPlace(call, { script, isQuiet, files, suffix });
  } catch (fault) {
    if (!(fault instanceof SedFault) && !(fault instanceof PatternFault)) throw fault;
    yield* printError(`sed: ${fault.message}\n`);
    return 1;
  }
}

function cannotRead(file: string, problem: string): string {
  return problem === 'Is a directory'
    ? `sed: couldn't edit ${file}: not a regular file\n`
    : `sed: can't read ${file}: ${problem}\n`;
}

function* editInPlace(
  call: ProgramCall,
  what: {
    script: readonly SedCommand[];
    isQuiet: boolean;
    files: readonly string[];
    suffix: string;
  },
): Program {
  if (what.files.length === 0) {
    yield* printError('sed: no input files\n');
    return 1;
  }
  let exit = 0;
  for (const file of what.files) {
    const found = yield* readText(call.state, file);
    if ('problem' in found) {
      yield* printError(cannotRead(file, found.problem));
      exit = found.problem === 'Is a directory' ? 4 : BAD_INPUT;
      continue;
    }
    const editor = new Editor(call, what.script, what.isQuiet);
    const { stdout, exit: code } = yield* call.capture(editor.run(new LineSource(call, [file])));
    if (what.suffix !== '') {
      const copy = what.suffix.includes('*') ? what.suffix.replace('*', file) : file + what.suffix;
      yield* writeText(call.state, { path: copy, text: found.text });
    }
    yield* writeText(call.state, { path: file, text: stdout });
    if (code !== 0) return code;
  }
  return exit;
}

export const sedPrograms: Readonly<Record<string, ShellProgram>> = { sed };
