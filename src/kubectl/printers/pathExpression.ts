// The relaxed paths of --sort-by and custom columns: metadata.name, .metadata.name, {metadata.name} and {.metadata.name}.

import { JSONPathError, parseJSONPath, type Template } from './jsonPathSyntax.ts';

export interface PathExpression {
  /** As JSONPath: {.metadata.name}. */
  readonly text: string;
  readonly template: Template;
}

export function parsePathExpression(text: string): PathExpression | string {
  const inner = /^(?:\{\.?([^{}]+)\}|\.?([^{}]+))$/.exec(text);
  if (!inner) {
    return "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";
  }
  const path = `{.${inner[1] ?? inner[2]}}`;
  const template = parseJSONPath(path);
  return template instanceof JSONPathError ? template.message : { text: path, template };
}
