import { expect, test } from './fixtures.ts';

const svc = (port: number, selector: string) =>
  `kind: Service\napiVersion: v1\nmetadata:\n  name: webapp\nspec:\n  type: NodePort\n  ports:\n  - port: ${port}\n    nodePort: 8081\n  selector:\n    app: ${selector}\n`;

test('problems stand on their lines, with quick fixes; a refused Apply too', async ({
  cluster,
}) => {
  const { page } = cluster;
  const editor = page.getByRole('region', { name: 'Editor' });
  await cluster.run(`cat > a.yaml <<'EOF'\n${svc(8080, 'webap')}EOF`);
  await page.getByRole('tab', { name: 'a.yaml' }).click();
  const problems = editor.getByRole('group', { name: 'Problems' });
  await expect(problems).toContainText('Line 11 No pod has app=webap');
  await problems.getByRole('button', { name: 'Set app to webapp' }).click();
  await expect(problems).toHaveCount(0);
  await expect(editor).toContainText('1 object');

  await cluster.run(
    `cat > b.yaml <<'EOF'\n${svc(8080, 'webapp').replace('name: webapp', 'name: b')}EOF`,
  );
  await cluster.run('kubectl apply -f a.yaml');
  await cluster.run('kubectl apply -f b.yaml');
  await page.getByRole('tab', { name: 'b.yaml' }).click();
  await expect(problems).toContainText(
    'Line 9 spec.ports[0].nodePort: Invalid value: 8081: provided port is already allocated',
  );
  await expect(editor.getByRole('status', { name: 'Result of Apply' })).toContainText('is invalid');
});

test('tabs are renamed, moved and closed by keyboard; examples and dropped files come as tabs', async ({
  cluster,
}) => {
  const { page } = cluster;
  const editor = page.getByRole('region', { name: 'Editor' });
  const tabs = editor.getByRole('tablist', { name: 'Files' }).getByRole('tab');
  await editor.getByRole('button', { name: 'Files and examples' }).click();
  await page.getByRole('button', { name: 'Endpoints my-service, as printed' }).click();
  await expect(tabs).toHaveText(['webapp-rc.yaml', 'my-service-endpoints.yaml']);
  await expect(editor.getByRole('group', { name: 'Problems' })).toContainText('ip: is required');

  await tabs.nth(1).focus();
  await page.keyboard.press('F2');
  await page
    .getByRole('textbox', { name: 'New name of my-service-endpoints.yaml' })
    .fill('ep.yaml');
  await page.keyboard.press('Enter');
  await expect(tabs).toHaveText(['webapp-rc.yaml', 'ep.yaml']);
  await expect(tabs.nth(1)).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(tabs).toHaveText(['ep.yaml', 'webapp-rc.yaml']);
  await expect(tabs.nth(0)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(tabs).toHaveText(['webapp-rc.yaml']);

  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['kind: Service\n'], 'dropped.yaml'));
    return data;
  });
  await editor.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(tabs).toHaveText(['webapp-rc.yaml', 'dropped.yaml']);
});
