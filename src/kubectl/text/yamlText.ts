// Objects as YAML in the form of kubectl 1.3 (ghodss/yaml over go-yaml): keys sorted, lists at their key's column.

import { stringify, type Tags } from 'yaml';

export function formatYAML(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    customTags: (tags: Tags) =>
      tags.filter((tag) => typeof tag === 'string' || !tag.tag.endsWith(':timestamp')),
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
    blockQuote: 'literal',
  });
}

/** As `-o json` prints: four blanks. */
export function formatJSON(value: unknown): string {
  return `${JSON.stringify(value, null, 4)}\n`;
}
