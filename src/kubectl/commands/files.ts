// The objects that -f names, all at once: for commands that only look at what they are called.

import { readDocuments } from '../documents.ts';
import { formatFailure } from '../failures.ts';
import { manifestsOf, type Manifest } from '../manifests.ts';
import type { Part } from '../process.ts';
import { selectObjects } from '../selection.ts';
import type { Invocation } from './command.ts';

/** A manifest; or what was wrong. */
export type FileEntry = { readonly manifest: Manifest } | { readonly problem: string };

export function* readFiles(invocation: Invocation): Part<FileEntry[]> {
  const selection = yield* selectObjects(invocation, { words: [] });
  if ('type' in selection) return [{ problem: formatFailure(selection) }];
  return selection.sources.flatMap((source): FileEntry[] => {
    if (source.type !== 'file') return [];
    const { documents, problem } = readDocuments(source.text, source.name);
    const entries = documents.flatMap((document): FileEntry[] => {
      if (document.value === null) return [];
      const manifests = manifestsOf(document, { source: source.name, isValidated: false });
      if ('problem' in manifests) return [manifests];
      return manifests.map((manifest) => ({ manifest }));
    });
    return problem === undefined ? entries : [...entries, { problem }];
  });
}
