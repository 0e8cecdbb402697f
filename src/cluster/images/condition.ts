// The conditions of test and [: files, texts and numbers.

import type { Run } from '../network/program.ts';

export function isTrue(words: readonly string[], run: Run): boolean {
  const [first = '', second = ''] = words;
  if (first === '!') return !isTrue(words.slice(1), run);
  if (words.length === 3) return compare(first, second, words[2] ?? '');
  if (words.length === 2) return examine(first, second, run);
  return words.length === 1 && first !== '';
}

function examine(operator: string, operand: string, run: Run): boolean {
  switch (operator) {
    case '-e':
    case '-f':
      return run.readFile(operand) !== undefined;
    case '-s':
      return (run.readFile(operand) ?? '') !== '';
    case '-d':
      return run.listFiles(operand).length > 0;
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    default:
      return false;
  }
}

function compare(left: string, operator: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '-eq':
      return Number(left) === Number(right);
    case '-ne':
      return Number(left) !== Number(right);
    case '-gt':
      return Number(left) > Number(right);
    case '-ge':
      return Number(left) >= Number(right);
    case '-lt':
      return Number(left) < Number(right);
    case '-le':
      return Number(left) <= Number(right);
    default:
      return false;
  }
}
