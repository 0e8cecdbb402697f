// What the API server will refuse, found with its own validation before it is asked, and what it has refused already.

import { formatFieldError } from '../../cluster/api/fieldErrors.ts';
import type { FieldError, Status } from '../../cluster/api/meta.ts';
import { strategyOf } from '../../cluster/apiserver/strategies.ts';
import { parseFieldPath, type FieldPath } from './fieldPath.ts';
import type { ManifestText, TextObject } from './manifestText.ts';
import { nearest } from './nearest.ts';
import type { Fix, Problem, TextRange } from './problem.ts';

export function validationProblems(object: TextObject): Problem[] {
  const prepared = object.object;
  if (!prepared) return [];
  const errors = strategyOf(object.kind).validate(prepared);
  return errors.map((error) => refusedField(object, error));
}

/** One wrong field, in the words of the API server. */
function refusedField(object: TextObject, error: FieldError): Problem {
  const path = parseFieldPath(error.field);
  return {
    severity: 'error',
    source: 'API server',
    rule: error.type,
    message: formatFieldError(error),
    range: rangeOf(object, path, error.value),
    fixes: fixesOf(object, path, error),
  };
}

/** The answers that Apply got, each on the field that it names. */
export function refusals(text: ManifestText, statuses: readonly Status[]): Problem[] {
  return statuses.flatMap((status) => {
    const { details, message = '' } = status;
    const object = text.objects.find(
      ({ name, namespace, resource }) =>
        (name === details?.name && [resource.kind, resource.plural].includes(details.kind ?? '')) ||
        (details?.kind === 'namespaces' && namespace === details.name),
    );
    if (!object) return [];
    const found = {
      severity: 'error',
      source: 'Apply',
      rule: status.reason ?? '',
      fixes: [],
    } as const;
    const causes = details?.causes ?? [];
    if (causes.length === 0) {
      const field = details?.kind === 'namespaces' ? 'namespace' : 'name';
      return [{ ...found, message, range: object.rangeOf(['metadata', field]) }];
    }
    return causes.map(({ field = '', message: cause }): Problem => {
      const path = parseFieldPath(field);
      return {
        ...found,
        message: `${field}: ${cause}`,
        range: rangeOf(object, path, valueIn(cause)),
      };
    });
  });
}

/** The text in `Invalid value: "x": why`. */
function valueIn(cause: string): unknown {
  return /^[A-Z][a-z ]+: "([^"]*)"/.exec(cause)?.[1];
}

/** 1.3 names only the map when a key or value in it is wrong, and gives that. */
function rangeOf(object: TextObject, path: FieldPath, value: unknown): TextRange {
  const map = path.reduce<unknown>(
    (node, part) => (node as Readonly<Record<string | number, unknown>> | undefined)?.[part],
    object.value,
  );
  if (typeof value !== 'string' || typeof map !== 'object' || map === null) {
    return object.rangeOf(path);
  }
  const entries = Object.entries(map as Readonly<Record<string, unknown>>);
  if (entries.some(([key]) => key === value)) return object.keyRangeOf([...path, value]);
  const key = entries.find(([, each]) => each === value)?.[0];
  return key === undefined ? object.rangeOf(path) : object.rangeOf([...path, key]);
}

function fixesOf(object: TextObject, path: FieldPath, error: FieldError): Fix[] {
  const { type, value, detail = '' } = error;
  const last = path.at(-1);
  if (type === 'NotSupported') {
    const supported = detail.replace(/^supported values: /, '').split(', ');
    const near = nearest(String(value), supported) ?? (supported.length === 1 ? supported[0] : '');
    return near ? object.set(path, near) : [];
  }
  if (type === 'Required' && last === 'name' && typeof path.at(-2) === 'number') {
    return object.set(path, `port-${Number(path.at(-2)) + 1}`);
  }
  if (last === 'nodePort' && /may not be used when/.test(detail)) {
    return [...object.set(['spec', 'type'], 'NodePort'), ...object.remove(path)];
  }
  if (last === 'targetPort' && typeof value === 'string' && /^\d+$/.test(value)) {
    return object.set(path, value);
  }
  if (last === 'labels' && /does not match template/.test(detail)) return labelTemplate(object);
  if (type === 'Invalid' && last === 'name' && typeof value === 'string') {
    const name = properName(value, /no more than (\d+)/.exec(detail)?.[1]);
    return name === '' || name === value ? [] : object.set(path, name);
  }
  return [];
}

/** What is nearest to a name among those that are allowed. */
function properName(name: string, longest = '253'): string {
  return name
    .toLowerCase()
    .replaceAll(/[^-a-z0-9]+/g, '-')
    .slice(0, Number(longest))
    .replaceAll(/^[^a-z0-9]+|-+$/g, '');
}

/** Gives the pods of a template the labels that their controller looks for. */
function labelTemplate(object: TextObject): Fix[] {
  if (!object.is('ReplicationController') || !object.object) return [];
  const { selector, template } = object.object.spec;
  const labels = template?.metadata.labels ?? {};
  const wrong = Object.keys(selector).filter((key) => labels[key] !== selector[key]);
  return wrong.flatMap((key) => {
    const value = selector[key] ?? '';
    return object
      .set(['spec', 'template', 'metadata', 'labels', key], value)
      .map(({ edits }) => ({ title: `Label the pods ${key}=${value}`, edits }));
  });
}
