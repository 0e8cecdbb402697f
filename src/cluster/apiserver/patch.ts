// PATCH: merge patch (RFC 7386), strategic merge patch with the merge keys of the kinds that we have, JSON patch (RFC 6902).
// What a patch makes of an object is then an update of it.

import type { ApiObject } from '../api/core/v1/objects.ts';
import { decode, isDecodeError } from '../api/decode.ts';
import { apiVersionOf, resourceOf, typeNameOf, type Resource } from '../api/kinds.ts';
import { goQuote } from '../api/goJson.ts';
import type { ObjectKey } from '../api/meta.ts';
import { PatchRefusal, strategicMergePatch } from '../api/strategicMerge.ts';
import type { ApiRequest, ApiResponse } from './client.ts';
import { isRegistered, parseBody } from './decoding.ts';
import { applyJsonPatch } from './jsonPatch.ts';
import type { ObjectStore } from './objectStore.ts';
import { badRequest, notFound, plainError, unsupportedMediaType } from './statuses.ts';
import { updateDecoded, type UpdatedPart } from './update.ts';

const STRATEGIC = 'application/strategic-merge-patch+json';
const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';

export function patchObject(
  store: ObjectStore,
  resource: Resource,
  key: ObjectKey,
  { request, part }: { readonly request: ApiRequest; readonly part: UpdatedPart },
): ApiResponse {
  const type = (request.headers?.['Content-Type'] ?? STRATEGIC).replace(/;.*$/, '');
  if (![STRATEGIC, MERGE, JSON_PATCH].includes(type)) return unsupportedMediaType();
  const old = store.get(resource.kind, key);
  if (!old) return notFound(resource, key.name);
  const parsed = parseBody(request.body);
  const patched = 'problem' in parsed ? badDocument(type) : patch(type, old, parsed.value);
  if ('refusal' in patched) return patched.refusal;
  const decoded = decode(typeNameOf(resource), patched.value);
  if (isDecodeError(decoded)) return plainError(decoded.error);
  const object = decoded as ApiObject;
  const mismatch = typeMismatch(resource, object);
  if (mismatch !== undefined) return plainError(mismatch);
  const { name, namespace } = object.metadata ?? {};
  if (name !== undefined && name !== key.name) {
    return badRequest(
      `the name of the object (${name}) does not match the name on the URL (${key.name})`,
    );
  }
  if (namespace !== undefined && namespace !== key.namespace) {
    return badRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the request (${key.namespace})`,
    );
  }
  return updateDecoded(store, resource, key, {
    object: { ...old, ...object, kind: old.kind, apiVersion: old.apiVersion } as ApiObject,
    part,
  });
}

/** A patch may not make another type of an object. */
function typeMismatch(resource: Resource, patched: Partial<ApiObject>): string | undefined {
  const kind = patched.kind || resource.kind;
  const apiVersion = patched.apiVersion || apiVersionOf(resource);
  if (kind === resource.kind && apiVersion === apiVersionOf(resource)) return undefined;
  if (!isRegistered(kind, apiVersion)) {
    return `no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)}`;
  }
  return `unable to decode /${apiVersion}, Kind=${kind} into *v1.${resource.kind}`;
}

type Patched = { readonly value: unknown } | { readonly refusal: ApiResponse };

function patch(type: string, old: ApiObject, given: unknown): Patched {
  if (type === JSON_PATCH) {
    const result = applyJsonPatch(old, given);
    if ('value' in result) return result;
    return {
      refusal: result.isMalformed ? badRequest(result.problem) : plainError(result.problem),
    };
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return badDocument(type);
  if (type === MERGE) return { value: mergePatch(old, given) };
  const typeName = typeNameOf(resourceOf(old.kind));
  const value = strategicMergePatch(typeName, old, given as Readonly<Record<string, unknown>>);
  return value instanceof PatchRefusal ? { refusal: plainError(value.problem) } : { value };
}

function badDocument(type: string): { readonly refusal: ApiResponse } {
  if (type === JSON_PATCH) return { refusal: badRequest('unexpected end of JSON input') };
  return { refusal: plainError(type === MERGE ? 'Invalid JSON Patch' : 'Invalid JSON document') };
}

/** Null deletes; lists are replaced. */
function mergePatch(target: unknown, given: unknown): unknown {
  if (!isPlain(given)) return given;
  const result: Record<string, unknown> = isPlain(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(given)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
