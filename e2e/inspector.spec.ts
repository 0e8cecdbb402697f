import { expect, test, type ClusterPage } from './fixtures.ts';

test('a request is followed rule by rule, and its node shows the rules that it used', async ({
  cluster,
}) => {
  const { inspector } = cluster;
  await exposeWebapp(cluster);
  const address = (await cluster.service('webapp').getAttribute('aria-label'))?.split(', ')[2];
  await cluster.run(`curl -s -o /dev/null ${address}:8080`);
  await cluster.service('webapp').click();
  await openTab(cluster, /^Requests/);
  await inspector.getByRole('button', { name: /#1 GET \/.*200 by webapp-/ }).click();
  await expect(inspector.getByRole('rowheader', { name: 'DNAT' })).toBeVisible();
  await expect(inspector.getByText(/^drew 0\.\d{4}, (not )?below 0\.50000000000$/)).toBeVisible();
  await expect(inspector.getByText(/-j DNAT --to-destination 172\.17\.\d\.2:8080/)).toBeVisible();

  await cluster.graph.getByRole('button', { name: /^Node 192\.168\.18\.3,/ }).click();
  await openTab(cluster, 'iptables');
  await expect(inspector.getByRole('button', { name: /^#1 used \d+$/ })).toBeVisible();
  await expect(inspector.getByText(/used by the last request/).first()).toBeAttached();
  const rule = inspector.getByRole('listitem').filter({ hasText: 'KUBE-SEP-' });
  const before = await rule.count();
  await cluster.run('kubectl scale rc webapp --replicas=3');
  await cluster.runUntilIdle();
  await expect(inspector.getByText(/^changed at .*\+\d+/)).toBeVisible();
  expect(await rule.count()).toBeGreaterThan(before);
  await inspector.getByRole('searchbox', { name: 'Show rules with' }).fill('DNAT');
  await expect(inspector.getByText(/-j DNAT/)).toHaveCount(4);
  await cluster.time.press('Home');
  await expect(inspector.getByText(/^changed at/)).toHaveCount(0);
});

test('addresses have their reasons, texts their changes, and a pinned object stays', async ({
  cluster,
}) => {
  const { inspector } = cluster;
  await exposeWebapp(cluster);
  await cluster.service('webapp').click();
  await openTab(cluster, 'Endpoints');
  await expect(inspector.getByText('ready', { exact: true })).toHaveCount(2);
  await cluster.run(
    `kubectl patch service webapp -p '{"spec":{"selector":{"app":"webap","tier":null}}}'`,
  );
  await cluster.runUntilIdle();
  await expect(inspector).toContainText('No pod has app=webap. 2 have app=webapp: was that meant?');

  await inspector.getByRole('button', { name: 'Keep this open' }).click();
  await cluster.pods('webapp').first().click();
  await expect(inspector).toContainText('Service webapp');
  await inspector.getByRole('button', { name: 'Keep this open' }).click();
  await expect(inspector).toContainText('Pod webapp-');

  await openTab(cluster, 'YAML');
  await expect(inspector.getByText('kind: Pod')).toBeVisible();
  await cluster.run('kubectl label pods --all tier=front');
  await expect(inspector.getByRole('insertion').filter({ hasText: 'tier: front' })).toBeVisible();
  await expect(inspector.getByText(/^changed at/)).toBeVisible();

  await openTab(cluster, 'Why');
  const end = inspector.getByRole('button', { name: /^Go to 0:/ });
  await expect(end).toBeVisible();
  await inspector.getByRole('button', { name: 'You typed' }).click();
  await expect(inspector.getByRole('button', { name: /got other labels/ })).toBeVisible();
  await end.click();
  await openTab(cluster, 'YAML');
  await expect(inspector).toContainText('tier: front');
});

async function exposeWebapp(cluster: ClusterPage): Promise<void> {
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  await cluster.run('kubectl expose rc webapp');
  await cluster.runUntilIdle();
}

/** A tab of the inspector, or one behind "more". */
async function openTab({ page, inspector }: ClusterPage, name: string | RegExp): Promise<void> {
  const tab = inspector.getByRole('tab', {
    name,
    ...(typeof name === 'string' ? { exact: true } : {}),
  });
  if ((await tab.count()) === 0) await page.getByTitle('More tabs').click();
  await tab.click();
}
