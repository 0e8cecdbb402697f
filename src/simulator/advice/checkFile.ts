// All that is to be said about a file: what kubectl and the API server would refuse, what they have refused, and advice.

import type { Status } from '../../cluster/api/meta.ts';
import { readManifestText, type ManifestText, type TextObject } from './manifestText.ts';
import type { FileCheck, Fix, Problem } from './problem.ts';
import { rules } from './rules.ts';
import { Around, type LiveCluster } from './around.ts';
import type { RuleContext } from './rule.ts';
import { kindProblems, schemaProblems } from './schemaProblems.ts';
import { syntaxProblems } from './syntaxProblems.ts';
import { refusals, validationProblems } from './validationProblems.ts';

interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface CheckedFile extends TextFile {
  readonly others: readonly TextFile[];
  /** What the API server answered when this very text was applied. */
  readonly refused: readonly Status[];
}

export function checkFile(file: CheckedFile, live: LiveCluster): FileCheck {
  const read = readManifestText(file.text, file.name);
  const others = file.others.flatMap(({ name, text }) => readManifestText(text, name).objects);
  const context: RuleContext = {
    around: new Around(live, read.objects, others),
    append: (title, lines) => appendDocument(file.text, title, lines),
  };
  const problems = [
    ...syntaxProblems(file, read, (text) => readManifestText(text, file.name)),
    ...kindProblems(read, file.name),
    ...refusals(read, file.refused),
    ...read.objects.flatMap((object) => {
      const wrong = schemaProblems(object);
      return [
        ...(wrong.length > 0 ? wrong : validationProblems(object)),
        ...advice(object, context),
      ];
    }),
  ];
  return { problems: sorted(problems), objects: countOf(read) };
}

function advice(object: TextObject, context: RuleContext): Problem[] {
  return rules
    .filter(({ kinds }) => kinds.includes(object.kind))
    .flatMap(({ name, severity, find }) =>
      find(object, context).map(({ range, message, fixes = [] }): Problem => {
        const source = severity === 'error' ? 'API server' : 'advice';
        return { severity, source, rule: name, message, range, fixes };
      }),
    );
}

/** From top to bottom, each once: what Apply was told in other words, too, would be said twice. */
function sorted(problems: readonly Problem[]): Problem[] {
  const places = new Map<string, Problem>();
  for (const problem of problems) {
    const { startLineNumber, startColumn } = problem.range;
    const cause = problem.message.replace(/ \([^)]*\)$/, '');
    const key = `${startLineNumber} ${startColumn} ${cause}`;
    const first = places.get(key);
    if (!first) places.set(key, problem);
    else places.set(key, { ...first, fixes: first.fixes.length > 0 ? first.fixes : problem.fixes });
  }
  return [...places.values()].sort(
    (one, other) =>
      one.range.startLineNumber - other.range.startLineNumber ||
      one.range.startColumn - other.range.startColumn,
  );
}

function countOf({ documents, objects }: ManifestText): number {
  const isOther = (value: unknown) =>
    value !== null && !objects.some((object) => object.value === value) && !isList(value);
  return objects.length + documents.filter(({ value }) => isOther(value)).length;
}

function isList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'items' in value;
}

function appendDocument(text: string, title: string, lines: readonly string[]): Fix[] {
  const before = text.split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const isOpen = column > 1;
  return [
    {
      title,
      edits: [
        {
          range: {
            startLineNumber: line,
            startColumn: column,
            endLineNumber: line,
            endColumn: column,
          },
          text: `${isOpen ? '\n' : ''}---\n${lines.join('\n')}\n`,
        },
      ],
    },
  ];
}
