import { expect, test } from './fixtures.ts';

test('the palette jumps to objects and files, runs commands and lines', async ({ cluster }) => {
  const { page, inspector } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  const input = page.getByRole('combobox', { name: 'Search or run a command' });
  const ask = async (text: string) => {
    await page.keyboard.press('Control+k');
    await input.fill(text);
    await page.keyboard.press('Enter');
    await expect(input).toHaveCount(0);
  };
  await ask('pod web');
  await expect(inspector).toContainText('Pod webapp-');
  await expect(inspector).toBeFocused();
  await ask('begin');
  await expect(cluster.pods()).toHaveCount(0);
  await ask('go end');
  await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
  await ask('kubectl get endpoints');
  await expect(cluster.terminal).toContainText('kubectl get endpoints');
  await page.keyboard.press('Control+k');
  await input.fill('get endp');
  await expect(page.getByRole('option', { name: 'kubectl get endpoints' })).toBeVisible();
  await page.keyboard.press('Escape');
  await ask('keys');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('another profile asks first and starts a new cluster; settings stay', async ({ cluster }) => {
  const { page } = cluster;
  await cluster.run('echo kept > notes.txt');
  await page.getByRole('button', { name: 'v1.3', exact: true }).click();
  await page.getByRole('button', { name: 'Keep this one' }).click();
  await expect(page.getByRole('button', { name: 'Book 1.3', pressed: true })).toBeVisible();
  await page.getByRole('button', { name: 'v1.3', exact: true }).click();
  await page.getByRole('button', { name: 'Start v1.3' }).click();
  await expect(page.getByRole('button', { name: 'v1.3', pressed: true })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'notes.txt' })).toBeVisible();
  const refused = await cluster.apply(nodePort);
  expect(refused.stderr).toContain('provided port is not in the valid range');

  await page.getByRole('button', { name: 'Settings' }).click();
  for (const choice of ['Dark', 'Less', 'Moves on']) {
    await page.getByText(choice, { exact: true }).click();
    await expect(page.getByRole('radio', { name: choice })).toBeChecked();
  }
  await cluster.open();
  await expect(page.getByRole('button', { name: 'v1.3', pressed: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Switch to the light theme' })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('radio', { name: 'Moves on' })).toBeChecked();
});

const nodePort = `apiVersion: v1
kind: Service
metadata:
  name: webapp
spec:
  type: NodePort
  ports:
  - port: 8080
    nodePort: 8081
  selector:
    app: webapp
`;
