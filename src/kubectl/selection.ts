// What a command line names: files, or types with names, or types with a selector. The rules and texts are those of the
// resource builder of kubectl 1.3 (pkg/kubectl/resource/builder.go).

import type { Resource } from '../cluster/api/kinds.ts';
import { parseSelector } from '../cluster/api/labels.ts';
import type { Place } from '../cluster/network/connection.ts';
import type { Arguments } from './arguments.ts';
import { mistake, type Failure } from './failures.ts';
import { findType, splitTypes } from './knownTypes.ts';
import { readFile, type Part } from './process.ts';
import { isURL, readURL } from './readURL.ts';
import type { Release } from './release.ts';

/** One place where objects come from. */
export type Source =
  | { readonly type: 'file'; readonly name: string; readonly text: string }
  | { readonly type: 'name'; readonly resource: Resource; readonly name: string }
  | { readonly type: 'all'; readonly resource: Resource; readonly selector: string }
  /** A type that Kubernetes has and this cluster does not, and the name that was looked for. */
  | { readonly type: 'absent'; readonly plural: string; readonly name: string | undefined };

export interface Selection {
  readonly sources: readonly Source[];
  /** Objects of files must be of this namespace, because --namespace said so. */
  readonly namespace: string;
  readonly isNamespaceRequired: boolean;
  readonly isValidated: boolean;
  readonly release: Release;
}

/** What selectObjects reads; every command's invocation has it. */
export interface Given {
  readonly args: Arguments;
  readonly stdin: string;
  readonly namespace: string;
  /** Where it runs: -f http://... is read from there. */
  readonly place: Place;
  readonly release: Release;
}

export interface SelectionOptions {
  /** The words that name types and objects, if some of the words are other things. */
  readonly words?: readonly string[];
  /** True for commands that take -l and --all. */
  readonly hasSelector?: boolean;
  /** True for commands that check manifests before they send them. */
  readonly isValidated?: boolean;
  /** True for commands that take a type alone for all its objects. */
  readonly allowsAll?: boolean;
}

const EXTENSIONS = ['.json', '.yaml', '.yml'];
const NOTHING_GIVEN = 'you must provide one or more resources by argument or filename';
const PATHS_AND_TYPES =
  'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well';
const PATHS_AND_WORDS =
  'when paths, URLs, or stdin is provided as input, you may not specify a resource by arguments as well';

export function* selectObjects(
  given: Given,
  options: SelectionOptions = {},
): Part<Selection | Failure> {
  const { args, namespace, release } = given;
  const words = parseWords(options.words ?? args.words);
  const files = yield* findFiles(given);
  const failures = [...files.failures];
  const selector = selectorOf(given, options);
  if (typeof selector === 'object') failures.push(selector);
  if ('type' in words) failures.push(words);
  if (failures.length > 0 || 'type' in words || typeof selector === 'object') {
    return { type: 'several', failures };
  }
  const sources = combine(files.sources, words, { selector, release });
  if ('type' in sources) return sources;
  return {
    sources,
    namespace,
    isNamespaceRequired: args.isSet('namespace') && files.sources.length > 0,
    release,
    isValidated: options.isValidated === true && args.isOn('validate', release === 'v1.3'),
  };
}

/** The selector if there is one; '' selects all. */
function selectorOf(
  { args }: Given,
  { hasSelector, allowsAll, words = args.words }: SelectionOptions,
): string | undefined | Failure {
  const text = hasSelector ? (args.text('selector') ?? '') : '';
  const requirements = parseSelector(text);
  if (typeof requirements === 'string') {
    return mistake(`the provided selector "${text}" is not valid: ${requirements}`);
  }
  if (text !== '' && args.isOn('all')) {
    return mistake("setting 'all' parameter but found a non empty selector. ");
  }
  if (text !== '') return text;
  const isTypeAlone = words.length === 1 && !words[0]?.includes('/');
  return (hasSelector && args.isOn('all')) || (allowsAll && isTypeAlone) ? '' : undefined;
}

/** The words as the builder sorts them. Types are looked up when they are used. */
interface Words {
  readonly tuples: readonly { readonly type: string; readonly name: string }[];
  readonly types: readonly string[];
  readonly names: readonly string[];
}

