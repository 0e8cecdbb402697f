import { describe, expect, test } from 'vitest';
import type { Act, Play, Run } from '../../network/program.ts';
import { baseCommands } from '../commands.ts';
import { sayScript } from './execute.ts';
import { shellProgram } from './shellProgram.ts';

const commands = baseCommands('busybox');
const find = (name: string) => commands[name];

function newRun(command: readonly string[], now: number, before?: Play): Run {
  return {
    container: {
      name: 'box',
      image: 'busybox',
      command,
      resources: {},
      terminationMessagePath: '',
      imagePullPolicy: 'Always',
    },
    pod: 'default/box',
    podIP: '172.17.1.2',
    startedAt: 0,
    now,
    playedUntil: -1,
    memory: before?.memory,
    variables: () => [
      ['HOSTNAME', 'box'],
      ['GREETING', 'hello world'],
    ],
    readFile: (path) => (path === '/data/in' ? 'one\ntwo\n' : undefined),
    listFiles: () => [],
    outcomes: [],
  };
}

/** Plays a script up to each of these moments; what it did then. */
function play(script: string, moments: readonly number[]): { plays: Play[]; acts: Act[] } {
  const plays: Play[] = [];
  for (const now of moments) {
    if (plays.at(-1)?.acts.some(({ type }) => type === 'exit')) break;
    const run = newRun(['sh', '-c', script], now, plays.at(-1));
    plays.push(shellProgram({ name: 'busybox', find }, run.container).play(run));
  }
  return { plays, acts: plays.flatMap(({ acts }) => acts) };
}

function printed(acts: readonly Act[]): string[] {
  return acts.flatMap((act) => (act.type === 'print' ? [`${act.at} ${act.text}`] : []));
}

function say(script: string): string {
  const run = newRun([], 0);
  const { stdout, stderr, exit } = sayScript({ run, find }, script, { time: 0, variables: {} });
  return `${stdout}${stderr}(${exit})`;
}

describe('a script as the program of a container', () => {
  test('says what it says when it says it, however often one looks', () => {
    const script = 'while true; do echo hello; sleep 1; done';
    expect(printed(play(script, [0, 2_500]).acts)).toEqual(['0 hello', '1000 hello', '2000 hello']);
    expect(printed(play(script, [0, 400, 1_000, 2_100]).acts)).toEqual([
      '0 hello',
      '1000 hello',
      '2000 hello',
    ]);
  });

  test('is not waited for while it only goes round', () => {
    const [round] = play('while true; do echo hello; sleep 1; done', [0]).plays;
    expect(round).toMatchObject({ nextQuietAt: 1_000 });
    expect(round?.nextAt).toBeUndefined();
    const [straight] = play('sleep 5; exit 3', [0]).plays;
    expect(straight).toMatchObject({ nextAt: 5_000 });
  });

  test('ends with the code that it says, or with that of its last command', () => {
    const exits = (script: string) =>
      play(script, [0, 60_000]).acts.filter(({ type }) => type === 'exit');
    expect(exits('sleep 5; exit 3')).toMatchObject([{ exitCode: 3 }]);
    expect(exits('echo a; false')).toMatchObject([{ exitCode: 1 }]);
    expect(exits('nosuch')).toMatchObject([{ exitCode: 127 }]);
    expect(exits('tail -f /dev/null')).toEqual([]);
  });

  test('a loop that takes no time takes a second a round', () => {
    expect(printed(play('while :; do echo x; done', [2_000]).acts)).toHaveLength(3);
  });

  test('counts', () => {
    const script = 'for ((i = 0; ; i++)); do echo "$i: $(hostname)"; sleep 1; done';
    expect(printed(play(script, [2_000]).acts)).toEqual(['0 0: box', '1000 1: box', '2000 2: box']);
    const posix = 'i=0; while [ $i -lt 2 ]; do echo $i; i=$((i+1)); sleep 1; done; echo end';
    expect(printed(play(posix, [9_000]).acts)).toEqual(['0 0', '1000 1', '2000 end']);
  });

  test('writes and removes files', () => {
    const script = 'touch /tmp/healthy; sleep 30; rm -rf /tmp/healthy; echo a > /b; echo c >> /b';
    const files = play(script, [0, 30_000]).acts.filter(({ type }) => type === 'write');
    expect(files).toEqual([
      { type: 'write', path: '/tmp/healthy', text: '' },
      { type: 'write', path: '/b', text: 'a\n' },
      { type: 'write', path: '/b', text: 'a\nc\n' },
    ]);
  });
});

describe('a script that is asked for at once', () => {
  test.each([
    ['echo "$GREETING" from $HOSTNAME', 'hello world from box\n(0)'],
    ["echo '$GREETING'", '$GREETING\n(0)'],
    ['true && echo yes || echo no', 'yes\n(0)'],
    ['false && echo yes || echo no', 'no\n(0)'],
    ['if [ -f /data/in ]; then echo there; else echo gone; fi', 'there\n(0)'],
    ['if test -e /nothing; then echo there; elif true; then echo else; fi', 'else\n(0)'],
    ['cat /data/in | grep two', 'two\n(0)'],
    ['cat /nothing', "cat: can't open '/nothing': No such file or directory\n(1)"],
    ['cat /nothing 2>/dev/null || echo none', 'none\n(0)'],
    ['for x in a b; do echo $x; done', 'a\nb\n(0)'],
    ['NAME=value; echo ${NAME} ${OTHER:-other}', 'value other\n(0)'],
    ['echo hidden > /dev/null; echo $?', '0\n(0)'],
    ['frobnicate', 'sh: frobnicate: not found\n(127)'],
    ['echo "left open', 'sh: syntax error\n(2)'],
  ])('%s', (script, said) => {
    expect(say(script)).toBe(said);
  });
});
