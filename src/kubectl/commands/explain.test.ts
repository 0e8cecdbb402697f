import { describe, expect, test } from 'vitest';
import { Simulation } from '../../simulator/simulation.ts';

function run(line: string) {
  return new Simulation().run(line);
}

describe('kubectl explain', () => {
  test('a field that has fields lists them with their types', () => {
    const { stdout } = run('kubectl explain pod.spec');
    expect(stdout).toMatch(/^RESOURCE: spec <Object>\n\nDESCRIPTION:\n {5}/);
    expect(stdout).toMatch(/\n {3}containers\t<\[\]Object> -required-\n/);
    expect(stdout).toMatch(/\n {3}nodeSelector\t<map\[string\]string>\n/);
  });

  test('a field of its own says what it is for, in lines below 80 letters', () => {
    const { stdout } = run('kubectl explain svc.spec.clusterIP');
    expect(stdout).toMatch(/^FIELD: clusterIP <string>\n\nDESCRIPTION:\n {5}\S/);
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  test('--recursive lists the fields of fields, and no deeper', () => {
    const { stdout } = run('kubectl explain rc --recursive');
    expect(stdout).toMatch(/\n {3}spec\t<Object>\n {7}replicas\t<integer>\n/);
    expect(stdout).not.toContain('containers');
  });

  test('what does not exist is refused', () => {
    expect(run('kubectl explain svc.spec.nosuch')).toMatchObject({
      stderr: 'error: field "nosuch" does not exist\n',
      exit: 1,
    });
    expect(run('kubectl explain nosuch').stderr).toBe(
      'the server doesn\'t have a resource type "nosuch"\n',
    );
  });
});
