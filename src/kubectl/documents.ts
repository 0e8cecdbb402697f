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

/** What could be read; `problem` is what stopped the reading behind that. */
export interface Documents {
  readonly documents: readonly JSONDocument[];
  readonly problem?: string;
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
    ? stop(read.documents, `error: "${name}" ${limit}: this playground refuses it`)
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
  const documents: JSONDocument[] = [];
  let at = 0;
  while (skipSpace(text, at) < text.length) {
    const read = readJSON(text, at);
    if ('problem' in read) {
      const isPlain = release === 'v1.0';
      const problem = isPlain ? read.problem : jsonProblem(text.slice(at, read.at), read.problem);
      return stop(documents, problem);
    }
    const start = skipSpace(text, at);
    documents.push({ json: text.slice(start, read.end), value: read.value });
    at = read.end;
  }
  return { documents };
}

/** The line is the number of line ends before. */
function jsonProblem(before: string, problem: string): string {
  if (problem === UNEXPECTED_EOF || problem === TOO_DEEP) return problem;
  return `json: line ${before.split('\n').length - 1}: ${problem}`;
}

function readYAMLStream(text: string): Documents {
  const documents: JSONDocument[] = [];
  for (const part of cut(text)) {
    const read = readYAML(part);
    if ('problem' in read) return stop(documents, read.problem);
    const unsupported = unsupportedNumber(read.value);
    if (unsupported) return stop(documents, `json: unsupported value: ${unsupported}`);
    documents.push({ json: formatJSON(read.value), value: read.value });
  }
  return { documents };
}

/** A line of dashes at the very beginning of a document stays in it. */
function cut(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    if (/^---\s*$/.test(line) && part !== '') {
      parts.push(part);
      part = '';
    } else {
      part += `${line.replace(/\r$/, '')}\n`;
    }
  }
  if (part !== '') parts.push(part);
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

function stop(documents: readonly JSONDocument[], problem: string): Documents {
  return { documents, problem };
}
