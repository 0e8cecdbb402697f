import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEntry } from '../../simulator/script.ts';
import { Simulation } from '../../simulator/simulation.ts';

const files = { 'a.txt': 'one\ntwo\nthree\n', 'svc.yaml': 'kind: Service\n' };

/** What a terminal shows for some lines, one after another. */
function session(...lines: string[]): string {
  const simulation = new Simulation({ files });
  return lines
    .map((line) => {
      simulation.run(line);
      const output = simulation.process(simulation.lastForeground)?.output ?? [];
      return output.map(({ text }) => text).join('');
    })
    .join('');
}

test.each([
  [['X=5', 'echo $X'], '5\n'],
  [['export X=5', 'X=6', 'env | grep ^X'], 'X=6\n'],
  [['unset HOME', 'echo "[$HOME]"'], '[]\n'],
  [['false', 'echo $?', 'echo $?'], '1\n0\n'],
  [['nosuch', 'echo $?'], '-bash: nosuch: command not found\n127\n'],
  [['for i in 1 2 3; do :; done', 'echo $i'], '3\n'],
  [['(X=5)', 'echo 1 | read X', 'echo "[$X]"'], '[]\n'],
  [['f() { echo "f $1"; }', 'f x', 'type -t f', 'unset -f f', 'type -t f'], 'f x\nfunction\n'],
  [['alias k="echo kubectl"', 'k get pods; k', 'unalias k'], 'kubectl get pods\nkubectl\n'],
  [['mkdir d; cd d; echo hi > x', 'pwd; ls', 'cd ..; cat d/x; cd -'], '/root/d\nx\nhi\n/root/d\n'],
  [
    ['cd /tmp; pwd', 'cd; pwd; cd nowhere'],
    '/tmp\n/root\n-bash: cd: nowhere: No such file or directory\n',
  ],
  [['echo one', 'history'], 'one\n    1  echo one\n    2  history\n'],
  [
    ['type cd echo kubectl for'],
    'cd is a shell builtin\necho is a shell builtin\nkubectl is /usr/bin/kubectl\nfor is a shell keyword\n',
  ],
  [
    ['which kubectl nosuch'],
    '/usr/bin/kubectl\n/usr/bin/which: no nosuch in (/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin:/root/bin)\n',
  ],
  [['ls'], 'a.txt  svc.yaml\n'],
  [['ls | cat'], 'a.txt\nsvc.yaml\n'],
  [['time sleep 1.5'], '\nreal\t0m1.500s\nuser\t0m0.000s\nsys\t0m0.000s\n'],
  [['date', 'sleep 90', 'date +%T'], 'Fri Jul  1 12:00:00 UTC 2016\n12:01:30\n'],
  [['echo "$(date +%s)"'], '1467374400\n'],
  [['exit 3', 'echo $?'], 'logout\n3\n'],
  [
    ['ssh 192.168.18.4 hostname', 'ssh client hostname; ssh nowhere date'],
    '192.168.18.4\nclient\nssh: Could not resolve hostname nowhere: Name or service not known\n',
  ],
  [
    ['ssh 192.168.18.4 "echo hi > /tmp/x; cat /tmp/x"; cat /tmp/x', 'ssh 192.168.18.4 nosuch'],
    'hi\ncat: /tmp/x: No such file or directory\nbash: nosuch: command not found\n',
  ],
  [['printf "1\\n2\\n3\\n" | while read n; do ssh 192.168.18.4 echo $n; done'], '1\n'],
  [['printf "1\\n2\\n" | while read n; do ssh -n 192.168.18.4 echo $n; done'], '1\n2\n'],
  [
    ['vi new.yaml; ls new.yaml; vi svc.yaml'],
    '"new.yaml" [New File]\nnew.yaml\n"svc.yaml" 1L, 14C\n',
  ],
  [['timeout 2 sleep 10; echo $?; timeout 2 sleep 1; echo $?'], '124\n0\n'],
])('a session of %j', (lines, shown) => {
  expect(session(...lines)).toBe(shown);
});

test.each([
  [
    ['sleep 1 &', 'jobs', 'sleep 2', 'jobs'],
    '[1] 10002\n[1]+  Running                 sleep 1 &\n[1]+  Done                    sleep 1\n',
  ],
  [['false & sleep 1'], '[1] 10002\n[1]+  Exit 1                  false\n'],
  [['sleep 30 &', 'kill %1', 'echo x'], '[1] 10002\n[1]+  Terminated              sleep 30\nx\n'],
  [
    ['sleep 5 & sleep 6 &', 'jobs', 'kill -9 %1', 'kill %1'],
    '[1] 10002\n[2] 10003\n[1]-  Running                 sleep 5 &\n[2]+  Running                 sleep 6 &\n[1]-  Killed                  sleep 5\n-bash: kill: %1: no such job\n',
  ],
  [
    ['sleep 3 &', 'time wait', 'fg'],
    '[1] 10002\n[1]+  Done                    sleep 3\n\nreal\t0m3.000s\nuser\t0m0.000s\nsys\t0m0.000s\n-bash: fg: current: no such job\n',
  ],
  [['(sleep 3; exit 4) &', 'fg; echo $?', 'jobs'], '[1] 10002\n(sleep 3; exit 4)\n4\n'],
  [['sleep 2 & wait $!; echo $?'], '[1] 10002\n[1]+  Done                    sleep 2\n0\n'],
  [
    ['for i in 1 2; do (sleep $i; echo $i > o$i) & done', 'wait; cat o1 o2'],
    '[1] 10002\n[2] 10003\n[1]-  Done                    (sleep $i; echo $i > o$i)\n[2]+  Done                    (sleep $i; echo $i > o$i)\n1\n2\n',
  ],
  [
    ['bg', 'sleep 9 &', 'bg', 'fg %3', 'kill 99999', 'kill abc'],
    '-bash: bg: current: no such job\n[1] 10003\n-bash: bg: job 1 already in background\n-bash: fg: %3: no such job\n-bash: kill: (99999) - No such process\n-bash: kill: abc: arguments must be process or job IDs\n',
  ],
])('jobs are told as bash tells them: %j', (lines, shown) => {
  expect(session(...lines)).toBe(shown);
});

