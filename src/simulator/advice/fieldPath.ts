// Paths of fields as Kubernetes writes them: spec.ports[0].port, metadata.annotations[example.com/key].

export type FieldPath = readonly (string | number)[];

export function parseFieldPath(text: string): FieldPath {
  const parts: (string | number)[] = [];
  for (const [, name, index] of text.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (name !== undefined) parts.push(name);
    else if (index !== undefined) parts.push(/^\d+$/.test(index) ? Number(index) : index);
  }
  return parts;
}

export function formatFieldPath(path: FieldPath): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`,
    '',
  );
}
