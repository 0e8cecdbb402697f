// cat, echo, ls and rm on the editor's files.

import { print, printError, readFile, type Program } from '../process.ts';
import type { ProgramCall } from './program.ts';

export function* cat({ words, stdin }: ProgramCall): Program {
  if (words.length === 0) {
    yield* print(stdin);
    return 0;
  }
  let exit = 0;
  for (const word of words) {
    const text = word === '-' ? stdin : yield* readFile(word.replace(/^\.\//, ''));
    if (text === undefined) {
      yield* printError(`cat: ${word}: No such file or directory\n`);
      exit = 1;
    } else yield* print(text);
  }
  return exit;
}

export function* echo({ words }: ProgramCall): Program {
  const isBare = words[0] === '-n';
  yield* print(words.slice(isBare ? 1 : 0).join(' ') + (isBare ? '' : '\n'));
  return 0;
}

export function* ls({ words }: ProgramCall): Program {
  const files = (yield { type: 'listFiles' }) as readonly string[];
  const names = words.filter((word) => !word.startsWith('-') && word !== '.');
  for (const name of names.filter((each) => !files.includes(each))) {
    yield* printError(`ls: cannot access ${name}: No such file or directory\n`);
  }
  const shown = names.length === 0 ? files : names.filter((name) => files.includes(name));
  yield* print(shown.map((name) => `${name}\n`).join(''));
  return shown.length === 0 && names.length > 0 ? 2 : 0;
}

export function* rm({ words }: ProgramCall): Program {
  let exit = 0;
  const isForced = words.some((word) => /^-\w*f/.test(word));
  for (const word of words.filter((each) => !each.startsWith('-'))) {
    if ((yield* readFile(word)) !== undefined) {
      yield { type: 'writeFile', path: word, text: undefined };
    } else if (!isForced) {
      yield* printError(`rm: cannot remove ‘${word}’: No such file or directory\n`);
      exit = 1;
    }
  }
  return exit;
}
