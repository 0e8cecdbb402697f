import { describe, expect, test } from 'vitest';
import type { Container } from '../api/core/v1/objects.ts';
import { catalogue } from './catalogue.ts';

function container(given: Partial<Container>): Container {
  return {
    name: 'c',
    image: 'tomcat',
    resources: {},
    terminationMessagePath: '',
    imagePullPolicy: 'Always',
    ...given,
  };
}

function programOf(given: Partial<Container>): string {
  const image = catalogue.find(given.image ?? 'tomcat');
  if ('pullError' in image) return image.pullError;
  const program = image.programOf(container(given));
  return 'startError' in program ? program.startError : program.name;
}

describe('the catalogue of images', () => {
  test.each([
    ['tomcat', 'tomcat'],
    ['docker.io/library/nginx:1.9', 'nginx'],
    ['kubeguide/redis-master:2.0', 'redis-master-2.8.19'],
    ['gcr.io/google_containers/serve_hostname', 'serve_hostname'],
    ['some.registry:5000/team/thing:7', 'plain'],
  ])('knows what %s runs', (image, program) => {
    expect(programOf({ image })).toBe(program);
  });

  test('cannot pull an unknown tag of a known image, in the words of Docker', () => {
    expect(programOf({ image: 'nginx:9.9' })).toBe(
      'Tag 9.9 not found in repository docker.io/library/nginx',
    );
    expect(programOf({ image: 'kubeguide/redis-master:3.0' })).toBe(
      'Tag 3.0 not found in repository docker.io/kubeguide/redis-master',
    );
    expect(programOf({ image: 'gcr.io/google_containers/serve_hostname:9' })).toBe(
      'Tag 9 not found in repository gcr.io/google_containers/serve_hostname',
    );
  });

  test('runs what the container names instead of what the image is for', () => {
    expect(programOf({ image: 'nginx', command: ['sleep', '10'] })).toBe('shell');
    expect(programOf({ image: 'nginx', command: ['nginx', '-g', 'daemon off;'] })).toBe('nginx');
    expect(programOf({ image: 'ubuntu', command: ['sh', '-c', 'date'] })).toBe('shell');
    expect(programOf({ image: 'team/thing', command: ['/thing', '--serve'] })).toBe('plain');
  });

  test('cannot start a program that busybox does not have', () => {
    expect(programOf({ image: 'busybox', command: ['frobnicate'] })).toBe(
      "Error response from daemon: Container command 'frobnicate' not found or does not exist.",
    );
  });

  test('has every program under its name', () => {
    const names = [
      'plain',
      'tomcat',
      'nginx',
      'busybox',
      'shell',
      'orrery-app',
      'redis-slave-2.8.19',
    ];
    expect(names.map((name) => catalogue.programNamed(name).respond)).not.toContain(undefined);
  });
});
