// Go's text/tabwriter: a column is a run of lines that follow one another and all have a cell there. The last piece of a
// line is never padded.

export interface TabWriterOptions {
  readonly minWidth: number;
  readonly padding: number;
  /** With tabs the width is rounded up to a multiple of 8 and filled with tab characters. */
  readonly fill: 'spaces' | 'tabs';
}

/** As `kubectl get` of 1.0 to 1.6 sets its tables. */
export const getOptions: TabWriterOptions = { minWidth: 10, padding: 3, fill: 'spaces' };

/** As `kubectl describe` of 1.0 to 1.3. */
export const describeOptions: TabWriterOptions = { minWidth: 0, padding: 1, fill: 'tabs' };

const TAB_WIDTH = 8;

/** Aligns lines whose cells end with tabs. */
export function alignTabs(text: string, options: TabWriterOptions): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map(() => [] as number[]);
  measure({ lines, widths, options }, { from: 0, to: lines.length, column: 0 });
  return lines
    .map((cells, row) =>
      cells
        .map((cell, column) =>
          column === cells.length - 1 ? cell : pad(cell, widths[row]?.[column] ?? 0, options.fill),
        )
        .join(''),
    )
    .join('\n');
}

interface Layout {
  readonly lines: readonly (readonly string[])[];
  readonly widths: number[][];
  readonly options: TabWriterOptions;
}

/** Finds the columns among some lines from one cell on, and what stands to their right. */
function measure(
  layout: Layout,
  { from, to, column }: { readonly from: number; readonly to: number; readonly column: number },
): void {
  const { lines, widths, options } = layout;
  const hasCell = (row: number) => column < (lines[row]?.length ?? 0) - 1;
  let row = from;
  while (row < to) {
    if (!hasCell(row)) {
      row++;
      continue;
    }
    const start = row;
    let width = options.minWidth;
    while (row < to && hasCell(row)) {
      width = Math.max(width, runes(lines[row]?.[column] ?? '') + options.padding);
      row++;
    }
    for (let at = start; at < row; at++) (widths[at] as number[])[column] = width;
    measure(layout, { from: start, to: row, column: column + 1 });
  }
}

function pad(cell: string, width: number, fill: TabWriterOptions['fill']): string {
  const length = runes(cell);
  if (fill === 'spaces') return cell + ' '.repeat(Math.max(0, width - length));
  const rounded = Math.ceil(width / TAB_WIDTH) * TAB_WIDTH;
  return cell + '\t'.repeat(Math.ceil((rounded - length) / TAB_WIDTH));
}

function runes(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
