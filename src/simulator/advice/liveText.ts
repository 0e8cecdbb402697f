// A file as it would read if it said what is live: the same lines and comments, with the live values of the fields that it
// names, and of those that the last apply named. What the system fills in by itself is no difference.

import type { ApiObject, Kind } from '../../cluster/api/core/v1/objects.ts';
import { typeOfField } from '../../cluster/api/core/v1/schema.ts';
import { isEqual } from '../../cluster/api/equality.ts';
import { mergeKeyOf } from '../../cluster/api/mergeKeys.ts';
import { lastAppliedOf } from '../../kubectl/commands/lastApplied.ts';
import type { ManifestObject } from '../../kubectl/manifests.ts';
import { formatYAML } from '../../kubectl/text/yamlText.ts';
import type { FieldPath } from './fieldPath.ts';
import { isPlain, readManifestText, type TextObject } from './manifestText.ts';
import type { Fix } from './problem.ts';
import { applyEdits } from './textEdits.ts';

type Find = (kind: Kind, namespace: string, name: string) => ApiObject | undefined;

/** What is not live at all is left out. */
export function liveText(
  file: { readonly name: string; readonly text: string },
  find: Find,
): string {
  const { objects } = readManifestText(file.text, file.name);
  const edits = objects.flatMap((object) => {
    const live = find(object.kind, object.namespace, object.name);
    const fixes = live ? new Differences(object, live).fixes : object.removeAll();
    return fixes.flatMap((fix) => fix.edits);
  });
  return applyEdits(file.text, edits);
}

class Differences {
  readonly fixes: Fix[] = [];
  private readonly object: TextObject;

  constructor(object: TextObject, live: ApiObject) {
    this.object = object;
    const applied = lastAppliedOf(live as unknown as ManifestObject) ?? {};
    this.compare([], { file: object.value, filled: object.object, live, applied });
  }

  private compare(path: FieldPath, { file, filled, live, applied }: Sides): void {
    if (isPlain(file) && isPlain(live)) {
      for (const key of Object.keys(file)) {
        this.compare([...path, key], {
          file: file[key],
          filled: partOf(filled, key),
          live: live[key],
          applied: partOf(applied, key),
        });
      }
      for (const key of isPlain(applied) ? Object.keys(applied) : []) {
        if (key in file || key === 'status' || live[key] === undefined) continue;
        if (isNothing(partOf(applied, key))) continue;
        const lines = formatYAML({ [key]: live[key] })
          .trimEnd()
          .split('\n');
        this.fixes.push(...this.object.add(`Add ${key}`, path, lines));
      }
    } else if (Array.isArray(file) && Array.isArray(live)) {
      for (const [index, item] of file.entries()) {
        const place = placeOf(this.mergeKeyAt(path), item, live);
        this.compare([...path, index], {
          file: item,
          filled: partOf(filled, index),
          live: live[place ?? index],
          applied: partOf(applied, index),
        });
      }
    } else this.compareOne(path, { file, filled, live });
  }

  private mergeKeyAt(path: FieldPath): string | undefined {
    const names = path.filter((part) => typeof part === 'string');
    const parent = names.slice(0, -1).reduce(typeOfField, `v1.${this.object.kind}`);
    return mergeKeyOf(parent, names.at(-1) ?? '');
  }

  private compareOne(path: FieldPath, { file, filled, live }: Omit<Sides, 'applied'>): void {
    if (isEqual(filled ?? file, live) || isEqual(file, live) || file === null) return;
    if (path[0] === 'status') return;
    if (live === undefined) this.fixes.push(...this.object.remove(path));
    else if (typeof live !== 'object') {
      this.fixes.push(...this.object.set(path, formatYAML(live).trimEnd()));
    }
  }
}

interface Sides {
  readonly file: unknown;
  /** The same with defaults, and values as they are stored. */
  readonly filled: unknown;
  readonly live: unknown;
  readonly applied: unknown;
}

function partOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string | number, unknown>>)[key]
    : undefined;
}

/** Go writes some fields that nobody has filled in. */
function isNothing(value: unknown): boolean {
  return !value || (isPlain(value) && Object.keys(value).length === 0);
}

/** Where the item of a list is that has the same key. */
function placeOf(
  key: string | undefined,
  item: unknown,
  live: readonly unknown[],
): number | undefined {
  if (!key) return undefined;
  const place = live.findIndex((each) => isEqual(partOf(each, key), partOf(item, key)));
  return place < 0 ? undefined : place;
}
