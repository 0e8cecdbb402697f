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
  {
    reason:
      'the data does not tell which of the generated names the pods had that others name here',
    matches: isListed({
      'v1.3': [68, 180, 523, 551, 552, 556, 599, 600, 603, 605, 608, 609, 611, 612, 623, 625, 946],
      'v1.0': [
        51, 58, 59, 60, 71, 81, 94, 103, 104, 148, 163, 182, 421, 525, 602, 607, 610, 611, 614, 855,
      ],
    }),
  },
  {
    reason: 'the pod that it names has another name in the replay',
    matches: isListed({ 'v1.3': [673, 674, 832, 841], 'v1.0': [625, 627, 665, 741] }),
  },
  {
    reason: 'it shows Events of the sections before it, or Services of a Deployment',
    matches: isListed({ 'v1.3': [294, 340, 793, 914], 'v1.0': [296, 342] }),
  },
  {
    reason: 'the data does not tell when the row before it was typed',
    matches: isListed({ 'v1.3': [49, 50, 288, 290, 698], 'v1.0': [52, 285, 288, 715] }),
  },
  {
    reason: 'something else was typed while it ran, which the data does not tell',
    matches: isListed({ 'v1.3': [829], 'v1.0': [738] }),
  },
  {
    reason: 'its cluster was not empty when it began',
    matches: isListed({ 'v1.3': [885, 1089, 1090], 'v1.0': [794, 974, 975] }),
  },
  {
    reason: 'Events of one second came in another order',
    matches: isListed({ 'v1.3': [891, 899, 926] }),
  },
  {
    reason: "it prints Go's memory of an object, or an editor that nobody sits at",
    matches: isListed({ 'v1.3': [866, 662] }),
  },
  {
    reason: 'it lists Ingresses beside others',
    matches: isListed({ 'services-1.3': [36] }),
  },
  {
    reason: 'it was recorded without admission control',
    matches: isListed({ 'services-1.3': [140] }),
  },
  {
    reason: 'under every release the API server, its controllers and its nodes are those of 1.3',
    matches: (row, recording) =>
      recording.release === 'v1.0' && (showsServer10(row) || isServer10(row, recording)),
  },
];

type RowNumbers = { readonly [K in Recording['name']]?: readonly number[] };

/** Rows by their numbers. */
function isListed(numbers: RowNumbers): Exclusion['matches'] {
  return ({ n }, { name }) => numbers[name]?.includes(n) ?? false;
}

/** Labels of nodes, namespaces, ports of `kubernetes`, pods that are gone at once, status that cannot be written. */
const isServer10 = isListed({
  'v1.0': [4, 8, 12, 13, 334, 335, 340, 527, 701, 702, 704, 707, 925],
});

/** Objects as the API server keeps them, and Events in the words of its components. */
function showsServer10({ api, stdout = '' }: Row): boolean {
  return (
    api !== undefined ||
    /successfulCreate|\bscheduled\s|imagePullPolicy: IfNotPresent|\b16440\b/.test(stdout)
  );
}

/** 'values' in single quotes, small letters, singular and camel-case kinds. */
const SERVER_TEXTS_10 =
  /(invalid value|unsupported value|duplicate value|not found) '|: required value|may not update fields|invalid character 'b' looking|service "[^"]*" (not found|already exists)|replicationControllers "/;

/** Endpoints with addresses that are of this host or of a group; a namespace that is not there. */
const ACCEPTED_10: readonly number[] = [227, 229, 416];

/** Why a row is left out, or undefined. */
export function whyExcluded(row: Row, recording: Recording): string | undefined {
  return exclusions.find(({ matches }) => matches(row, recording))?.reason;
}
