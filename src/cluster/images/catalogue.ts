// The registry of this cluster: which images there are, with which tags, and what they do.

import { assert } from '../../engine/assert.ts';
import type { ImageCatalogue, Program } from '../network/container.ts';
import { busybox } from './busybox.ts';
import { plain } from './plain.ts';
import { tomcat } from './tomcat.ts';

interface Image {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly program: Program;
}

const known: readonly Image[] = [
  {
    repository: 'tomcat',
    tags: ['latest', '6', '7', '8', '8.0', '8.0.35', '8-jre8', '8.0-jre8', '9', '9.0'],
    program: tomcat,
  },
  {
    repository: 'busybox',
    tags: ['latest', '1', '1.23', '1.24', '1.24.2', '1.25', 'glibc', 'musl', 'uclibc'],
    program: busybox,
  },
];

const programs: readonly Program[] = [plain, ...known.map(({ program }) => program)];

export const catalogue: ImageCatalogue = {
  find(image) {
    const { repository, tag } = splitImage(image);
    const found = known.find((each) => each.repository === repository);
    if (!found) return plain;
    if (found.tags.includes(tag)) return found.program;
    return { pullError: `Tag ${tag} not found in repository docker.io/library/${repository}` };
  },
  programNamed(name) {
    const program = programs.find((each) => each.name === name);
    assert(program !== undefined, `the catalogue has the program ${name}`);
    return program;
  },
};

/** "library/tomcat:8.0" is repository tomcat, tag 8.0; no tag is latest. */
function splitImage(image: string): { readonly repository: string; readonly tag: string } {
  const slash = image.lastIndexOf('/');
  const colon = image.indexOf(':', slash);
  const path = colon < 0 ? image : image.slice(0, colon);
  return {
    repository: path.replace(/^(docker\.io\/)?(library\/)?/, ''),
    tag: colon < 0 ? 'latest' : image.slice(colon + 1),
  };
}
