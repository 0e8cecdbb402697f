import { describe, expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n';
const FILE = 'kubectl-edit-web.yaml';

function withService(): Simulation {
  const simulation = new Simulation({ files: { 'web.yaml': SERVICE } });
  simulation.run('kubectl create -f web.yaml');
  return simulation;
}

function fileOf(simulation: Simulation): string {
  return simulation.history.world.table<{ text: string }>('files').get(FILE)?.text ?? '';
}

/** Types the line and lets time run until the editor is open. */
function open(simulation: Simulation): number {
  const pid = simulation.type('kubectl edit svc web');
  while (!simulation.process(pid)?.isEditing) simulation.history.forward();
  return pid;
}

function save(simulation: Simulation, pid: number, text: string): void {
  simulation.submit({ type: 'file', path: FILE, text });
  const { exit, isEditing } = simulation.process(pid) ?? {};
  if (exit === undefined && !isEditing) {
    while (simulation.process(pid)?.exit === undefined && !simulation.process(pid)?.isEditing) {
      simulation.history.forward();
    }
  }
}

describe('kubectl edit', () => {
  test('opens the object in the editor and sends what was changed when it is saved', () => {
    const simulation = withService();
    const pid = open(simulation);
    expect(simulation.process(pid)).toMatchObject({ edits: FILE, isEditing: true });
    expect(fileOf(simulation)).toMatch(
      /^# Please edit the object below\..*\n#.*\n#.*\n#\napiVersion: v1\n/,
    );
    save(simulation, pid, fileOf(simulation).replace('port: 80', 'port: 81'));
    expect(simulation.resultOf(pid)).toMatchObject({ stdout: 'service "web" edited\n', exit: 0 });
    expect(simulation.run('kubectl get svc web -o jsonpath={.spec.ports[0].port}').stdout).toBe(
      '81',
    );
    expect(fileOf(simulation)).toBe('');
  });

  test('opens it again with the reasons when the API server refuses, and ends when nothing changes', () => {
    const simulation = withService();
    const pid = open(simulation);
    save(simulation, pid, fileOf(simulation).replace('port: 80', 'port: 0'));
    expect(simulation.resultOf(pid).stdout).toBe('Error: the services web is invalid\n');
    expect(fileOf(simulation)).toContain(
      '# services "web" was not valid:\n# * spec.ports[0].port: ',
    );
    save(simulation, pid, fileOf(simulation));
    expect(simulation.resultOf(pid)).toMatchObject({
      stderr: 'Edit cancelled, no valid changes were saved.\n',
      exit: 0,
    });
  });

  test('opens it again when it is no YAML any more', () => {
    const simulation = withService();
    const pid = open(simulation);
    save(simulation, pid, 'a: b: c\n');
    expect(fileOf(simulation)).toContain(
      '# The edited file had a syntax error: yaml: mapping values are not allowed in this context\n',
    );
    save(simulation, pid, '# nothing\n');
    expect(simulation.resultOf(pid).stderr).toBe('Edit cancelled, saved file was empty.\n');
  });

  test('is cancelled when nobody edits', () => {
    expect(withService().run('kubectl edit svc web')).toMatchObject({
      stdout: '',
      stderr: 'Edit cancelled, no changes made.\n',
      exit: 0,
    });
  });

  test('runs $EDITOR if there is one', () => {
    const simulation = withService();
    const text = simulation.run('kubectl get svc web -o yaml').stdout.replace('None', 'ClientIP');
    simulation.submit({ type: 'file', path: 'new.yaml', text });
    const { stdout } = simulation.run('EDITOR="cp new.yaml" kubectl edit svc web');
    expect(stdout).toBe('service "web" edited\n');
  });

  test('opens the editor when $EDITOR is one that the page has', () => {
    const simulation = withService();
    const pid = simulation.type('EDITOR=/usr/bin/vim kubectl edit svc web');
    while (!simulation.process(pid)?.isEditing) simulation.history.forward();
    expect(simulation.process(pid)).toMatchObject({ edits: FILE });
  });

  test('is left at once on a machine whose files nobody sees', () => {
    expect(withService().run('ssh 192.168.18.4 kubectl edit svc web')).toMatchObject({
      stderr:
        'vi: the editor holds the files of /root on the master\nEdit cancelled, no changes made.\n',
    });
  });

  test('rewinds with the world', () => {
    const simulation = withService();
    const pid = open(simulation);
    const step = simulation.step;
    save(simulation, pid, fileOf(simulation).replace('port: 80', 'port: 81'));
    simulation.history.seekStep(step);
    expect(simulation.process(pid)?.isEditing).toBe(true);
    save(simulation, pid, fileOf(simulation).replace('port: 80', 'port: 83'));
    expect(simulation.resultOf(pid).stdout).toBe('service "web" edited\n');
  });
});

describe('vi', () => {
  test('holds the line until its file is saved', () => {
    const simulation = withService();
    const pid = simulation.type('vi web.yaml && cat web.yaml');
    expect(simulation.process(pid)).toMatchObject({ edits: 'web.yaml', isEditing: true });
    simulation.submit({ type: 'file', path: 'web.yaml', text: 'changed\n' });
    expect(simulation.resultOf(pid)).toMatchObject({
      stdout: '"web.yaml" 4L, 79C\nchanged\n',
      exit: 0,
    });
  });

  test('does not wait beside the line, where nobody can save', () => {
    const simulation = withService();
    simulation.run('vi web.yaml &');
    expect(simulation.run('jobs').stdout + simulation.run('jobs').stderr).not.toContain('Running');
  });
});
