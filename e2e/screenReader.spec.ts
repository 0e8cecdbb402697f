import { expect, test } from './fixtures.ts';

// Nothing here but what a screen reader offers: roles, names, spoken values and keys.
test('the first story is told and steered without seeing the page', async ({ cluster }) => {
  const { page } = cluster;
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const said = page.getByRole('status', { name: 'What happened' });

  await page.getByRole('link', { name: 'Skip to the editor' }).press('Enter');
  await expect(region('Editor')).toBeFocused();
  await expect(region('Editor').getByRole('tab', { selected: true })).toHaveText('webapp-rc.yaml');
  await region('Editor').getByRole('button', { name: 'Apply' }).press('Enter');
  await expect(said).toHaveText(/2 pods created/);
  await expect(said).toHaveText(/ready/);
  await expect(region('Editor').getByRole('status', { name: 'Result of Apply' })).toHaveText(
    /Applied at/,
  );

  await page.keyboard.press('F6');
  await expect(region('Cluster')).toBeFocused();
  const pod = region('Cluster').getByRole('button', { name: /^Pod webapp-\w+, Running, 192/ });
  await expect(pod).toHaveCount(2);
  await expect(pod.first()).toHaveAccessibleDescription(/1\/1 ready/);
  await pod.first().press('Enter');

  const inspector = region('Inspector');
  await expect(inspector.getByRole('heading', { name: /^Pod webapp-/ })).toBeVisible();
  await expect(inspector.getByRole('listitem').last()).toContainText(
    'kubectl apply -f webapp-rc.yaml',
  );
  await inspector.getByRole('button', { name: 'Expose webapp' }).press('Enter');
  await expect(
    region('Cluster').getByRole('button', { name: /^Service webapp, ClusterIP/ }),
  ).toHaveAccessibleDescription('2 endpoints');

  await page.getByRole('link', { name: 'Skip to the terminal' }).press('Enter');
  await expect(region('Terminal')).toBeFocused();
  const input = region('Terminal').getByRole('textbox', { name: 'Terminal input' });
  await input.pressSequentially('kubectl get endpoints webapp');
  await input.press('Enter');
  await expect(region('Terminal').getByRole('log')).toContainText(/webapp +172\.17\.1\.2:8080/);

  await page.keyboard.press('F6');
  await expect(region('Timeline')).toBeFocused();
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  const time = page.getByRole('slider', { name: 'Time' });
  await time.press('Home');
  await expect(time).toHaveAttribute('aria-valuetext', /0:00\.0/);
  await expect(pod).toHaveCount(0);
  await time.press('End');
  await expect(pod).toHaveCount(2);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
});
