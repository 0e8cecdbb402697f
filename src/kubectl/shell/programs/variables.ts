// bash's builtins on variables: export, declare, local, unset, set, shift, read, let.

import { print, printError, type Program, type Variable } from '../../process.ts';
import { ArithmeticFault, evaluateArithmetic } from '../arithmetic.ts';
import { splitText } from '../expansion.ts';
import { complain, type ProgramCall, type ShellProgram } from '../program.ts';
import { quoteForShell } from '../quoting.ts';
import type { ShellState } from '../state.ts';

const NAME = /^[A-Za-z_]\w*$/;

/** export, declare, local, readonly: sets variables and what they are. */
function* declare(call: ProgramCall): Program {
  const { words, state, name } = call;
  const flags = words.filter((word) => /^[-+]\w/.test(word)).join('');
  const targets = words.filter((word) => !/^[-+]\w/.test(word));
  const exports = name === 'export' || flags.includes('x');
  if (name === 'local' && !state.isInFunction) {
    yield* complain(call, 'can only be used in a function');
    return 1;
  }
  if (targets.length === 0) {
    yield* print(listVariables(state, exports));
    return 0;
  }
  let exit = 0;
  for (const target of targets) {
    const equals = target.indexOf('=');
    const [, variable = '', plus = ''] = /^([^=+]*)(\+?)/.exec(target) ?? [];
    if (!NAME.test(variable)) {
      yield* complain(call, `\`${target}': not a valid identifier`);
      exit = 1;
      continue;
    }
    if (name === 'local' || (name === 'declare' && state.isInFunction)) state.hide(variable);
    setDeclared(state, variable, {
      value: equals < 0 ? undefined : target.slice(equals + 1),
      isAppended: plus === '+',
      exported: exports ? !flags.includes('n') : undefined,
    });
  }
  return exit;
}

function setDeclared(
  state: ShellState,
  name: string,
  {
    value,
    isAppended,
    exported,
  }: { value: string | undefined; isAppended: boolean; exported: boolean | undefined },
): void {
  const before = state.variables.get(name);
  if (value === undefined && !before) return;
  const text =
    value === undefined
      ? (before?.value ?? '')
      : isAppended
        ? (before?.value ?? '') + value
        : value;
  const variable: Variable = {
    ...(value === undefined && before?.elements ? { elements: before.elements } : {}),
    value: text,
    isExported: exported ?? before?.isExported ?? false,
  };
  state.put(name, variable);
}

function listVariables(state: ShellState, onlyExported: boolean): string {
  return [...state.variables]
    .filter(([, { isExported }]) => isExported || !onlyExported)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { value, isExported }]) => {
      const shown = value.replace(/["\\$`]/g, '\\$&');
      return `declare -${isExported ? 'x' : '-'} ${name}="${shown}"\n`;
    })
    .join('');
}

function* unset({ words, state }: ProgramCall): Program {
  for (const word of words.filter((each) => !each.startsWith('-'))) {
    if (words[0] !== '-f' && state.variables.has(word)) state.put(word, undefined);
    else if (words[0] !== '-v') state.define(word, undefined);
  }
  return 0;
}

function* set({ words, state }: ProgramCall): Program {
  if (words.length === 0) {
    const lines = [...state.variables]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { value }]) => `${name}=${quoteForShell(value)}\n`);
    yield* print(lines.join(''));
    return 0;
  }
  const dashes = words.indexOf('--');
  // Options such as -e and -x are taken and change nothing.
  if (dashes >= 0) state.setPositional(words.slice(dashes + 1));
  else if (!/^[-+]/.test(words[0] ?? '')) state.setPositional(words);
  return 0;
}

function* shift({ words, state }: ProgramCall): Program {
  const count = Number(words[0] ?? 1);
  if (!(count >= 0) || count > state.positional.length) return 1;
  state.setPositional(state.positional.slice(count));
  return 0;
}

function* read(call: ProgramCall): Program {
  const { words, state, stdin } = call;
  const names: string[] = [];
  let isRaw = false;
  let arrayName: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^-[prsantdNu]+$/.test(word)) {
      isRaw ||= word.includes('r');
      const option = word.at(-1) ?? '';
      if (option === 'a') arrayName = words[++at];
      else if ('pntdNu'.includes(option)) {
        const value = words[++at] ?? '';
        if (option === 'p') yield* printError(value);
      }
    } else names.push(word);
  }
  for (const name of names) {
    if (NAME.test(name)) continue;
    yield* complain(call, `\`${name}': not a valid identifier`);
    return 1;
  }
  let line = yield* stdin.readLine();
  const hasEnded = line === undefined || !line.endsWith('\n');
  line = (line ?? '').replace(/\n$/, '');
  while (!isRaw && line.endsWith('\\') && !hasEnded) {
    line = line.slice(0, -1) + ((yield* stdin.readLine()) ?? '').replace(/\n$/, '');
  }
  const text = isRaw ? line : line.replace(/\\(.)/g, '$1');
  const separators = state.get('IFS') ?? ' \t\n';
  if (arrayName !== undefined) {
    const elements = splitText(text, separators).texts;
    state.put(arrayName, { value: elements[0] ?? '', elements, isExported: false });
  } else setFields(state, names, { text, separators });
  return hasEnded ? 1 : 0;
}

/** The last name takes what is left of the line. */
function setFields(
  state: ShellState,
  names: readonly string[],
  { text, separators }: { text: string; separators: string },
): void {
  if (names.length === 0) {
    state.set('REPLY', text);
    return;
  }
  const blanks = [...separators].filter((each) => /\s/.test(each));
  const trimStart = (each: string) => {
    let at = 0;
    while (at < each.length && blanks.includes(each[at] ?? '')) at++;
    return each.slice(at);
  };
  let rest = trimStart(text);
  for (const name of names.slice(0, -1)) {
    let end = 0;
    while (end < rest.length && !separators.includes(rest[end] ?? '')) end++;
    state.set(name, rest.slice(0, end));
    const behind = trimStart(rest.slice(end));
    const isSeparated = end < rest.length && !blanks.includes(rest[end] ?? '');
    rest = trimStart(isSeparated ? rest.slice(end + 1) : behind);
  }
  let end = rest.length;
  while (end > 0 && blanks.includes(rest[end - 1] ?? '')) end--;
  state.set(names.at(-1) ?? '', rest.slice(0, end));
}

function* mapfile({ words, state, stdin }: ProgramCall): Program {
  const name = words.find((word) => !word.startsWith('-')) ?? 'MAPFILE';
  const elements: string[] = [];
  for (let line = yield* stdin.readLine(); line !== undefined; line = yield* stdin.readLine()) {
    elements.push(words.includes('-t') ? line.replace(/\n$/, '') : line);
    state.budget.piece();
  }
  state.put(name, { value: elements[0] ?? '', elements, isExported: false });
  return 0;
}

function* letWords(call: ProgramCall): Program {
  let value = 0n;
  for (const word of call.words) {
    try {
      value = evaluateArithmetic(word, call.state);
    } catch (fault) {
      if (!(fault instanceof ArithmeticFault)) throw fault;
      yield* complain(call, fault.message);
      return 1;
    }
  }
  return value === 0n ? 1 : 0;
}

export const variableBuiltins: Readonly<Record<string, ShellProgram>> = {
  export: declare,
  declare,
  typeset: declare,
  local: declare,
  readonly: declare,
  unset,
  set,
  shift,
  read,
  let: letWords,
  mapfile,
  readarray: mapfile,
};
