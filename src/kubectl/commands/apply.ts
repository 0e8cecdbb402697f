// kubectl apply -f: creates what is not there, and changes what is by a three-way patch of what was applied before, what is
// wanted now and what is live.

import type { ApiObject } from '../../cluster/api/core/v1/objects.ts';
import { fail, formatStatus, isSuccess } from '../failures.ts';
import { print, request, type Part, type Program } from '../process.ts';
import { singularOf } from '../resourceTypes.ts';
import { applyPatch, LAST_APPLIED } from './applyPatch.ts';
import { fileFlags, type Command, type Invocation } from './command.ts';
import { eachEntry } from './create.ts';
import { readFiles, type FileEntry } from './files.ts';

export const apply: Command = {
  name: 'apply',
  flags: fileFlags,
  summary: 'Apply a configuration to a resource by filename or stdin',
  usage: 'apply -f FILENAME [flags]',
  run,
};

function* run(invocation: Invocation): Program {
  if (!invocation.args.isSet('filename')) {
    return yield* fail(
      "error: Must specify --filename to apply\nSee 'kubectl apply -h' for help and examples.",
    );
  }
  const entries = yield* readFiles(invocation);
  if (entries.length === 0) return yield* fail('error: no objects passed to apply');
  return yield* eachEntry(entries, applyOne);
}

function* applyOne(entry: Exclude<FileEntry, { problem: string }>): Part<string | undefined> {
  const { manifest, collection, path, file, namespace } = entry;
  const { object, resource } = manifest;
  const wanted = {
    ...object,
    metadata: { ...object.metadata, ...(namespace ? { namespace } : {}) },
  };
  const annotated = {
    ...wanted,
    metadata: {
      ...wanted.metadata,
      annotations: {
        ...wanted.metadata.annotations,
        [LAST_APPLIED]: `${JSON.stringify(withAnnotations(wanted))}\n`,
      },
    },
  };
  const live = yield* request({ method: 'GET', path });
  const name = object.metadata.name;
  const result = (verb: string) => print(`${singularOf(resource)} "${name}" ${verb}\n`);
  if (live.status === 404) {
    const created = yield* request({ method: 'POST', path: collection, body: annotated });
    if (!isSuccess(created)) return formatStatus(created, `creating "${file}"`);
    yield* result('created');
    return undefined;
  }
  if (!isSuccess(live)) return formatStatus(live);
  const body = applyPatch(live.body as ApiObject, annotated);
  const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
  const patched = yield* request({ method: 'PATCH', path, headers, body });
  if (!isSuccess(patched)) return formatStatus(patched, `applying patch`);
  yield* result('configured');
  return undefined;
}

function withAnnotations<T extends { readonly metadata: { readonly annotations?: unknown } }>(
  object: T,
): T {
  return { ...object, metadata: { annotations: {}, ...object.metadata } };
}