function parseWords(words: readonly string[]): Words | Failure {
  const slashed = words.filter((word) => word.includes('/'));
  if (slashed.length === 0) {
    const [types, ...names] = words;
    return { tuples: [], types: types === undefined ? [] : splitTypes(types), names };
  }
  if (slashed.length < words.length) {
    return mistake(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const tuples: { type: string; name: string }[] = [];
  for (const word of words) {
    const [type = '', name = '', ...more] = word.split('/');
    if (more.length > 0) {
      return mistake('arguments in resource/name form may not have more than one slash');
    }
    if (type === '' || name === '' || type.includes(',')) {
      return mistake('arguments in resource/name form must have a single resource and name');
    }
    tuples.push({ type, name });
  }
  return { tuples, types: [], names: [] };
}

function combine(
  files: readonly Source[],
  { tuples, types, names }: Words,
  { selector, release }: { readonly selector: string | undefined; readonly release: Release },
): readonly Source[] | Failure {
  const lookUp = (wanted: readonly Wanted[]) => lookUpTypes(wanted, release);
  if (selector !== undefined) {
    if (names.length > 0) return mistake('name cannot be provided when a selector is specified');
    if (tuples.length > 0) {
      return mistake(
        'selectors and the all flag cannot be used when passing resource/name arguments',
      );
    }
    if (types.length === 0) {
      return mistake('at least one resource must be specified to use a selector');
    }
    if (files.length > 0) {
      return mistake(
        selector === ''
          ? PATHS_AND_WORDS
          : 'a selector may not be specified when path, URL, or stdin is provided as input',
      );
    }
    return lookUp(types.map((type) => ({ type, selector })));
  }
  if (tuples.length > 0) return files.length > 0 ? mistake(PATHS_AND_WORDS) : lookUp(tuples);
  if (names.length > 0) {
    const [type = '', ...others] = types;
    if (files.length > 0) return mistake(PATHS_AND_WORDS);
    if (others.length > 0) return mistake('you must specify only one resource');
    return lookUp(names.map((name) => ({ type, name })));
  }
  if (files.length > 0) return types.length > 0 ? mistake(PATHS_AND_TYPES) : files;
  return mistake(
    release === 'v1.0' ? NOTHING_GIVEN : `${NOTHING_GIVEN} (${EXTENSIONS.join('|')}|stdin)`,
  );
}

interface Wanted {
  readonly type: string;
  readonly name?: string;
  readonly selector?: string;
}

/** Types that nobody knows end everything. */
function lookUpTypes(wanted: readonly Wanted[], release: Release): readonly Source[] | Failure {
  const sources: Source[] = [];
  for (const { type, name, selector = '' } of wanted) {
    const known = findType(type, release);
    if (!known) return { type: 'unknownType', name: type };
    const { resource, fullName } = known;
    if (!resource) sources.push({ type: 'absent', plural: fullName, name });
    else if (name === undefined) sources.push({ type: 'all', resource, selector });
    else sources.push({ type: 'name', resource, name });
  }
  return sources;
}

interface Found {
  readonly sources: readonly Source[];
  readonly failures: readonly Failure[];
}

/** The files that -f names: a file, a folder (with -R those in it too), or `-` for what was piped in. */
function* findFiles({ args, stdin, place }: Given): Part<Found> {
  const sources: Source[] = [];
  const failures: Failure[] = [];
  for (const path of args.list('filename')) {
    if (path === '-') {
      sources.push({ type: 'file', name: 'STDIN', text: stdin });
      continue;
    }
    if (isURL(path)) {
      const read = yield* readURL(path, place);
      if ('problem' in read) failures.push(mistake(read.problem));
      else sources.push({ type: 'file', name: path, text: read.text });
      continue;
    }
    const found = yield* filesOf(path, args.isOn('recursive'));
    if (!found) failures.push(mistake(`the path "${path}" does not exist`));
    else sources.push(...found);
  }
  return { sources, failures };
}

function* filesOf(path: string, isRecursive: boolean): Part<readonly Source[] | undefined> {
  const clean = cleanPath(path);
  const text = path.endsWith('/') ? undefined : yield* readFile(clean);
  if (text !== undefined) return [{ type: 'file', name: path, text }];
  const folder = clean === '.' ? '' : `${clean}/`;
  const names = (yield { type: 'listFiles' }) as readonly string[];
  const inside = names.filter((name) => name.startsWith(folder));
  if (inside.length === 0 && folder !== '') return undefined;
  const sources: Source[] = [];
  for (const name of inside) {
    const isDeeper = name.slice(folder.length).includes('/');
    const isManifest = EXTENSIONS.some((extension) => name.endsWith(extension));
    if (!isManifest || (isDeeper && !isRecursive)) continue;
    sources.push({ type: 'file', name, text: (yield* readFile(name)) ?? '' });
  }
  return sources;
}

function cleanPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 ? '.' : parts.join('/');
}

/** True when one object is named, or one file. */
export function isSingle({ sources }: Selection): boolean {
  return sources.length === 1 && sources[0]?.type !== 'all';
}
