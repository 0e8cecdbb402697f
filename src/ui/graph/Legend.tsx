// What the shapes mean.

import type { PodShape } from '../../session/index.ts';
import { StatusGlyph } from './StatusGlyph.tsx';

const entries: readonly (readonly [PodShape, string])[] = [
  ['ready', 'Ready'],
  ['running', 'Not ready'],
  ['pending', 'Pending'],
  ['terminating', 'Terminating'],
  ['failed', 'Failed'],
];

export function Legend() {
  return (
    <ul className="legend" aria-label="Legend">
      {entries.map(([shape, text]) => (
        <li key={shape}>
          <StatusGlyph shape={shape} /> {text}
        </li>
      ))}
    </ul>
  );
}
