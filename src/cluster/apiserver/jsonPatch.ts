// JSON patch (RFC 6902): add, remove, replace, move, copy, test. With the sentences of the library in Kubernetes 1.3.

export type Patched =
  { readonly value: unknown } | { readonly problem: string; readonly isMalformed: boolean };

/** Bytes. 1.3 has no limit, and copies of copies until memory ends. */
const MOST_COPIED = 3_000_000;

interface Operation {
  readonly op: string;
  readonly path: readonly string[];
  readonly from: readonly string[];
  readonly value: unknown;
}

export function applyJsonPatch(document: unknown, patch: unknown): Patched {
  if (!Array.isArray(patch)) {
    const problem = 'json: cannot unmarshal object into Go value of type jsonpatch.Patch';
    return { problem, isMalformed: true };
  }
  let value = document;
  let copied = 0;
  for (const item of patch as readonly unknown[]) {
    const operation = readOperation(item);
    if (operation.op === 'copy') copied += sizeOf(read(value, operation.from)?.value);
    if (copied > MOST_COPIED) {
      const problem = `Unable to copy, the accumulated size increase of copy is ${copied}, exceeding the limit ${MOST_COPIED}`;
      return { problem, isMalformed: false };
    }
    const result = apply(value, operation);
    if (typeof result === 'string') return { problem: result, isMalformed: false };
    value = result.value;
  }
  return { value };
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

function readOperation(item: unknown): Operation {
  const { op, path, from, value } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return {
    op: typeof op === 'string' ? op : 'unknown',
    path: readPointer(path),
    from: readPointer(from),
    value,
  };
}

function readPointer(pointer: unknown): readonly string[] {
  if (typeof pointer !== 'string' || pointer === '') return [];
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function apply(document: unknown, operation: Operation): { readonly value: unknown } | string {
  const { op, path, from, value } = operation;
  switch (op) {
    case 'add':
      return change(document, path, { value, isInsertion: true });
    case 'replace':
      return change(document, path, { value, isInsertion: false });
    case 'remove':
      return change(document, path, undefined);
    case 'move': {
      const moved = read(document, from);
      if (!moved) return missing(from);
      const without = change(document, from, undefined);
      return typeof without === 'string'
        ? without
        : change(without.value, path, { value: moved.value, isInsertion: true });
    }
    case 'copy': {
      const copied = read(document, from);
      if (!copied) return missing(from);
      return change(document, path, { value: copied.value, isInsertion: true });
    }
    case 'test': {
      const found = read(document, path);
      const isSame = JSON.stringify(found?.value ?? null) === JSON.stringify(value ?? null);
      return isSame ? { value: document } : `Testing value /${path.join('/')} failed`;
    }
    default:
      return `Unexpected kind: ${op}`;
  }
}

function read(document: unknown, path: readonly string[]): { readonly value: unknown } | undefined {
  let value = document;
  for (const part of path) {
    if (Array.isArray(value)) {
      const index = indexOf(part, value.length - 1);
      if (index === undefined) return undefined;
      value = (value as readonly unknown[])[index];
    } else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return { value };
}

/** A copy of the document with something put at, or taken from, the end of the path. */
function change(
  document: unknown,
  path: readonly string[],
  put: { readonly value: unknown; readonly isInsertion: boolean } | undefined,
): { readonly value: unknown } | string {
  const [part, ...rest] = path;
  if (part === undefined) return put ? { value: put.value } : missing(path);
  if (rest.length > 0) {
    const inner = read(document, [part]);
    if (!inner) return missing(path);
    const changed = change(inner.value, rest, put);
    if (typeof changed === 'string') return changed;
    return { value: withPart(document, part, changed.value) };
  }
  if (Array.isArray(document)) return changeList(document as readonly unknown[], part, put);
  if (!isObject(document)) return missing(path);
  if (put) return { value: { ...document, [part]: put.value } };
  if (!Object.hasOwn(document, part)) return `Unable to remove nonexistent key: ${part}`;
  const { [part]: _, ...others } = document;
  return { value: others };
}

function changeList(
  list: readonly unknown[],
  part: string,
  put: { readonly value: unknown; readonly isInsertion: boolean } | undefined,
): { readonly value: unknown } | string {
  const isInsertion = put?.isInsertion === true;
  const index =
    part === '-' && isInsertion
      ? list.length
      : indexOf(part, isInsertion ? list.length : list.length - 1);
  if (index === undefined) return `Unable to access invalid index: ${part}`;
  const inserted = put ? [put.value] : [];
  return {
    value: [...list.slice(0, index), ...inserted, ...list.slice(index + (isInsertion ? 0 : 1))],
  };
}

function withPart(document: unknown, part: string, value: unknown): unknown {
  if (!Array.isArray(document)) return { ...(document as object), [part]: value };
  const list = [...(document as readonly unknown[])];
  list[Number(part)] = value;
  return list;
}

function indexOf(part: string, most: number): number | undefined {
  return /^\d+$/.test(part) && Number(part) <= most ? Number(part) : undefined;
}

function missing(path: readonly string[]): string {
  return `Missing container: /${path.join('/')}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
