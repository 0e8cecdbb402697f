// The hash that names the new controller and tells its pods from the old ones (api.HashObject): MD5 over the whole object as
// JSON, with uid and resourceVersion, so that the same update tried again has another hash.

import type { ReplicationController } from '../../cluster/api/core/v1/objects.ts';
import { md5 } from '../../cluster/api/md5.ts';
import { encodeObject } from '../encode.ts';
import type { ManifestObject } from '../manifests.ts';
import type { Release } from '../release.ts';

/** 32 hex digits. */
export function hashObject(controller: ReplicationController, release: Release): string {
  const encoded = encodeObject(controller as unknown as ManifestObject, release);
  const json = JSON.stringify(encoded, (name, value: unknown) =>
    MAPS.includes(name) && isPlain(value) ? sorted(value) : value,
  );
  return md5(release === 'v1.0' ? json : `${json}\n`);
}

/** Fields that are maps in Go, which writes their keys in order. */
const MAPS = ['labels', 'annotations', 'selector', 'nodeSelector', 'limits', 'requests'];

function sorted(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
