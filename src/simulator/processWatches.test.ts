import { describe, expect, test } from 'vitest';
import { firstFiles } from './firstFiles.ts';
import { Simulation } from './simulation.ts';

function outputOf(simulation: Simulation, job = 0): string {
  return (simulation.jobs()[job]?.output ?? []).map(({ text }) => text).join('');
}

describe('kubectl get -w', () => {
  test('prints the list, then a row of each change below a second header', () => {
    const simulation = new Simulation({ files: firstFiles });
    simulation.run('kubectl create -f webapp-rc.yaml');
    simulation.runUntilIdle();
    simulation.run('kubectl get rc -w &');
    simulation.run('kubectl scale rc webapp --replicas=3');
    simulation.runUntilIdle();
    const lines = outputOf(simulation).trimEnd().split('\n');
    expect(lines[0]).toBe('NAME      DESIRED   CURRENT   AGE');
    expect(lines[1]).toMatch(/^webapp {4}2 {9}2 {9}\d+[sm]$/);
    expect(lines[2]).toBe(lines[0]);
    // Rows that come later are laid out by themselves.
    expect(lines[3]).toMatch(/^webapp {4}3 {9}2 {9}\d+[sm]$/);
    expect(lines.at(-1)).toMatch(/^webapp {4}3 {9}3 {9}\d+[sm]$/);
  });

  test('of one object has one header, and only its changes', () => {
    const simulation = new Simulation({ files: firstFiles });
    simulation.run('kubectl create -f webapp-rc.yaml');
    simulation.runUntilIdle();
    simulation.run('kubectl get ns default -w &');
    simulation.run('kubectl get rc webapp -w &');
    simulation.run('kubectl scale rc webapp --replicas=1');
    simulation.runUntilIdle();
    expect(outputOf(simulation, 0).trimEnd().split('\n')).toHaveLength(2);
    expect(outputOf(simulation, 1).match(/NAME/g)).toHaveLength(1);
    expect(outputOf(simulation, 1)).toMatch(/webapp {4}1 {9}1 {9}\d+[sm]\n$/);
  });

  test('does not fall behind while other kinds change a thousand times', () => {
    const simulation = new Simulation({ files: firstFiles });
    simulation.run('kubectl get rc -w &');
    for (let round = 0; round < 2; round++) {
      simulation.history.seekTime(simulation.now + 3_600_000);
    }
    simulation.run('kubectl create -f webapp-rc.yaml');
    simulation.runUntilIdle();
    expect(outputOf(simulation)).toMatch(/^NAME .*\nwebapp/);
  });

  test('rewinds exactly, in the middle of its output too', () => {
    const simulation = new Simulation({ files: firstFiles });
    simulation.run('kubectl get pods -w &');
    simulation.run('kubectl create -f webapp-rc.yaml');
    const middle = { step: simulation.history.step, output: outputOf(simulation) };
    simulation.runUntilIdle();
    const digest = simulation.history.digest();
    const output = outputOf(simulation);
    expect(output.length).toBeGreaterThan(middle.output.length);
    simulation.history.seekStep(middle.step);
    expect(outputOf(simulation)).toBe(middle.output);
    simulation.history.seekEnd();
    expect(outputOf(simulation)).toBe(output);
    expect(simulation.history.digest()).toBe(digest);
  });

  test('ends when its time is over', () => {
    const simulation = new Simulation({ files: firstFiles });
    const { stdout, exit, at } = simulation.run('timeout 8 kubectl get svc -w');
    expect(stdout).toMatch(/^NAME .*\nkubernetes .*\n$/);
    expect([exit, at]).toEqual([124, 8000]);
  });

  test('of two types is refused', () => {
    const simulation = new Simulation({ files: firstFiles });
    expect(simulation.run('kubectl get pods,svc -w').stderr).toBe(
      'error: you may only specify a single resource type\n',
    );
  });
});
