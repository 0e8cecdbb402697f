// What the shapes mean.

import { answersByPod, countVersions, useSession, type PodShape } from '../../session/index.ts';
import { declaredPods } from './podFacts.ts';
import { StatusGlyph } from './StatusGlyph.tsx';

const entries: readonly (readonly [PodShape, string])[] = [
  ['ready', 'Ready'],
  ['running', 'Not ready'],
  ['pending', 'Pending'],
  ['terminating', 'Terminating'],
  ['failed', 'Failed'],
];

export function Legend() {
  const hasAnswers = useSession(({ tables }) => answersByPod(tables).size > 0);
  const versions = useSession(countVersions);
  const hasDeclared = useSession((session) => declaredPods(session).size > 0);
  return (
    <ul className="legend" aria-label="Legend">
      {entries.map(([shape, text]) => (
        <li key={shape}>
          <StatusGlyph shape={shape} /> {text}
        </li>
      ))}
      {hasDeclared ? (
        <li title="The selector asks for the pod, but it is not in the Endpoints (yet)">
          <svg width="18" height="8" aria-hidden="true" focusable="false">
            <path d="M0 4h18" stroke="currentColor" strokeDasharray="2 4" />
          </svg>
          declared
        </li>
      ) : null}
      <li>
        <svg className="lostGlyph" width="12" height="12" aria-hidden="true" focusable="false">
          <path d="M2 2l8 8m0-8l-8 8" stroke="currentColor" strokeWidth="2" />
        </svg>
        Lost
      </li>
      {versions > 1
        ? [1, 2, 3].slice(0, versions).map((each) => (
            <li key={each}>
              <span className={`version v${each}`} /> v{each}
            </li>
          ))
        : null}
      {hasAnswers ? (
        <li>
          <span className="mono">3×</span> answered
        </li>
      ) : null}
    </ul>
  );
}
