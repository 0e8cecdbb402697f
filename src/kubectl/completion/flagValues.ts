// Values of kubectl's flags, where they are known: from the flag's help, from the cluster, from the files.

import type { FlagSpec } from '../arguments.ts';
import type { Part } from '../process.ts';
import type { ShellState } from '../shell/state.ts';
import { behind, choose, type Choice } from './candidate.ts';
import { filesFrom } from './files.ts';
import type { KubectlLine } from './kubectlLine.ts';
import { containersOf, labelsOf, namesOf } from './liveNames.ts';

interface Place {
  readonly line: KubectlLine;
  /** The value as far as it is typed. */
  readonly typed: string;
  readonly state: ShellState;
}

const MANIFESTS = /\.(json|ya?ml|stdin)$/;

const VALUES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['TCP', 'UDP'],
  restart: ['Always', 'OnFailure', 'Never'],
  'image-pull-policy': ['Always', 'IfNotPresent', 'Never'],
  'session-affinity': ['None', 'ClientIP'],
};

const TYPES: Readonly<Record<string, readonly string[]>> = {
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  patch: ['json', 'merge', 'strategic'],
};

const GENERATORS: Readonly<Record<string, readonly string[]>> = {
  expose: ['service/v1', 'service/v2'],
  run: ['run/v1', 'run-pod/v1'],
};

export function* valuesOf(flag: FlagSpec, { line, typed, state }: Place): Part<Choice[]> {
  const { given, nouns, usage } = line;
  const namespace = given.get('namespace') ?? 'default';
  const command = line.sub?.name ?? usage?.name ?? '';
  const type = typeOf(line);
  const comma = typed.slice(0, typed.lastIndexOf(',') + 1);
  switch (flag.name) {
    case 'filename':
      return behindFolder(
        comma,
        yield* filesFrom(state, typed.slice(comma.length), { files: MANIFESTS }),
      );
    case 'namespace':
      return yield* namesOf('namespaces', namespace);
    case 'output':
      return outputs(flag);
    case 'container':
      return choose(yield* containersOf(type, nouns[0] ?? '', namespace));
    case 'selector':
      return behind(comma, choose(yield* labelsOf(type, namespace)));
    case 'label-columns': {
      const keys = (yield* labelsOf(type, namespace)).map((pair) => pair.split('=')[0] ?? '');
      return behind(comma, choose(new Set(keys)));
    }
    case 'type':
      return choose(TYPES[command] ?? []);
    case 'generator':
      return choose(GENERATORS[command] ?? []);
    default:
      return choose(flag.type === 'bool' ? ['true', 'false'] : (VALUES[flag.name] ?? []));
  }
}

/** A file keeps the short name that a list shows. */
function behindFolder(prefix: string, choices: readonly Choice[]): Choice[] {
  return choices.map((choice) => ({ ...choice, value: prefix + choice.value }));
}

/** `One of: json|yaml|...` and `Use "-o name"`, as the help of -o says; what ends with `=...` wants more. */
function outputs({ help = '' }: FlagSpec): Choice[] {
  const formats =
    /One of: ((?:[\w-]+(?:=\.\.\.)?\|?)+)/.exec(help)?.[1]?.split('|') ??
    /"-o (\w+)"/.exec(help)?.slice(1) ??
    [];
  return formats.map((format) =>
    format.endsWith('=...') ? { value: format.slice(0, -3), isOpen: true } : { value: format },
  );
}

/** The type that the line is about. */
function typeOf({ usage, nouns }: KubectlLine): string {
  if (usage?.name === 'rolling-update') return 'rc';
  if (usage?.name === 'logs' || usage?.name === 'exec') return 'pods';
  return nouns[0]?.split('/')[0] ?? 'pods';
}
