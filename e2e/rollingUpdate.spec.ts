// The book's rolling update on the page: watched, stopped by mouse, taken back, and its transcript in the terminal.

import { expect, test } from './fixtures.ts';

const MANIFEST = `apiVersion: v1
kind: ReplicationController
metadata: {name: redis-master, labels: {name: redis-master, version: v1}}
spec:
  replicas: 3
  selector: {name: redis-master, version: v1}
  template:
    metadata: {labels: {name: redis-master, version: v1}}
    spec: {containers: [{name: master, image: "kubeguide/redis-master:1.0"}]}`;

test('a rolling update is stopped in its second loop and taken back', async ({ cluster, page }) => {
  await cluster.run(`kubectl create -f - <<EOF\n${MANIFEST}\nEOF`);
  await cluster.runUntilIdle();
  await cluster.run('kubectl rolling-update redis-master --image=kubeguide/redis-master:2.0');
  await page.evaluate(() => window.orrery.seek(110_000));

  const client = page.getByRole('group', { name: /^kubectl rolling-update/ });
  await expect(client).toHaveAccessibleName('kubectl rolling-update, loop 2 of 3');
  await expect(client.getByRole('listitem')).toHaveText([
    'new 1 → 2',
    'wait',
    'old 2 → 1',
    'clean up',
  ]);
  await client.getByRole('button', { name: 'Stop rolling-update' }).click();
  await expect(client).toHaveAccessibleName('kubectl rolling-update, stopped');
  await expect(client.getByText('stopped at 1:50.0')).toBeVisible();

  await client.getByRole('button', { name: 'Roll back' }).click();
  await expect(client).toHaveAccessibleName(/loop 1 of 1|begins/);
  await page.evaluate(() => window.orrery.seek(250_000));
  await expect(page.getByRole('log', { name: 'Terminal output' })).toContainText(
    'Update succeeded. Deleting redis-master-',
  );
  await expect(client).toHaveCount(0);
});
