import { expect, test } from './fixtures.ts';

test('the graph joins selectors and labels, says why a Service is empty, and breaks things by menu', async ({
  cluster,
}) => {
  const { page, graph, terminal } = cluster;
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  await cluster.run('kubectl expose rc webapp');
  await cluster.run('kubectl expose rc webapp --name=nobody --selector=app=wepapp');
  await cluster.runUntilIdle();
  await expect(cluster.service('nobody')).toHaveAttribute(
    'title',
    'nobody: No pod has the labels app=wepapp.',
  );
  await cluster.service('webapp').hover();
  await expect(cluster.pods('webapp').first()).toContainText('app=webapp');
  await cluster.service('nobody').hover();
  await expect(cluster.pods('webapp').first()).not.toContainText('app=webapp');

  await cluster.pods('webapp').first().focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Delete pod' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);

  const replication = graph.getByRole('button', { name: /^Component replication-controller/ });
  await replication.press('Enter');
  await menu.getByRole('menuitem', { name: 'Stop replication-controller' }).click();
  await expect(terminal).toContainText('orrery stop replication-controller');
  await expect(replication).toHaveAccessibleName('Component replication-controller, stopped');
  await replication.press('Enter');
  await menu.getByRole('menuitem', { name: 'Start replication-controller' }).click();
  await expect(replication).not.toHaveAccessibleName(/stopped/);

  const node = graph.getByRole('button', { name: 'Node 192.168.18.4, Ready' });
  await node.click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Delay kube-proxy by 2 s' }).click();
  await expect(node).toContainText('+2 s late');
});
