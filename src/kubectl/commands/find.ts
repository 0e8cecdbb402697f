// What get and describe are about: types, names, selectors and files, by the rules and with the texts of kubectl's resource
// builder (pkg/kubectl/resource/builder.go). Objects are asked for one by one; what is missing is said at the end.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { parseSelector } from '../../cluster/api/labels.ts';
import { formatStatus, isSuccess } from '../failures.ts';
import { findType, splitTypes, type KnownType } from '../knownTypes.ts';
import { pathOf } from '../objectPaths.ts';
import { request, type Part } from '../process.ts';
import type { Release } from '../release.ts';
import type { Invocation } from './command.ts';
import { readFiles } from './files.ts';

/** One thing to look for; without a name all of its type. */
export interface Wanted {
  readonly type: KnownType;
  readonly name?: string;
  /** Of files; else --namespace. */
  readonly namespace?: string;
}

export interface FoundGroup {
  readonly wanted: Wanted;
  readonly objects: readonly ApiObject[];
  /** Of a list. */
  readonly resourceVersion?: string;
}

export interface Found {
  readonly groups: readonly FoundGroup[];
  readonly problems: readonly string[];
  /** One object was named: it is printed by itself, not as a List. */
  readonly isSingle: boolean;
}

/** A mistake before anything was asked for. */
export class Mistake {
  readonly text: string;
  /** kubectl prints it without "error: " in front. */
  readonly isBare: boolean;
  constructor(text: string, isBare = false) {
    this.text = text;
    this.isBare = isBare;
  }
}

/** What the command line asks for, or what is wrong with it. */
export function* findWanted(invocation: Invocation): Part<readonly Wanted[] | Mistake> {
  const { args, release } = invocation;
  const selector = args.text('selector') ?? '';
  const problem = selector === '' ? undefined : checkSelector(selector);
  if (problem) return new Mistake(problem, true);
  const fromWords = parseWords(args.words, release);
  if (fromWords instanceof Mistake) return fromWords;
  const { wanted, isTuples } = fromWords;
  const isNamed = wanted.some(({ name }) => name !== undefined);
  if (selector !== '' && isNamed) {
    return new Mistake(
      isTuples
        ? 'selectors and the all flag cannot be used when passing resource/name arguments'
        : 'name cannot be provided when a selector is specified',
    );
  }
  if (args.isSet('filename')) {
    if (wanted.length > 0) {
      return new Mistake(
        isNamed
          ? 'when paths, URLs, or stdin is provided as input, you may not specify a resource by arguments as well'
          : 'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    if (selector !== '') {
      return new Mistake(
        'a selector may not be specified when path, URL, or stdin is provided as input',
      );
    }
    return yield* wantedByFiles(invocation);
  }
  if (wanted.length === 0) {
    return new Mistake(
      selector === ''
        ? `you must provide one or more resources by argument or filename${release === 'v1.0' ? '' : ' (.json|.yaml|.yml|stdin)'}`
        : 'at least one resource must be specified to use a selector',
    );
  }
  if (isNamed && args.isOn('all-namespaces') && wanted.some(({ type }) => type.isNamespaced)) {
    return new Mistake('namespace may not be empty when retrieving a resource by name');
  }
  return wanted;
}

function checkSelector(selector: string): string | undefined {
  const requirements = parseSelector(selector);
  return typeof requirements === 'string'
    ? `the provided selector "${selector}" is not valid: ${requirements}`
    : undefined;
}

interface Words {
  readonly wanted: readonly Wanted[];
  readonly isTuples: boolean;
}

/** TYPE[,TYPE] [NAME...] or TYPE/NAME ... */
function parseWords(words: readonly string[], release: Release): Words | Mistake {
  const [types = '', ...names] = words;
  const several = splitTypes(types);
  // a,b c d is a/c a/d b/c b/d.
  const slashed =
    several.length > 1 && names.length > 0
      ? several.flatMap((type) => names.map((name) => `${type}/${name}`))
      : words;
  const tuples = slashed.filter((word) => word.includes('/'));
  if (tuples.length > 0) {
    return tuples.length === slashed.length
      ? parseTuples(tuples, release)
      : new Mistake(
          "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
          true,
        );
  }
  if (words.length === 0) return { wanted: [], isTuples: false };
  const wanted: Wanted[] = [];
  for (const text of several) {
    const type = findType(text, release);
    if (!type) return unknownType(text, release);
    wanted.push(...(names.length === 0 ? [{ type }] : names.map((name) => ({ type, name }))));
  }
  return { wanted, isTuples: false };
}

function parseTuples(words: readonly string[], release: Release): Words | Mistake {
  const wanted: Wanted[] = [];
  for (const word of words) {
    const [text = '', name = '', ...more] = word.split('/');
    if (more.length > 0) {
      return new Mistake('arguments in resource/name form may not have more than one slash', true);
    }
    if (text === '' || name === '' || text.includes(',')) {
      return new Mistake(
        'arguments in resource/name form must have a single resource and name',
        true,
      );
    }
    const type = findType(text, release);
    if (!type) return unknownType(text, release);
    wanted.push({ type, name });
  }
  return { wanted, isTuples: true };
}

function unknownType(text: string, release: Release): Mistake {
  return release === 'v1.0'
    ? new Mistake(`no resource "${text}" has been defined`)
    : new Mistake(`the server doesn't have a resource type "${text}"`, true);
}

function* wantedByFiles(invocation: Invocation): Part<readonly Wanted[] | Mistake> {
  const wanted: Wanted[] = [];
  for (const entry of yield* readFiles(invocation)) {
    if ('problem' in entry) return new Mistake(entry.problem, true);
    const { resource, object } = entry.manifest;
    const type = findType(resource.plural);
    if (!type) continue;
    const { name, namespace } = object.metadata;
    wanted.push({ type, name, ...(namespace ? { namespace } : {}) });
  }
  return wanted;
}

/** Asks for everything that is wanted. The first name that is not there ends the asking, unless it stands in a file. */
export function* fetchWanted(invocation: Invocation, wanted: readonly Wanted[]): Part<Found> {
  const groups: FoundGroup[] = [];
  const problems: string[] = [];
  for (const each of wanted) {
    const answer = yield* fetchOne(invocation, each);
    if (typeof answer !== 'string') {
      groups.push(answer);
      continue;
    }
    problems.push(answer);
    if (each.name !== undefined && !invocation.args.isSet('filename')) break;
  }
  return { groups, problems, isSingle: wanted.length === 1 && wanted[0]?.name !== undefined };
}

export function* fetchOne(invocation: Invocation, wanted: Wanted): Part<FoundGroup | string> {
  const { args, namespace } = invocation;
  const { type, name } = wanted;
  if (!type.isServed) {
    // A real server has such types and, in a cluster like this one, no objects of them.
    return name === undefined
      ? { wanted, objects: [] }
      : `Error from server: ${type.fullName} "${name}" not found`;
  }
  const scope = args.isOn('all-namespaces') ? undefined : (wanted.namespace ?? namespace);
  const selector = args.text('selector') ?? '';
  const response = yield* request({
    method: 'GET',
    path: pathOf(type, scope, name),
    ...(selector === '' ? {} : { query: { labelSelector: selector } }),
  });
  if (!isSuccess(response)) return formatStatus(response);
  if (name !== undefined) return { wanted, objects: [response.body as ApiObject] };
  const { items, metadata } = response.body as {
    readonly items: readonly ApiObject[];
    readonly metadata?: { readonly resourceVersion?: string };
  };
  return { wanted, objects: items, resourceVersion: metadata?.resourceVersion ?? '0' };
}
