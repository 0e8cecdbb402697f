// What may stand at the cursor.

import { escapeForShell } from '../shell/quoting.ts';
import type { TypedWord } from './typedLine.ts';

export interface Candidate {
  /** What stands in the place of the word at the cursor, as one types it. */
  readonly text: string;
  /** As a list shows it: a file without its folder. */
  readonly label: string;
  /** A few words about it. */
  readonly note?: string;
  /** More may follow in the same word: no blank behind it. */
  readonly isOpen?: true;
}

export interface Completion {
  /** From here to the cursor the candidates replace the line. */
  readonly from: number;
  /** Each begins with what is typed; sorted, none twice. */
  readonly candidates: readonly Candidate[];
}

/** A word before it is written as bash reads it. */
export interface Choice {
  readonly value: string;
  readonly label?: string;
  readonly note?: string;
  readonly isOpen?: boolean;
}

/** Values as choices. */
export function choose(values: Iterable<string>, note?: string): Choice[] {
  return [...values].map((value) => (note === undefined ? { value } : { value, note }));
}

/** The same choices behind something that is typed already: `--output=`, `pod/`. */
export function behind(prefix: string, choices: readonly Choice[]): Choice[] {
  return choices.map((choice) => ({
    ...choice,
    value: prefix + choice.value,
    label: choice.label ?? choice.value,
  }));
}

/** The choices that begin with the word at the cursor, quoted as it is. */
export function candidatesFor(word: TypedWord, choices: readonly Choice[]): Candidate[] {
  const byText = new Map<string, Candidate>();
  for (const { value, label = value, note, isOpen = false } of choices) {
    if (!value.startsWith(word.text)) continue;
    const text = quoteAs(word, value, isOpen);
    if (byText.has(text)) continue;
    byText.set(text, {
      text,
      label,
      ...(note === undefined ? {} : { note }),
      ...(isOpen ? { isOpen } : {}),
    });
  }
  return [...byText.values()].sort((one, other) => (one.text < other.text ? -1 : 1));
}

/** What is typed stays as it is typed; what is added is quoted, and an open quote closed. */
function quoteAs({ text, source, quote }: TypedWord, value: string, isOpen: boolean): string {
  const added = value.slice(text.length);
  if (quote === '') return source + (added === '' ? '' : escapeForShell(added));
  const inside = quote === '"' ? added.replace(/["\\$`]/g, '\\$&') : added.replace(/'/g, "'\\''");
  return source + inside + (isOpen ? '' : quote);
}
