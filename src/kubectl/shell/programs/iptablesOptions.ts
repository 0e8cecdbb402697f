// The command line of iptables 1.4.21, as far as it only looks.

import type { ListOptions } from '../../../cluster/network/list.ts';

export interface IptablesCall extends ListOptions {
  readonly command: 'list' | 'specify' | 'version';
  readonly table: string;
  readonly chain?: string;
  /** Only this rule of the chain, from 1. */
  readonly number?: number;
}

interface Problem {
  readonly problem: string;
  readonly exit: number;
}

const HELP = "Try `iptables -h' or 'iptables --help' for more information.\n";

/** Words of several letters, and the letters that they stand for. */
const LONG: Readonly<Record<string, string>> = {
  '--table': 't',
  '--list': 'L',
  '--list-rules': 'S',
  '--numeric': 'n',
  '--verbose': 'v',
  '--exact': 'x',
  '--line-numbers': '0',
  '--line-number': '0',
  '--version': 'V',
  '--append': 'A',
  '--insert': 'I',
  '--delete': 'D',
  '--flush': 'F',
  '--zero': 'Z',
  '--new-chain': 'N',
  '--delete-chain': 'X',
  '--policy': 'P',
};

const CHANGES = /^[AIDRFZNXPEC]$/;

export function parseIptables(words: readonly string[]): IptablesCall | Problem {
  const queue = words.flatMap(expand);
  if (typeof queue[0] === 'object') return queue[0];
  let command: IptablesCall['command'] | undefined;
  let table = 'filter';
  let chain: string | undefined;
  let number: number | undefined;
  const flags = new Set<string>();
  for (let at = 0; at < queue.length; at++) {
    const word = queue[at] ?? '';
    if (typeof word === 'object') return word;
    const letter = word.startsWith('-') ? word.slice(1) : '';
    if (letter === 't') {
      const value = queue[++at];
      if (typeof value !== 'string') return wrong('option "-t" requires an argument');
      table = value;
    } else if (letter === 'L' || letter === 'S') {
      if (command) return wrong('Cannot use -S with -L\n'.trim());
      command = letter === 'L' ? 'list' : 'specify';
      chain = optional(queue, at + 1);
      if (chain !== undefined) {
        at++;
        const given = optional(queue, at + 1);
        if (given !== undefined) {
          number = Number(given);
          if (!Number.isInteger(number) || number < 1) {
            return wrong(`Invalid rule number \`${given}'`);
          }
          at++;
        }
      }
    } else if (letter === 'V') command = 'version';
    else if (/^[nvx0]$/.test(letter)) flags.add(letter);
    else if (CHANGES.test(letter)) {
      const why = 'the rules are written by kube-proxy; this iptables only shows them';
      return { problem: `iptables: ${why} (-L, -S)\n`, exit: 1 };
    } else if (letter !== '') return wrong(`unknown option "${word}"`);
    else return { problem: `Bad argument \`${word}'\n${HELP}`, exit: 2 };
  }
  if (!command) return wrong('no command specified');
  return {
    command,
    table,
    ...(chain === undefined ? {} : { chain }),
    ...(number === undefined ? {} : { number }),
    isNumeric: flags.has('n'),
    isVerbose: flags.has('v'),
    isExact: flags.has('x'),
    hasLineNumbers: flags.has('0'),
  };
}

/** -nvL becomes -n -v -L, --list becomes -L. */
function expand(word: string): (string | Problem)[] {
  if (!word.startsWith('-') || word === '-') return [word];
  if (word.startsWith('--')) {
    const [name = '', value] = word.split('=');
    const letter = LONG[name];
    if (letter === undefined) return [wrong(`unknown option "${word}"`)];
    return value === undefined ? [`-${letter}`] : [`-${letter}`, value];
  }
  const letters: string[] = [];
  for (let at = 1; at < word.length; at++) {
    letters.push(`-${word[at]}`);
    if (word[at] === 't' && at + 1 < word.length) return [...letters, word.slice(at + 1)];
  }
  return letters;
}

function optional(queue: readonly (string | Problem)[], at: number): string | undefined {
  const word = queue[at];
  return typeof word === 'string' && !word.startsWith('-') ? word : undefined;
}

function wrong(what: string): Problem {
  return { problem: `iptables v1.4.21: ${what}\n${HELP}`, exit: 2 };
}
