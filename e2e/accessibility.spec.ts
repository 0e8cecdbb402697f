import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

for (const theme of ['dark', 'light'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [700, 900],
  ] as const) {
    test(`axe finds nothing, ${theme}, ${width} wide`, async ({ cluster }) => {
      const { page } = cluster;
      await page.setViewportSize({ width, height });
      const other = page.getByRole('button', { name: `Switch to the ${theme} theme` });
      if (await other.isVisible()) await other.click();
      await cluster.run('kubectl apply -f webapp-rc.yaml');
      await cluster.runUntilIdle();
      await cluster.run('kubectl expose rc webapp');
      await cluster.run('kubectl delete pods -l app=webapp');
      await page.evaluate(() => window.orrery.step(6));
      await expect(page.locator('.monaco-editor').first()).toBeAttached();
      expect(await violations()).toEqual([]);
      if (width < 760) await page.getByRole('tab', { name: 'Graph' }).click();
      else if (width < 1180) await page.getByRole('button', { name: 'Close Files' }).click();
      await cluster.pods('webapp').first().click();
      for (const tab of ['Why', 'Describe', 'YAML', 'Events']) {
        await page
          .getByRole('tablist', { name: 'Inspector tabs' })
          .getByRole('tab', { name: tab })
          .click();
        expect(await violations()).toEqual([]);
      }

      async function violations() {
        const results = await new AxeBuilder({ page }).analyze();
        return results.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
      }
    });
  }
}
