import { expect, test, ClusterPage } from './fixtures.ts';

test('a reload keeps objects, branches, files and where one stands', async ({ cluster }) => {
  const { page } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  await page.evaluate(() => window.orrery.back(10));
  await cluster.run('echo hello > notes.txt');
  await cluster.run('kubectl scale rc webapp --replicas=3');
  await page.evaluate(() => window.orrery.back(1));
  const digest = await cluster.digest();
  await cluster.open();
  expect(await cluster.digest()).toBe(digest);
  await expect(page.getByRole('tab', { name: 'notes.txt' })).toBeVisible();
  await expect(cluster.timeline).toContainText('echo hello');
  await expect(cluster.terminal).toContainText('kubectl apply -f webapp-rc.yaml');

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Start fresh' }).click();
  await expect(page.getByRole('tab', { name: 'notes.txt' })).toHaveCount(0);
  await cluster.open();
  await expect(cluster.pods()).toHaveCount(0);
});

test('a second tab is a copy, a shared link too, and one’s own work stays', async ({ cluster }) => {
  const { page } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  const digest = await cluster.digest();
  await cluster.open();
  const second = new ClusterPage(await page.context().newPage());
  await second.open();
  await expect(second.page.getByText(/^A copy: another tab has your work open/)).toBeVisible();
  expect(await second.digest()).toBe(digest);
  await second.run('kubectl delete rc webapp');
  const copied = await second.digest();
  await second.open();
  expect(await second.digest()).toBe(copied);

  await second.page.getByRole('button', { name: 'Share' }).click();
  const link = second.page.getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/#v1\.[\w-]+$/);
  const address = await link.inputValue();
  await second.page.close();

  await page.goto(address);
  await expect(page.getByText('A shared cluster.')).toBeVisible();
  expect(await cluster.digest()).toBe(copied);
  await page.getByRole('button', { name: 'Back to my work' }).click();
  await expect(page.getByText('A shared cluster.')).toHaveCount(0);
  await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
  expect(await cluster.digest()).toBe(digest);

  await page.goto(address.slice(0, -20));
  await expect(page.getByText(/^The link cannot be read/)).toBeVisible();
  expect(await cluster.digest()).toBe(digest);
});

test('a broken invariant stops the world, which goes on from just before', async ({ cluster }) => {
  const { page } = cluster;
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: breakingOnce + (await response.text()) });
  });
  await cluster.open();
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  const digest = await cluster.digest();
  const step = await page.evaluate(() => window.orrery.step(0));
  const outcome = await cluster.run('kubectl get nodes').catch(String);
  expect(outcome).toContain('every node has a name');
  const notice = page.getByRole('alert').filter({ hasText: 'stopped' });
  await expect(notice).toContainText('The simulation stopped. every node has a name');
  await expect(notice).toContainText(/step \d+, at 0:\d\d\.\d\d\. Your files and your 2 commands/);
  await notice.getByRole('button', { name: 'Go back to just before' }).click();
  await expect(notice).toHaveCount(0);
  await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
  await expect(cluster.terminal).toContainText('kubectl get nodes');
  const here = await page.evaluate(() => window.orrery.step(0));
  expect(here).toBeGreaterThan(step);
  await page.evaluate((count) => window.orrery.back(count), here - step);
  expect(await cluster.digest()).toBe(digest);
});

/** Put before the Worker's own script: once, a call ends in a broken invariant. */
const breakingOnce = `
let isBroken = false;
addEventListener('message', ({ data }) => {
  isBroken = data.call?.line === 'kubectl get nodes';
});
const post = self.postMessage.bind(self);
self.postMessage = (message) => {
  if (isBroken && message.type === 'reply' && message.error === undefined) {
    throw new Error('every node has a name');
  }
  post(message);
};
`;

test('storage that is forbidden is said once, and the page works on', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  const cluster = new ClusterPage(await context.newPage());
  await cluster.page.goto(baseURL ?? '');
  await cluster.open();
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  const notice = cluster.page.getByRole('alert').filter({ hasText: 'kept' });
  await expect(notice).toContainText('Your work cannot be kept here');
  await notice.getByRole('button', { name: 'Put this notice away' }).click();
  await cluster.runUntilIdle();
  await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
  await cluster.page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await expect(
    cluster.page.getByRole('button', { name: 'Switch to the light theme' }),
  ).toBeVisible();
  await expect(notice).toHaveCount(0);
  await context.close();
});
