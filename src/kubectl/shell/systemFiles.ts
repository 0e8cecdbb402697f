// Files of CentOS 7 that people look at on a node.

import type { Part, ShellEnvironment } from '../process.ts';

export const systemFolders: readonly string[] = [
  '/',
  ...'bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var'
    .split(' ')
    .map((name) => `/${name}`),
  '/etc/kubernetes',
  '/usr/bin',
  '/usr/local',
  '/usr/local/bin',
  '/var/lib',
  '/var/lib/kubelet',
  '/var/log',
  '/var/run',
];

/** A file that is made up when it is read. */
export function* systemFile(environment: ShellEnvironment, path: string): Part<string | undefined> {
  const { place } = environment;
  if (place.pod !== undefined) return undefined;
  switch (path) {
    case '/etc/hostname':
      return `${place.node}\n`;
    case '/etc/hosts':
      return '127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n::1         localhost localhost.localdomain localhost6 localhost6.localdomain6\n';
    case '/etc/redhat-release':
    case '/etc/centos-release':
      return 'CentOS Linux release 7.2.1511 (Core) \n';
    default:
      return undefined;
  }
}
