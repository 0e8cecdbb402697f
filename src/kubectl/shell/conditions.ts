// The primaries of `test`, `[ ]` and `[[ ]]`.

import type { Part } from '../process.ts';
import { lookUp } from './fileSystem.ts';
import type { ShellState } from './state.ts';

/** A mistake in a test, in bash's words. */
export class TestFault extends Error {}

export const UNARY = /^-[a-hknoprstuvwxzLNOSG]$/;

export const BINARY = /^(=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;

export function* testUnary(operator: string, operand: string, state: ShellState): Part<boolean> {
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-v':
      return state.variables.has(operand);
    case '-t':
      return false;
  }
  const entry = yield* lookUp(state, operand);
  switch (operator) {
    case '-f':
      return entry?.type === 'file';
    case '-d':
    case '-x':
      return entry?.type === 'folder';
    case '-s':
      return entry?.type === 'folder' || (entry?.text ?? '') !== '';
    default:
      // There are no links, devices or sockets, and root may read and write what there is.
      return !/^-[hLbcpSkug]$/.test(operator) && entry !== undefined;
  }
}

export function* testBinary(left: string, operator: string, right: string): Part<boolean> {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
    case '-ef':
      return false;
  }
  const one = integerOf(left);
  const other = integerOf(right);
  switch (operator) {
    case '-eq':
      return one === other;
    case '-ne':
      return one !== other;
    case '-lt':
      return one < other;
    case '-le':
      return one <= other;
    case '-gt':
      return one > other;
    default:
      return one >= other;
  }
}

function integerOf(text: string): bigint {
  const trimmed = text.trim();
  if (!/^[+-]?\d{1,40}$/.test(trimmed)) throw new TestFault(`${text}: integer expression expected`);
  return BigInt(trimmed.replace(/^\+/, ''));
}
