// Recorded rows that a replay cannot or should not reproduce, each with its reason.

import type { Recording, Row } from './recording.ts';

interface Exclusion {
  readonly reason: string;
  readonly matches: (row: Row, recording: Recording) => boolean;
}

const exclusions: readonly Exclusion[] = [
  {
    reason: 'its output is not in the data',
    matches: ({ isWithheld }) => isWithheld === true,
  },
  {
    reason: 'part of the recorded text is of the recording, not of Kubernetes',
    matches: ({ artefact }) => artefact !== undefined,
  },
  {
    reason: 'it was cut off by the recorder',
    matches: ({ isCutOff, exit }) => isCutOff === true || exit === -2,
  },
  {
    reason: 'kubectl rolling-update is not simulated yet',
    matches: ({ section }) => section.startsWith('rolling-update'),
  },
  {
    reason: 'Ingress is not simulated yet',
    matches: ({ section }) => section === 'ingress',
  },
];

/** Why a row is left out, or undefined. */
export function whyExcluded(row: Row, recording: Recording): string | undefined {
  return exclusions.find(({ matches }) => matches(row, recording))?.reason;
}
