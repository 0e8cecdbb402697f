// The images of this cluster's registry: names, tags, how long they take to fetch, and what they run.

import type { Container } from '../api/core/v1/objects.ts';
import type { Image, Program } from '../network/program.ts';
import { busybox } from './busybox.ts';
import type { Flavour } from './commands.ts';
import { guestbookFrontend } from './guestbook.ts';
import { kube2sky } from './kube2sky.ts';
import { nginx } from './nginx.ts';
import { orreryApp } from './orreryApp.ts';
import { redis, redisMaster, redisSlave } from './redis/redis.ts';
import { serveHostname } from './serveHostname.ts';
import { tomcat } from './tomcat.ts';

export interface KnownImage {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly pullMs: number;
  readonly sizeMB: number;
  readonly flavour: Flavour;
  /** Its own program, or what it makes of a container's command. */
  readonly program: Program | ((container: Container) => ReturnType<Image['programOf']>);
  /** The name of its own program in a container's command, for those who write it out. */
  readonly entrypoints?: readonly string[];
}

export const knownImages: readonly KnownImage[] = [
  {
    repository: 'tomcat',
    tags: ['latest', '6', '7', '8', '8.0', '8.0.35', '8-jre8', '8.0-jre8', '9', '9.0'],
    pullMs: 4_000,
    sizeMB: 357.2,
    flavour: 'gnu',
    program: tomcat,
    entrypoints: ['catalina.sh', 'startup.sh'],
  },
  {
    repository: 'nginx',
    tags: ['latest', '1', '1.7.9', '1.8', '1.9', '1.9.1', '1.10', '1.11', '1.11.1', 'alpine'],
    pullMs: 2_000,
    sizeMB: 182.8,
    flavour: 'gnu',
    program: nginx,
    entrypoints: ['nginx'],
  },
  {
    repository: 'redis',
    tags: ['latest', '2', '2.8', '2.8.19', '3', '3.0', '3.2', '3.2.1', 'alpine', 'e2e'],
    pullMs: 1_800,
    sizeMB: 183,
    flavour: 'gnu',
    program: redis,
    entrypoints: ['redis-server'],
  },
  {
    repository: 'kubeguide/redis-master',
    tags: ['latest', '1.0', '2.0'],
    pullMs: 2_200,
    sizeMB: 419.1,
    flavour: 'gnu',
    program: redisMaster,
    entrypoints: ['redis-server'],
  },
  {
    repository: 'kubeguide/guestbook-redis-slave',
    tags: ['latest'],
    pullMs: 2_200,
    sizeMB: 109.5,
    flavour: 'gnu',
    program: redisSlave,
    entrypoints: ['redis-server', 'run.sh'],
  },
  {
    repository: 'kubeguide/guestbook-php-frontend',
    tags: ['latest'],
    pullMs: 3_500,
    sizeMB: 510.4,
    flavour: 'gnu',
    program: guestbookFrontend,
    entrypoints: ['apache2-foreground'],
  },
  {
    repository: 'busybox',
    tags: ['latest', '1', '1.23', '1.24', '1.24.2', '1.25', 'glibc', 'musl', 'uclibc'],
    pullMs: 1_200,
    sizeMB: 1.093,
    flavour: 'busybox',
    program: busybox,
  },
  {
    repository: 'gcr.io/google_containers/busybox',
    tags: ['latest', '1.24'],
    pullMs: 1_200,
    sizeMB: 1.113,
    flavour: 'busybox',
    program: busybox,
  },
  {
    repository: 'gcr.io/google_containers/serve_hostname',
    tags: ['latest', '1.1', '1.2', '1.3', 'v1.4'],
    pullMs: 900,
    sizeMB: 6.287,
    flavour: 'gnu',
    program: serveHostname,
    entrypoints: ['serve_hostname'],
  },
  {
    repository: 'gcr.io/google_containers/kube2sky-amd64',
    tags: ['latest', '1.15'],
    pullMs: 1_500,
    sizeMB: 29.2,
    flavour: 'gnu',
    program: kube2sky,
    entrypoints: ['kube2sky'],
  },
  {
    repository: 'orrery/app',
    tags: ['latest', '1.0', '2.0'],
    pullMs: 700,
    sizeMB: 11.4,
    flavour: 'gnu',
    program: orreryApp,
    entrypoints: ['app'],
  },
];
