// The manifests that -f names, one after another: files of the editor, or `-` for what was piped in.

import { pathOf } from '../objectPaths.ts';
import { readManifests, type Manifest } from '../manifests.ts';
import { readFile, type Part } from '../process.ts';
import type { Invocation } from './command.ts';

/** A manifest with the file it came from and the namespace it is for; or what was wrong. */
export type FileEntry =
  | {
      readonly file: string;
      readonly manifest: Manifest;
      readonly namespace: string | undefined;
      /** Of the object itself, and of where such objects are created. */
      readonly path: string;
      readonly collection: string;
    }
  | { readonly problem: string };

export function* readFiles({ args, stdin, namespace }: Invocation): Part<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const file of args.list('filename')) {
    const text = file === '-' ? stdin : yield* readFile(file.replace(/^\.\//, ''));
    if (text === undefined) {
      entries.push({ problem: `the path "${file}" does not exist` });
      continue;
    }
    const shown = file === '-' ? 'STDIN' : file;
    for (const entry of readManifests(text, shown, args.isOn('validate', true)).entries) {
      entries.push('problem' in entry ? entry : place(entry, { file: shown, namespace, args }));
    }
  }
  return entries;
}

function place(
  manifest: Manifest,
  { file, namespace, args }: { file: string; namespace: string; args: Invocation['args'] },
): FileEntry {
  const { resource, object } = manifest;
  const own = object.metadata.namespace;
  if (!resource.isNamespaced) {
    const collection = pathOf(resource, undefined);
    return {
      file,
      manifest,
      namespace: undefined,
      collection,
      path: `${collection}/${object.metadata.name}`,
    };
  }
  if (own && args.isSet('namespace') && own !== namespace) {
    return {
      problem: `the namespace from the provided object "${own}" does not match the namespace "${namespace}". You must pass '--namespace=${own}' to perform this operation.`,
    };
  }
  const target = own ?? namespace;
  const collection = pathOf(resource, target);
  return {
    file,
    manifest,
    namespace: target,
    collection,
    path: `${collection}/${object.metadata.name}`,
  };
}
