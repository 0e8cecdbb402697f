import { expect, test } from './fixtures.ts';
import { firstFiles } from '../src/simulator/firstFiles.ts';
import { Simulation } from '../src/simulator/simulation.ts';

test('the page has the regions and controls that scripts rely on', async ({ cluster }) => {
  const { page } = cluster;
  for (const name of ['Editor', 'Cluster', 'Inspector', 'Terminal', 'Timeline']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
  for (const name of ['Apply', 'Play', 'Step forward', 'Step back']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Time' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Terminal input' })).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Service kubernetes, ClusterIP, 169.169.0.1' }),
  ).toBeVisible();
});

test('window.orrery runs, applies, steps, seeks and lists', async ({ cluster }) => {
  const { page } = cluster;
  const applied = await cluster.apply(firstFiles['webapp-rc.yaml'] ?? '');
  expect(applied).toMatchObject({
    stdout: 'replicationcontroller "webapp" created\n',
    stderr: '',
    exit: 0,
  });
  const idleAt = await cluster.runUntilIdle();
  expect(idleAt).toBeGreaterThan(applied.at);
  const pods = await page.evaluate(() => window.orrery.objects('Pod'));
  expect(pods).toHaveLength(2);
  await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
  await expect(cluster.pods('webapp').first()).toHaveAttribute('aria-description', /1\/1/);

  const digest = await cluster.digest();
  const step = await page.evaluate(() => window.orrery.step(0));
  expect(await page.evaluate(() => window.orrery.back(20))).toBe(step - 20);
  expect(await cluster.digest()).not.toBe(digest);
  expect(await page.evaluate(() => window.orrery.step(20))).toBe(step);
  expect(await cluster.digest()).toBe(digest);
  await page.evaluate(() => window.orrery.seek(0));
  await expect(cluster.pods()).toHaveCount(0);

  const refused = await cluster.run('kubectl get nosuch');
  expect(refused.exit).toBe(1);
  expect(refused.stderr).not.toBe('');
});

test('Node and the browser have the same digest after every step', async ({ cluster }) => {
  const lines = [
    'kubectl apply -f webapp-rc.yaml',
    'sleep 10',
    'kubectl expose rc webapp',
    'sleep 2',
    'kubectl delete pods -l app=webapp',
    'sleep 60',
  ];
  const here = new Simulation({ files: firstFiles });
  for (const line of lines) {
    const there = await cluster.run(line);
    expect(there).toEqual(here.run(line));
  }
  const { end } = here.history;
  here.history.seekStep(0);
  const expected = Array.from({ length: end }, () => {
    here.history.forward();
    return here.history.digest();
  });
  const found = await cluster.page.evaluate(async (steps) => {
    await window.orrery.back(steps);
    const digests: string[] = [];
    for (let step = 0; step < steps; step++) {
      await window.orrery.step(1);
      digests.push(await window.orrery.digest());
    }
    return digests;
  }, end);
  expect(end).toBeGreaterThan(90);
  expect(found).toEqual(expected);
});

test('a label with a script in it is shown, not run', async ({ cluster }) => {
  const evil = '<img src=x onerror=alert(1)>';
  const result = await cluster.run(`kubectl get pods -l '${evil}'`);
  expect(result.exit).not.toBe(0);
  await expect(cluster.terminal).toContainText(evil);
  await expect(cluster.page.locator('img')).toHaveCount(0);
});
