// The lines that say what a command did.

import type { Resource } from '../cluster/api/kinds.ts';
import { print, type Part } from './process.ts';
import { currentRelease } from './release.ts';

interface Named {
  readonly resource: Resource;
  readonly name: string;
}

/** `replicationcontroller "webapp" scaled`; with -o name `replicationcontroller/webapp`. */
export function* printResult({ resource, name }: Named, verb: string, isShort = false): Part<void> {
  const release = yield* currentRelease();
  if (release === 'v1.0') return yield* print(formatResult10({ resource, name }, verb));
  const kind = resource.kind.toLowerCase();
  yield* print(isShort ? `${kind}/${name}\n` : `${kind} "${name}" ${verb}\n`);
}

/** kubectl 1.0 names what it did something to, but says `scaled`. */
function formatResult10({ resource, name }: Named, verb: string): string {
  return verb === 'scaled' ? 'scaled\n' : `${resource.plural}/${name}\n`;
}
