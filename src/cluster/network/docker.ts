// What Docker calls the things of a node, and what it can be asked to do with them.

import { hashText } from '../../engine/random.ts';
import type { ContainerRecord, Sandbox } from './container.ts';

/** What `docker` and `systemctl` on a node ask of its Docker: the payload of a kubelet's wakeup. */
export type DockerRequest =
  | {
      readonly verb: 'stop' | 'kill' | 'restart';
      /** namespace/name. */
      readonly pod: string;
      /** POD is the pause container. */
      readonly container: string;
    }
  | { readonly verb: 'restart-daemon' };

/** As the kubelet names pause containers. */
export const PAUSE = 'POD';
export const PAUSE_IMAGE = 'gcr.io/google_containers/pause-amd64:3.0';

const digests = new Map<string, string>();

/** 64 hex digits that stay the same for an image. */
export function imageDigest(image: string): string {
  const known = digests.get(image);
  if (known !== undefined) return known;
  const digest = hexOf(image, 64);
  digests.set(image, digest);
  return digest;
}

/** 64 hex digits of a pause container. */
export function pauseID({ uid, readyAt }: Pick<Sandbox, 'uid' | 'readyAt'>): string {
  return hexOf(`pause ${uid} ${readyAt}`, 64);
}

/** The name that the kubelet gives a container: k8s_NAME.HASH_POD_NAMESPACE_UID_ATTEMPT. */
export function dockerName(
  { pod, podUID, name }: Pick<ContainerRecord, 'pod' | 'podUID' | 'name'>,
  id: string,
): string {
  const [namespace = '', podName = ''] = pod.split('/');
  return `k8s_${name}.${hexOf(`${podUID} ${name}`, 8)}_${podName}_${namespace}_${podUID}_${hexOf(id, 8)}`;
}

function hexOf(text: string, digits: number): string {
  let hex = '';
  for (let n = 0; hex.length < digits; n++) {
    hex += hashText(`${text}${n}`).toString(16).padStart(8, '0');
  }
  return hex.slice(0, digits);
}
