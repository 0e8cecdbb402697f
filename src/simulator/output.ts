// The output of a process as a list of pieces that stays short, however much it prints.

import type { OutputChunk } from '../kubectl/process.ts';

/** With more pieces, those of one stream are joined though they came at different times. */
const MAX_SEPARATE = 200;
const MAX_CHUNKS = 2000;
const MAX_CHARACTERS = 1_000_000;

/** Output of one moment and stream stays one chunk, so that long outputs stay few records. */
export function appendOutput(
  output: readonly OutputChunk[],
  chunk: OutputChunk,
): readonly OutputChunk[] {
  const last = output.at(-1);
  const isJoined = last?.at === chunk.at || output.length >= MAX_SEPARATE;
  if (last && isJoined && last.stream === chunk.stream) {
    return [...output.slice(0, -1), { ...last, text: last.text + chunk.text }];
  }
  return [...output, chunk];
}

/** More than a terminal keeps: the process is stopped. */
export function isOutputFull(output: readonly OutputChunk[]): boolean {
  return (
    output.length > MAX_CHUNKS ||
    output.reduce((sum, { text }) => sum + text.length, 0) > MAX_CHARACTERS
  );
}
