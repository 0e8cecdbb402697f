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
    reason: 'the API server keeps the texts of 1.3: only kubectl changes with the release',
    matches: ({ stderr = '' }, { release }) => release === 'v1.0' && SERVER_TEXTS_10.test(stderr),
  },
  {
    reason: 'the API server of 1.0 accepted what 1.3 refuses',
    matches: ({ n }, { release }) => release === 'v1.0' && ACCEPTED_10.includes(n),
  },
  {
    reason: 'the schema check of 1.0 is not simulated: it refuses what is right',
    matches: ({ cmd = '' }, { release }) => release === 'v1.0' && cmd.includes('--validate=true'),
  },
  {
    reason: 'Deployments are not simulated yet',
    matches: ({ section, cmd = '', stdout = '' }) =>
      section === 'kubectl-run' && /deployment|rollout|\brs\b|nginx-\d+-/.test(cmd + stdout),
  },
  {
    reason: 'kubectl rolling-update is not simulated yet',
    matches: ({ section }) => section.startsWith('rolling-update'),
  },
  {
    reason: 'Ingress is not simulated yet',
    matches: ({ section, files = {}, cmd = '' }) =>
      section === 'ingress' ||
      Object.entries(files).some(
        ([name, text]) => cmd.includes(name) && text.includes('kind: Ingress'),
      ),
  },
  {
    reason: 'HorizontalPodAutoscalers are not simulated',
    matches: ({ cmd = '' }) => cmd.startsWith('kubectl autoscale'),
  },
];

/** 'values' in single quotes, small letters, singular and camel-case kinds. */
const SERVER_TEXTS_10 =
  /(invalid value|unsupported value|duplicate value|not found) '|: required value|may not update fields|invalid character 'b' looking|service "[^"]*" (not found|already exists)|replicationControllers "/;

/** Endpoints with addresses that are of this host or of a group; a namespace that is not there. */
const ACCEPTED_10: readonly number[] = [227, 229, 416];

/** Why a row is left out, or undefined. */
export function whyExcluded(row: Row, recording: Recording): string | undefined {
  return exclusions.find(({ matches }) => matches(row, recording))?.reason;
}
