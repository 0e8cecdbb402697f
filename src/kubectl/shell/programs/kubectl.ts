// kubectl in the shell: it finds files from the folder that the shell is in.

import { runKubectl } from '../../kubectl.ts';
import { passOn, print, printError, type ExecResult, type Program } from '../../process.ts';
import { fileKey } from '../fileSystem.ts';
import type { ProgramCall, ShellProgram } from '../program.ts';
import type { ShellState } from '../state.ts';

function* kubectl({ words, stdin, state, runAt }: ProgramCall): Program {
  const reads = words.some((word) => /^-$|^-f-$|=-$|^-[it]*i[it]*$|^--stdin$/.test(word));
  const program = runKubectl({
    words,
    stdin: reads ? yield* stdin.readAll() : '',
    place: state.environment.place,
    variable: (name) => state.variables.get(name)?.value,
    runAt: (place, command) => runAt({ ...state.environment, place }, command),
  });
  return yield* inFolder(program, state);
}

/** Lets a program name files as the shell does. */
function* inFolder(program: Program, state: ShellState): Program {
  let next = program.next();
  while (!next.done) {
    const effect = next.value;
    if (effect.type !== 'readFile' && effect.type !== 'writeFile' && effect.type !== 'edit') {
      next = yield* passOn(program, effect);
      continue;
    }
    const path = fileKey(state.environment, state.resolve(effect.path));
    if (effect.type === 'edit' && path.includes(':/')) {
      // Nobody sees the files of another machine in the editor: it is left at once.
      yield* printError('vi: the editor holds the files of /root on the master\n');
      next = program.next();
    } else next = yield* passOn(program, { ...effect, path });
  }
  return next.value;
}

function* orrery({ words }: ProgramCall): Program {
  const result = (yield { type: 'control', words }) as ExecResult;
  yield* print(result.stdout);
  yield* printError(result.stderr);
  return result.exit;
}

export const kubectlPrograms: Readonly<Record<string, ShellProgram>> = { kubectl, orrery };
