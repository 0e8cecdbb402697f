// One YAML document as the JSON value that kubectl makes of it (ghodss/yaml over go-yaml, both of 2016).

import { compose, type Composed, type Node } from './composer.ts';
import { YAMLRefusal } from './reader.ts';
import { resolveScalar } from './resolveScalar.ts';

/** Aliases may multiply a document to so many values. */
const MOST_VALUES = 200_000;

export const TOO_MANY_ALIASES = 'has too many aliases';

/** The value of the first document of a text (null when there is nothing in it), or what go-yaml says against it. */
export function readYAML(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const composed = compose(text);
    return { value: composed.root ? new Values(composed).of(composed.root) : null };
  } catch (error) {
    if (error instanceof YAMLRefusal) return { problem: error.message };
    throw error;
  }
}

class Values {
  private readonly anchors: Composed['anchors'];
  private readonly open = new Set<string>();
  private count = 0;

  constructor({ anchors }: Composed) {
    this.anchors = anchors;
  }

  of(node: Node): unknown {
    this.count += 1;
    if (this.count > MOST_VALUES) throw new YAMLRefusal(TOO_MANY_ALIASES);
    switch (node.type) {
      case 'scalar':
        return node.tag === '' && !node.isImplicit ? node.text : resolveScalar(node.text, node.tag);
      case 'sequence':
        return node.items.map((item) => this.of(item));
      case 'mapping':
        return Object.fromEntries(this.entriesOf(node));
      case 'alias':
        return this.follow(node.name, (target) => this.of(target));
    }
  }

  private follow<T>(name: string, use: (target: Node) => T): T {
    const target = this.anchors.get(name);
    if (!target) throw new YAMLRefusal(`yaml: unknown anchor '${name}' referenced`);
    if (this.open.has(name)) throw new YAMLRefusal(`yaml: anchor '${name}' value contains itself`);
    this.open.add(name);
    const result = use(target);
    this.open.delete(name);
    return result;
  }

  /** The last of equal keys wins. */
  private entriesOf({ entries }: Extract<Node, { type: 'mapping' }>): Map<string, unknown> {
    const result = new Map<string, unknown>();
    for (const [key, value] of entries) {
      if (isMerge(key)) for (const [name, merged] of this.merged(value)) result.set(name, merged);
      else result.set(this.keyOf(key), this.of(value));
    }
    return result;
  }

  /** `<<: *base`, or a list of such, of which the first count most. */
  private merged(node: Node): Map<string, unknown> {
    switch (node.type) {
      case 'mapping':
        return this.entriesOf(node);
      case 'alias':
        return this.follow(node.name, (target) =>
          target.type === 'mapping' ? this.entriesOf(target) : wantMapping(),
        );
      case 'sequence':
        return new Map(
          node.items.toReversed().flatMap((item) => {
            if (item.type !== 'mapping' && item.type !== 'alias') return wantMapping();
            return [...this.merged(item)];
          }),
        );
      case 'scalar':
        return wantMapping();
    }
  }

  private keyOf(node: Node): string {
    const key = this.of(node);
    switch (typeof key) {
      case 'string':
        return key;
      case 'boolean':
        return String(key);
      case 'number':
        if (Number.isFinite(key)) return formatFloat(key);
        return Number.isNaN(key) ? '.nan' : key > 0 ? '.inf' : '-.inf';
    }
    if (key === null) {
      throw new YAMLRefusal('Unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>');
    }
    throw new YAMLRefusal(`yaml: invalid map key: ${formatGo(key)}`);
  }
}

function isMerge(node: Node): boolean {
  if (node.type !== 'scalar' || node.text !== '<<') return false;
  return node.tag === '' ? node.isImplicit : node.tag === 'tag:yaml.org,2002:merge';
}

function wantMapping(): never {
  throw new YAMLRefusal('yaml: map merge requires map or sequence of maps as the value');
}

/** Fractions are kept as 32 bits hold them. */
function formatFloat(value: number): string {
  return Number.isInteger(value)
    ? String(value)
    : String(Number(Math.fround(value).toPrecision(8)));
}

/** As Go's %#v shows a collection. */
function formatGo(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(formatGo).join(', ')}}`;
  if (value === null) return 'interface {}(nil)';
  if (typeof value !== 'object') return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${formatGo(item)}`,
  );
  return `map[interface {}]interface {}{${entries.join(', ')}}`;
}
