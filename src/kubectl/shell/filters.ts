// Programs for the end of a pipe: grep, head, tail, wc, sort, uniq.

import { print, printError, readFile, type Part, type Program } from '../process.ts';
import type { ProgramCall } from './program.ts';

export function* grep({ words, stdin }: ProgramCall): Program {
  const flags = words.filter((word) => /^-[a-zA-Z]+$/.test(word) && word !== '-e').join('');
  const [pattern, ...files] = words.filter((word) => !/^-[a-zA-Z]+$/.test(word));
  if (pattern === undefined) {
    yield* printError('Usage: grep [OPTION]... PATTERN [FILE]...\n');
    return 2;
  }
  const expression = toExpression(pattern, flags);
  if (!expression) {
    yield* printError('grep: Invalid regular expression\n');
    return 2;
  }
  const text = files.length === 0 ? stdin : yield* readAll('grep', files);
  const isInverted = flags.includes('v');
  const found = linesOf(text)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => expression.test(line) !== isInverted);
  if (flags.includes('q')) return found.length > 0 ? 0 : 1;
  if (flags.includes('c')) yield* print(`${found.length}\n`);
  else if (flags.includes('o')) {
    const all = new RegExp(expression.source, `${expression.flags}g`);
    yield* print(
      found
        .flatMap(({ line }) => line.match(all) ?? [])
        .map(withNewline)
        .join(''),
    );
  } else {
    const shown = found.map(({ line, number }) =>
      flags.includes('n') ? `${number}:${line}` : line,
    );
    yield* print(shown.map(withNewline).join(''));
  }
  return found.length > 0 ? 0 : 1;
}

/** A basic (or with -E extended) regular expression as one of JavaScript's; undefined if it is none. */
function toExpression(pattern: string, flags: string): RegExp | undefined {
  let source = pattern;
  if (flags.includes('F')) source = pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  else if (!flags.includes('E')) {
    source = pattern.replace(/\\?[+?(){}|]/g, (found) =>
      found.startsWith('\\') ? found.slice(1) : `\\${found}`,
    );
  }
  if (flags.includes('w')) source = `\\b(?:${source})\\b`;
  try {
    return new RegExp(source, flags.includes('i') ? 'iu' : 'u');
  } catch {
    return undefined;
  }
}

export function* head(call: ProgramCall): Program {
  const { count, text } = yield* countAndText('head', call);
  yield* print(linesOf(text).slice(0, count).map(withNewline).join(''));
  return 0;
}

export function* tail(call: ProgramCall): Program {
  const { count, text } = yield* countAndText('tail', call);
  yield* print(count === 0 ? '' : linesOf(text).slice(-count).map(withNewline).join(''));
  return 0;
}

export function* wc({ words, stdin }: ProgramCall): Program {
  const files = words.filter((word) => !word.startsWith('-'));
  const text = files.length === 0 ? stdin : yield* readAll('wc', files);
  const lines = text.split('\n').length - 1;
  const wordCount = text.split(/\s+/).filter((word) => word !== '').length;
  const flags = words.filter((word) => word.startsWith('-')).join('');
  const numbers = [
    ...(flags === '' || flags.includes('l') ? [lines] : []),
    ...(flags === '' || flags.includes('w') ? [wordCount] : []),
    ...(flags === '' || flags.includes('c') ? [text.length] : []),
  ];
  const shown =
    numbers.length === 1 ? String(numbers[0]) : numbers.map((n) => String(n).padStart(7)).join(' ');
  yield* print(`${[shown, ...files].join(' ')}\n`);
  return 0;
}

export function* sort({ words, stdin }: ProgramCall): Program {
  const files = words.filter((word) => !word.startsWith('-'));
  const flags = words.filter((word) => word.startsWith('-')).join('');
  const text = files.length === 0 ? stdin : yield* readAll('sort', files);
  const isNumeric = flags.includes('n');
  const lines = linesOf(text).sort((a, b) => {
    const numbers = isNumeric ? (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0) : 0;
    return numbers || (a < b ? -1 : a > b ? 1 : 0);
  });
  if (flags.includes('r')) lines.reverse();
  const kept = flags.includes('u') ? lines.filter((line, at) => line !== lines[at - 1]) : lines;
  yield* print(kept.map(withNewline).join(''));
  return 0;
}

export function* uniq({ words, stdin }: ProgramCall): Program {
  const counts: { line: string; count: number }[] = [];
  for (const line of linesOf(stdin)) {
    const last = counts.at(-1);
    if (last?.line === line) last.count++;
    else counts.push({ line, count: 1 });
  }
  const isCounted = words.includes('-c');
  yield* print(
    counts
      .map(({ line, count }) =>
        withNewline(isCounted ? `${String(count).padStart(7)} ${line}` : line),
      )
      .join(''),
  );
  return 0;
}

function* countAndText(
  name: string,
  { words, stdin }: ProgramCall,
): Part<{ readonly count: number; readonly text: string }> {
  let count = 10;
  const files: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const number = /^-n?(\d+)$/.exec(word)?.[1];
    if (number !== undefined) count = Number(number);
    else if (word === '-n') count = Number(words[++at] ?? '10');
    else files.push(word);
  }
  return { count, text: files.length === 0 ? stdin : yield* readAll(name, files) };
}

function* readAll(name: string, files: readonly string[]): Part<string> {
  let text = '';
  for (const file of files) {
    const found = yield* readFile(file);
    if (found === undefined) yield* printError(`${name}: ${file}: No such file or directory\n`);
    else text += found;
  }
  return text;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function withNewline(line: string): string {
  return `${line}\n`;
}
