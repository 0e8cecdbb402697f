// From the body of a request to an object of the resource's kind, or to the refusal of Kubernetes 1.3.

import type { ApiObject } from '../api/core/v1/objects.ts';
import { decode, isDecodeError } from '../api/decode.ts';
import { byteLength, goJson, goQuote } from '../api/goJson.ts';
import { apiVersionOf, resources, typeNameOf, type Resource } from '../api/kinds.ts';
import type { ObjectMeta } from '../api/meta.ts';
import { parseJSON } from '../api/readJSON.ts';
import type { ApiResponse } from './client.ts';
import { badRequest } from './statuses.ts';

export type Decoded = { readonly object: ApiObject } | { readonly refusal: ApiResponse };

/** Parses a body that is still text; other values stay. */
export function parseBody(
  body: unknown,
): { readonly value: unknown } | { readonly problem: string } {
  if (typeof body !== 'string') return { value: body };
  if (body.trim() === '') return { value: undefined };
  return parseJSON(body);
}

/** What the body has from the object that it would replace is right already. */
export function decodeBody(resource: Resource, body: unknown, old?: ApiObject): Decoded {
  const parsed = parseBody(body);
  const refuse = (message: string): Decoded => ({ refusal: badRequest(message) });
  const value = 'value' in parsed ? parsed.value : undefined;
  if ('problem' in parsed || typeof value !== 'object' || value === null || Array.isArray(value)) {
    const problem = 'problem' in parsed ? parsed.problem : typeProblem(value);
    const text = typeof body === 'string' ? body : body === undefined ? '' : goJson(body);
    return refuse(
      `the object provided is unrecognized (must be of type ${resource.kind}): couldn't get version/kind; json parse error: ${problem} (${summarize(text)})`,
    );
  }
  const given = value as Readonly<Record<string, unknown>>;
  const version = apiVersionOf(resource);
  const kind = textOf(given.kind) || resource.kind;
  const apiVersion = textOf(given.apiVersion) || version;
  const cannot = (reason: string): Decoded =>
    refuse(
      `${kind} in version ${goQuote(apiVersion)} cannot be handled as a ${resource.kind}: ${reason}`,
    );
  if (!isRegistered(kind, apiVersion)) {
    return cannot(`no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)}`);
  }
  if (kind !== resource.kind) {
    const types = `${apiVersion.replace(/^.*\//, '')}.${kind}`;
    return cannot(
      `converting (${types}) to (api.${resource.kind}): type names don't match (${kind}, ${resource.kind}), and no conversion 'func (${types}, api.${resource.kind}) error' registered.`,
    );
  }
  const decoded = decode(typeNameOf(resource), value, {
    ...(typeof body === 'string' ? { sent: body } : {}),
    known: old,
  });
  if (isDecodeError(decoded)) return cannot(decoded.error);
  const object = decoded as ApiObject;
  if (given.kind && given.apiVersion && object.metadata?.name !== undefined) return { object };
  const { metadata, kind: _, apiVersion: __, ...rest } = object;
  const named: ObjectMeta = { ...metadata, name: metadata?.name ?? '' };
  return { object: { kind, apiVersion, metadata: named, ...rest } as ApiObject };
}

export function isRegistered(kind: string, apiVersion: string): boolean {
  return resources.some((each) => each.kind === kind && apiVersionOf(each) === apiVersion);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function typeProblem(value: unknown): string {
  if (value === undefined) return 'unexpected end of JSON input';
  const type = Array.isArray(value) ? 'array' : typeof value;
  return `json: cannot unmarshal ${type === 'boolean' ? 'bool' : type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
}

/** The first 30 bytes, in hexadecimal if they do not look like JSON. */
function summarize(text: string): string {
  const most = 30;
  if (text === '') return '<empty>';
  const shown = text.slice(0, most);
  const rest = byteLength(text) > most ? ' ...' : '';
  if (text.startsWith('{')) return shown + rest;
  const hex = [...shown].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(2, '0'));
  return hex.join('') + rest;
}
