// The documents of a file as kubectl 1.3 reads them: a stream of JSON values if the first character is a brace, else YAML,
// cut at lines of three dashes before it is parsed. Hence lines in messages count from the beginning of their document.

import { formatJSON } from './json/formatJSON.ts';
import { readJSON, skipSpace, UNEXPECTED_EOF } from '../cluster/api/readJSON.ts';
import type { Release } from './release.ts';
import { TOO_DEEP } from './yaml/composer.ts';
import { readYAML, TOO_MANY_ALIASES } from './yaml/yaml.ts';

/** One document as the JSON that is checked, decoded and sent. */
export interface JSONDocument {
  readonly json: string;
  readonly value: unknown;
}

/** A document of a file: the text that it was read from, and the line of the file, from 0, on which that begins. */
export interface FileDocument extends JSONDocument {
  readonly text: string;
  readonly line: number;
}

/** What could be read; `problem` is what stopped the reading behind that, in a document that begins on `problemLine`. */
export interface Documents {
  readonly documents: readonly FileDocument[];
  readonly problem?: string;
  readonly problemLine?: number;
}

const LONGEST_INPUT = 1_000_000;
const PEEKED = 4096;

/** Reads a text; `name` is what messages call it. */
export function readDocuments(text: string, name: string, release: Release = 'v1.3'): Documents {
  if (text.length > LONGEST_INPUT) {
    return stop(
      [],
      `error: "${name}" is larger than 1 MB: this playground reads smaller files only`,
    );
  }
  const read = /^\s*\{/.test(text.slice(0, PEEKED))
    ? readJSONStream(text, release)
    : readYAMLStream(text);
  const limit = [TOO_DEEP, TOO_MANY_ALIASES].find((each) => each === read.problem);
  return limit
    ? { ...read, problem: `error: "${name}" ${limit}: this playground refuses it` }
    : read;
}

/** One document of YAML or JSON, as an argument such as a patch is read; or what is wrong with it. */
export function readArgument(text: string): JSONDocument | { readonly problem: string } {
  if (/^\s*\{/.test(text)) {
    const read = readJSON(text);
    if ('problem' in read) return { problem: read.problem };
    return skipSpace(text, read.end) < text.length
      ? { problem: 'invalid character after top-level value' }
      : { json: text, value: read.value };
  }
  const read = readYAML(text);
  return 'problem' in read ? read : { json: formatJSON(read.value), value: read.value };
}

function readJSONStream(text: string, release: Release): Documents {
  const documents: FileDocument[] = [];
  let at = 0;
  while (skipSpace(text, at) < text.length) {
    const read = readJSON(text, at);
    const start = skipSpace(text, at);
    const line = lineAt(text, start);
    if ('problem' in read) {
      const isPlain = release === 'v1.0';
      const problem = isPlain ? read.problem : jsonProblem(text.slice(at, read.at), read.problem);
      return stop(documents, problem, line);
    }
    const json = text.slice(start, read.end);
    documents.push({ json, value: read.value, text: json, line });
    at = read.end;
  }
  return { documents };
}

/** The line is the number of line ends before. */
function jsonProblem(before: string, problem: string): string {
  if (problem === UNEXPECTED_EOF || problem === TOO_DEEP) return problem;
  return `json: line ${lineAt(before, before.length)}: ${problem}`;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1;
}

function readYAMLStream(text: string): Documents {
  const documents: FileDocument[] = [];
  for (const { text: part, line } of cut(text)) {
    const read = readYAML(part);
    if ('problem' in read) return stop(documents, read.problem, line);
    const { value } = read;
    const unsupported = unsupportedNumber(value);
    if (unsupported) return stop(documents, `json: unsupported value: ${unsupported}`, line);
    documents.push({ json: formatJSON(value), value, text: part, line });
  }
  return { documents };
}

/** A line of dashes at the very beginning of a document stays in it. */
function cut(text: string): { readonly text: string; readonly line: number }[] {
  const parts: { text: string; line: number }[] = [];
  let part = { text: '', line: 0 };
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [number, line] of lines.entries()) {
    if (/^---\s*$/.test(line) && part.text !== '') {
      parts.push(part);
      part = { text: '', line: number + 1 };
    } else {
      part.text += `${line.replace(/\r$/, '')}\n`;
    }
  }
  if (part.text !== '') parts.push(part);
  return parts;
}

/** JSON has no infinities. */
function unsupportedNumber(value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'NaN';
    return Number.isFinite(value) ? undefined : value > 0 ? '+Inf' : '-Inf';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const found = unsupportedNumber(item);
    if (found) return found;
  }
  return undefined;
}

function stop(documents: readonly FileDocument[], problem: string, problemLine = 0): Documents {
  return { documents, problem, problemLine };
}
