// What differs between a recording and a replay by nature: uids, times, ages, versions, assigned addresses and ports, which
// node a pod came to. Runs of blanks are one, because columns are as wide as what is masked; layout has tests of its own.

/** The hash of a rolling update, in names and labels. */
export const HASH = /\b[0-9a-f]{32}\b/g;

const MASKS: readonly (readonly [RegExp, string])[] = [
  [HASH, 'HASH'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-11[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME'],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME'],
  [/docker:\/\/(sha256:)?[0-9a-f]{64}/g, 'docker://ID'],
  // A Docker that only pretends has names for ids, no ids of images, and one address for all pods.
  [/docker:\/\/\/k8s_[\w.-]+/g, 'docker://ID'],
  [/docker:\/\/(?![\w/])/g, 'docker://ID'],
  [/\b2\.3\.4\.5\b/g, 'PODIP'],
  [/(resourceVersion\\?"?: ?\\?"?)\d+/g, '$1N'],
  [/(\.)[0-9a-f]{16}\b/g, '$1EVENT'],
  [/\b169\.169\.(?!0\.(0|1|100)\b|7\.7\b|255\.255\b)\d+\.\d+/g, 'CLUSTERIP'],
  [/\b172\.17\.\d+\.\d+/g, 'PODIP'],
  [/\b192\.168\.18\.[34]\b/g, 'NODE'],
  [/\b16[45]43\b/g, '6443'],
  [/\b3[0-2]\d{3}\b/g, 'NODEPORT'],
  [/(?<![\w.])\d+[smhd](?![\w.])/g, 'AGE'],
  [/\b[WEIF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /g, 'LOG '],
  // kubectl lists them in random order.
  [/only supports API versions \[[^\]]*\]/g, 'only supports API versions [VERSIONS]'],
  [/[ \t]+/g, ' '],
];

export function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, name]) => masked.replace(pattern, name), text);
}

/** A JSON answer as text with sorted keys, masked. Which pod has which address is chance: addresses come by pod. */
export function maskJSON(value: unknown): string {
  const sorted = JSON.stringify(
    value,
    (key, inner: unknown) => {
      if (Array.isArray(inner)) return key === 'addresses' ? byPod(inner) : inner;
      return typeof inner === 'object' && inner !== null
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner;
    },
    1,
  );
  return mask(sorted ?? '');
}

function byPod(addresses: readonly unknown[]): unknown[] {
  const nameOf = (address: unknown) =>
    (address as { targetRef?: { name?: string } }).targetRef?.name ?? '';
  return [...addresses].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
