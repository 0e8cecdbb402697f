// What the API server tells of itself: groups, versions, resources, its release, its health. As Kubernetes 1.3 does.

import { apiVersionOf, resources } from '../api/kinds.ts';
import type { ApiRequest, ApiResponse } from './client.ts';
import { answer } from './statuses.ts';

export interface Discovery {
  /** Where clients reach it: address:port. */
  readonly serverAddress: string;
}

/** Of the release that kubectl is of, too. */
const version = {
  major: '1',
  minor: '3',
  gitVersion: 'v1.3.0',
  gitCommit: '283137936a498aed572ee22af6774b6fb6e9fd94',
  gitTreeState: 'clean',
  buildDate: '2016-07-01T19:26:38Z',
  goVersion: 'go1.6.2',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const;

/** Subresources by kind, with the kind that they are. */
const subresources: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  Namespace: [
    ['finalize', 'Namespace'],
    ['status', 'Namespace'],
  ],
  Node: [['status', 'Node']],
  Pod: [
    ['binding', 'Binding'],
    ['exec', 'Pod'],
    ['log', 'Pod'],
    ['status', 'Pod'],
  ],
  ReplicationController: [
    ['scale', 'Scale'],
    ['status', 'ReplicationController'],
  ],
  Service: [['status', 'Service']],
};

/** Group versions besides v1, sorted: 1.3 keeps the Scale of a ReplicationController in extensions. */
function groupVersions(): string[] {
  const named = resources.map(apiVersionOf).filter((each) => each !== 'v1');
  return [...new Set(['extensions/v1beta1', ...named])].sort();
}

/** The answer for a path that is no resource; undefined when there is nothing. */
export function discover(
  discovery: Discovery,
  { method, path }: ApiRequest,
): ApiResponse | undefined {
  if (method !== 'GET') return undefined;
  const parts = path.split('/').filter((part) => part !== '');
  switch (parts.join('/')) {
    case '':
      return answer(200, { paths: rootPaths() });
    case 'api':
      return answer(200, {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [
          { clientCIDR: '0.0.0.0/0', serverAddress: discovery.serverAddress },
        ],
      });
    case 'apis':
      return answer(200, { kind: 'APIGroupList', groups: groupNames().map(groupNamed) });
    case 'version':
      return answer(200, version);
    case 'healthz':
    case 'healthz/ping':
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'ok' };
    default:
      return discoverGroup(parts);
  }
}

/** What the server answers to at all. */
export function rootPaths(): string[] {
  const groups = groupNames().flatMap((name) => [
    `/apis/${name}`,
    ...groupVersions()
      .filter((each) => each.startsWith(`${name}/`))
      .map((each) => `/apis/${each}`),
  ]);
  return ['/api', '/api/v1', '/apis', ...groups, '/healthz', '/healthz/ping', '/version'];
}

function discoverGroup([root, group, groupVersion, ...rest]: readonly string[]):
  ApiResponse | undefined {
  if (root === 'api' && group === 'v1' && groupVersion === undefined) {
    return answer(200, resourceList('v1'));
  }
  if (root !== 'apis' || group === undefined || rest.length > 0) return undefined;
  if (groupVersion === undefined) {
    return groupNames().includes(group)
      ? answer(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupNamed(group) })
      : undefined;
  }
  const name = `${group}/${groupVersion}`;
  return groupVersions().includes(name) ? answer(200, resourceList(name)) : undefined;
}

function groupNames(): string[] {
  return [...new Set(groupVersions().map((each) => each.slice(0, each.indexOf('/'))))];
}

function groupNamed(name: string): object {
  const versions = groupVersions()
    .filter((each) => each.startsWith(`${name}/`))
    .map((groupVersion) => ({ groupVersion, version: groupVersion.slice(name.length + 1) }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceList(groupVersion: string): object {
  const own = resources
    .filter((each) => apiVersionOf(each) === groupVersion)
    .flatMap(({ kind, plural, isNamespaced: namespaced }) => [
      { name: plural, namespaced, kind },
      ...(subresources[kind] ?? []).map(([name, its]) => ({
        name: `${plural}/${name}`,
        namespaced,
        kind: its,
      })),
    ]);
  const scale = [
    { name: 'replicationcontrollers', namespaced: true, kind: 'ReplicationControllerDummy' },
    { name: 'replicationcontrollers/scale', namespaced: true, kind: 'Scale' },
  ];
  const all = groupVersion === 'extensions/v1beta1' ? [...own, ...scale] : own;
  return {
    kind: 'APIResourceList',
    groupVersion,
    resources: all.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
