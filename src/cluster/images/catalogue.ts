// The registry of this cluster: which images there are, with which tags, and what they do.

import type { Container } from '../api/core/v1/objects.ts';
import { assert } from '../../engine/assert.ts';
import type { Command, Image, ImageCatalogue, Program, Run, Said } from '../network/program.ts';
import { ownValue } from '../api/ownValue.ts';
import { baseCommands } from './commands.ts';
import { knownImages, type KnownImage } from './knownImages.ts';
import { plain } from './plain.ts';
import { sayScript } from './shell/execute.ts';
import { shellProgram } from './shell/shellProgram.ts';

const PLAIN_IMAGE: Image = {
  pullMs: 2_500,
  sizeBytes: 125_100_000,
  programOf: (container) => programOfUnknown(container),
};

const NO_CONTAINER: Container = {
  name: '',
  image: '',
  resources: {},
  terminationMessagePath: '',
  imagePullPolicy: 'Always',
};

/** The program of a container that runs a script instead of what its image is for. */
const SHELL = 'shell';

const gnu = baseCommands('gnu');
const busyboxCommands = baseCommands('busybox');

export const catalogue: ImageCatalogue = createCatalogue(knownImages);

/** A registry with these images; every other one is plain. */
function createCatalogue(known: readonly KnownImage[]): ImageCatalogue {
  const byRepository = new Map(known.map((image) => [image.repository, image]));
  const named = new Map<string, Program>([[plain.name, plain]]);
  for (const { program } of known) {
    const example = typeof program === 'function' ? program(NO_CONTAINER) : program;
    if (!('startError' in example)) named.set(example.name, example);
  }
  const find = (text: string): KnownImage | undefined =>
    byRepository.get(splitImage(text).repository);
  return {
    find(text) {
      const { tag } = splitImage(text);
      const image = find(text);
      if (!image) return PLAIN_IMAGE;
      if (!image.tags.includes(tag)) return { pullError: tagNotFound(image.repository, tag) };
      return {
        pullMs: image.pullMs,
        sizeBytes: image.sizeMB * 1_000_000,
        programOf: (container) => programOfKnown(image, container),
      };
    },
    programNamed(name) {
      const program = named.get(name) ?? (name === SHELL ? plain : undefined);
      assert(program !== undefined, `the catalogue has the program ${name}`);
      return program;
    },
    execute: (text, words, run) => execute(find(text), words, run),
  };
}

function programOfKnown(image: KnownImage, container: Container): ReturnType<Image['programOf']> {
  if (typeof image.program === 'function' && !image.entrypoints) return image.program(container);
  const [first] = container.command ?? [];
  const isOwn = first === undefined || image.entrypoints?.includes(first.replace(/^.*\//, ''));
  if (!isOwn) return shellProgram({ name: SHELL, find: finder(image) }, container);
  return typeof image.program === 'function' ? image.program(container) : image.program;
}

/** Scripts and small programs do what they say; whatever else the command names is a server. */
function programOfUnknown(container: Container): Program {
  const [first] = container.command ?? [];
  const name = first?.replace(/^.*\//, '') ?? '';
  const isScript = /^(sh|bash|ash)$/.test(name) || Object.hasOwn(gnu, name);
  return isScript
    ? shellProgram({ name: SHELL, find: (word) => ownValue(gnu, word) ?? serve }, container)
    : plain;
}

/** A program that nobody knows: it listens on the ports that the container names, for ever. */
const serve: Command = (_words, { container }) => ({
  stdout: '',
  stderr: '',
  exit: 0,
  acts: (container.ports ?? []).map(({ containerPort, protocol }) => ({
    type: 'listen',
    port: containerPort,
    protocol,
  })),
  tookMs: Infinity,
});

function finder(image: KnownImage | undefined): (name: string) => Command | undefined {
  const base = image?.flavour === 'busybox' ? busyboxCommands : gnu;
  const own = image && typeof image.program !== 'function' ? image.program.commands : undefined;
  return (name) => ownValue(own ?? {}, name) ?? ownValue(base, name);
}

/** A command beside the container's own program: a script, or one of the image's programs. */
function execute(image: KnownImage | undefined, words: readonly string[], run: Run): Said {
  const [program = '', ...args] = words;
  const find = finder(image);
  const name = program.replace(/^.*\//, '');
  if (/^(sh|bash|ash)$/.test(name)) {
    const flag = args.findIndex((word) => /^-\w*c$/.test(word));
    const text = flag < 0 ? '' : (args[flag + 1] ?? '');
    return sayScript({ run, find }, text, { time: run.now, variables: {} });
  }
  const command = find(name);
  if (command) return command(words, run);
  const text = `exec: \\"${program}\\": executable file not found in $PATH`;
  const stderr = `rpc error: code = 2 desc = "oci runtime error: exec failed: ${text}"\n`;
  return { stdout: '', stderr, exit: 126 };
}

/** As Docker 1.9 and 1.10 say it. */
function tagNotFound(repository: string, tag: string): string {
  const [host = '', ...rest] = repository.split('/');
  const isNamed = rest.length > 0 && /[.:]/.test(host);
  const isOfficial = rest.length === 0;
  const path = isNamed ? repository : `docker.io/${isOfficial ? 'library/' : ''}${repository}`;
  return `Tag ${tag} not found in repository ${path}`;
}

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