test('^C ends a whole pipeline and the job that fg brought to the front', () => {
  const simulation = new Simulation({ files });
  const piped = simulation.run(
    'while true; do echo tick; sleep 1; done | grep tick | head -100',
    3500,
  );
  expect(piped).toMatchObject({ stdout: 'tick\ntick\ntick\ntick\n^C\n', exit: 130 });
  simulation.run('sleep 100 &');
  expect(simulation.run('fg', 2000)).toMatchObject({ stdout: 'sleep 100\n^C\n', exit: 130 });
  expect(simulation.run('jobs; echo $?')).toMatchObject({ stdout: '0\n', stderr: '' });
});

test('head ends an endless program before it', () => {
  const simulation = new Simulation({ files });
  const { stdout } = simulation.run('while true; do echo tick; sleep 1; done | head -2');
  expect(stdout).toBe('tick\ntick\n');
  expect(simulation.now).toBe(2000);
});

test('variables, jobs and files rewind with the world', () => {
  const simulation = new Simulation({ files });
  simulation.run('X=1');
  const here = simulation.step;
  simulation.run('X=2; echo more >> a.txt; sleep 5 & sleep 1');
  simulation.history.seekStep(here);
  expect(simulation.run('echo $X; tail -1 a.txt; jobs').stdout).toBe('1\nthree\n');
});

test('a loop that is seeked into goes on where it was', () => {
  const simulation = new Simulation({ files });
  const line = 'i=0; while [ $i -lt 20 ]; do echo $i; i=$((i+1)); sleep 1; done | grep 1 | tail -2';
  const straight = simulation.run(line).stdout;
  const digest = simulation.history.digest();
  const end = simulation.step;
  simulation.history.seekTime(7500);
  const cold = new Simulation({ files });
  cold.submit({ type: 'line', line });
  cold.history.seekTime(7500);
  expect(cold.history.digest()).toBe(simulation.history.digest());
  simulation.history.seekStep(end);
  expect([straight, simulation.history.digest()]).toEqual(['18\n19\n', digest]);
});

test.each([
  ['while true; do :; done', 'loops are stopped after 10000 rounds'],
  ['while true; do sleep 1; done', 'loops are stopped after one hour of virtual time'],
  ['f() { f; }; f', 'commands are nested more than 60 deep'],
  ['X=xxxxxxxxxx; while true; do X=$X$X; done', 'a text of more than 1000000 characters'],
  [
    'while true; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done | sort',
    'loops are stopped after 10000 rounds',
  ],
  ['echo {1..99999}', 'syntax error: more than 10000 words in braces'],
  [`${'('.repeat(200)}`, 'syntax error: nested too deeply'],
])('%s is stopped with a sentence', (line, sentence) => {
  const simulation = new Simulation({ files });
  expect(simulation.run(line).stderr).toBe(`-bash: ${sentence}\n`);
});

const words =
  'echo cat ls grep sed awk sort $X $? $( ) $(( )) " \' ` ; & && || | > >> < << EOF 2>&1 { } [ ] [[ ]] if then fi for in do done while case esac ! * ? ~ # \\ a.txt -n 1 2 + = == kubectl get pods f() %1 xargs read test printf %s head tr cut {print$1} s/a/b/ p d diff find expr curl 172.17.1.2:80 ssh client timeout {1..3} ${X:-y} ${ } time -c'.split(
    ' ',
  );

test('anything typed gives output and an exit code', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((some) => some.join(' ')),
    fc.array(fc.constantFrom(...words, '\n', '\t'), { maxLength: 14 }).map((some) => some.join('')),
  );
  fc.assert(
    fc.property(typed, (line) => {
      const { exit } = new Simulation({ files }).run(line);
      expect(Number.isInteger(exit) && exit >= 0 && exit <= 255).toBe(true);
    }),
    { numRuns: 250 },
  );
});

test.each([
  [['echo a'], 1],
  [['cat <<EOF', 'a', 'EOF', 'next'], 3],
  [['for i in 1 2; do', '  echo $i', 'done', 'next'], 3],
  [['echo "a', 'b"', 'next'], 2],
  [['echo a \\', '  b', 'next'], 2],
  [['echo a |', 'cat', 'next'], 2],
  [['for i in 1; do cat <<EOF', '$i', 'EOF', 'done', 'next'], 4],
  [['if true', 'then echo a', 'fi', 'next'], 3],
  [['echo )', 'next'], 1],
])('the lines %j are read up to the end of a command', (lines, count) => {
  const rest = [...lines];
  expect(readEntry(rest, false)).toEqual({ type: 'line', line: lines.slice(0, count).join('\n') });
  expect(rest).toEqual(lines.slice(count));
});

test('a here-document of many lines is read once', () => {
  const lines = ['cat <<EOF', ...Array.from({ length: 50_000 }, (_, at) => `line ${at}`), 'EOF'];
  expect(readEntry([...lines], false)).toEqual({ type: 'line', line: lines.join('\n') });
});
