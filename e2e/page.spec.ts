import { expect, test } from './fixtures.ts';

test('a request to a port where nothing listens leaves a cross that tells why', async ({
  cluster,
}) => {
  const { page, inspector } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  await cluster.run(
    "curl $(kubectl get pods -l app=webapp -o wide | awk '/Running/ {print $6}' | head -1):80",
  );
  const lost = cluster.graph.getByRole('button', { name: 'Request #1, refused' });
  await expect(lost).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pod webapp/ }).first()).toBeVisible();
  await lost.click();
  await expect(inspector).toContainText(/listens on/);
  const step = await page.evaluate(() => window.orrery.step(0));
  await inspector.getByRole('button', { name: 'You typed' }).click();
  await expect(lost).toHaveCount(0);
  expect(await page.evaluate(() => window.orrery.step(0))).toBeLessThan(step);
});

test('a run until something changes stops by itself', async ({ cluster }) => {
  const { page } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  const before = await cluster.digest();
  await page.getByRole('button', { name: 'Until something changes' }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(await cluster.digest()).not.toBe(before);
});

test('answers are counted for each pod', async ({ cluster }) => {
  const { page, inspector } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  await cluster.run('kubectl expose rc webapp');
  await cluster.runUntilIdle();
  const address = (await cluster.service('webapp').getAttribute('aria-label'))?.split(', ')[2];
  const asked = await cluster.run(
    `for i in $(seq 1 250); do curl -s -o /dev/null ${address}:8080; done`,
  );
  expect(asked.exit).toBe(0);
  const answered = () =>
    cluster
      .pods('webapp')
      .evaluateAll((pods) =>
        pods.map((pod) =>
          Number(/answered (\d+) requests/.exec(pod.getAttribute('aria-description') ?? '')?.[1]),
        ),
      );
  await expect.poll(async () => (await answered()).reduce((sum, count) => sum + count)).toBe(250);
  expect(await answered()).toHaveLength(2);
  await cluster.service('webapp').click();
  await expect(inspector.getByRole('table')).toContainText('Who answered 250 requests');
  await page.evaluate(() => window.orrery.seek(0));
  await expect(inspector.getByRole('table')).toHaveCount(0);
});

test('pods past the second row fold into a tile that opens', async ({ cluster }) => {
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.run('kubectl scale rc webapp --replicas=14');
  await cluster.runUntilIdle();
  await expect(cluster.pods('webapp')).toHaveCount(10);
  const fold = cluster.graph.getByRole('button', { name: /^Show 2 more pods of/ });
  await expect(fold).toHaveCount(2);
  await fold.first().press('Enter');
  await expect(cluster.pods('webapp')).toHaveCount(12);
  await cluster.graph.getByRole('button', { name: /^Show fewer pods of/ }).press('Enter');
  await expect(cluster.pods('webapp')).toHaveCount(10);
});

test('in a crowd every pod is there as a dot, and can be selected', async ({ cluster }) => {
  const { page, inspector } = cluster;
  await page.goto('./?nodes=5');
  await expect(cluster.service('kubernetes')).toBeVisible();
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.run('kubectl scale rc webapp --replicas=400');
  await cluster.runUntilIdle();
  await expect(cluster.pods('webapp', 'Running')).toHaveCount(400);
  await cluster.pods('webapp').first().click();
  await expect(inspector).toContainText('Pod webapp-');
});

test('names and texts that look like markup are shown, not run', async ({ cluster }) => {
  const { page, terminal } = cluster;
  page.on('dialog', () => expect('a script has run').toBe(''));
  const markup = '<img src=x onerror=alert(1)>';
  await cluster.run(`kubectl get pods -l '${markup}'`);
  await expect(terminal).toContainText(markup);
  await cluster.run(`cat > '${markup}.yaml' <<EOF\n${markup}\nEOF`);
  await page.getByRole('tab', { name: `${markup}.yaml` }).click();
  const name = 'a'.repeat(200);
  await cluster.apply(
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  annotations:\n    note: '${markup} 🚀 \u202Eمرحبا'\n` +
      'spec:\n  containers:\n  - name: web\n    image: tomcat\n',
  );
  await cluster.pods(name).click();
  await page.getByRole('tab', { name: 'YAML', exact: true }).click();
  await expect(cluster.inspector).toContainText(markup);
  await expect(page.locator('img')).toHaveCount(0);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(page.viewportSize()?.width);
});

test('on a very narrow screen one pane is shown at a time', async ({ cluster }) => {
  const { page } = cluster;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(cluster.graph).toBeVisible();
  await expect(cluster.pods('webapp', 'Running').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await expect(cluster.terminal).toContainText('replicationcontroller "webapp" created');
  await expect(cluster.graph).toHaveCount(0);
  await page.getByRole('tab', { name: 'Why', exact: true }).click();
  await expect(cluster.inspector).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Time' })).toBeVisible();
});

test('a simulation that cannot start says so', async ({ browser, baseURL }) => {
  const page = await browser.newPage();
  await page.route('**/worker-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("no luck")' }),
  );
  await page.goto(baseURL ?? '');
  await expect(page.getByRole('alert')).toContainText('no luck');
  await page.close();
});
