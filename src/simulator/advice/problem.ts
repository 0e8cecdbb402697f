// What the editor is told about a file: places, what is wrong there, and what would mend it. Plain values, as they cross from
// the Worker to the page.

/** A part of a text; lines and columns count from 1, columns in UTF-16 units, as the editor counts them. */
export interface TextRange {
  readonly startLineNumber: number;
  readonly startColumn: number;
  readonly endLineNumber: number;
  readonly endColumn: number;
}

export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** A quick fix: all its edits at once. */
export interface Fix {
  /** What it does, as a button says it: `Set targetPort to 8080`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface Problem {
  /** error: it would be, or was, refused. warning: it will not do what it seems to. hint: worth knowing. */
  readonly severity: 'error' | 'warning' | 'hint';
  /** Who says so. */
  readonly source: 'kubectl' | 'API server' | 'Apply' | 'advice';
  /** The kind of problem, in one word. */
  readonly rule: string;
  /** Errors quote the path of the field first. */
  readonly message: string;
  readonly range: TextRange;
  readonly fixes: readonly Fix[];
}

/** What is to be said about a file as it is now. */
export interface FileCheck {
  /** From top to bottom. */
  readonly problems: readonly Problem[];
  /** How many objects it has. */
  readonly objects: number;
}
