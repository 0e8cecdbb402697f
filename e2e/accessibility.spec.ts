import AxeBuilder from '@axe-core/playwright';
import { expect, test, type ClusterPage } from './fixtures.ts';

const failing = `apiVersion: v1
kind: Pod
metadata: {name: failing}
spec: {containers: [{name: web, image: 'tomcat:nosuch'}]}
`;

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
      await expect(page.locator('.monaco-editor').first()).toBeAttached();
      expect(await violations(cluster), 'first visit').toEqual([]);

      await showGraph(cluster, width);
      await cluster.run('kubectl apply -f webapp-rc.yaml');
      await cluster.apply(failing);
      await cluster.runUntilIdle();
      await cluster.run('kubectl expose rc webapp');
      await cluster.runUntilIdle();
      const address = (await cluster.service('webapp').getAttribute('aria-label'))?.split(', ')[2];
      await cluster.run(`curl -s ${address}:8080; curl -s ${address}:81 --max-time 1`);
      await cluster.run('kubectl delete pods -l app=webapp');
      await page.evaluate(() => window.orrery.step(6));
      await cluster.service('webapp').click();
      expect(await violations(cluster), 'a Service with requests').toEqual([]);
      expect(await tooSmall(cluster), 'targets of 24 px').toEqual([]);
      if (width === 1440) await lookEverywhere(cluster);

      await cluster.run('kubectl scale rc webapp --replicas=200');
      await cluster.runUntilIdle();
      expect(await violations(cluster), '200 pods').toEqual([]);
    });
  }
}

/** Every tab of the inspector, and what hangs from the top bar. */
async function lookEverywhere(cluster: ClusterPage): Promise<void> {
  const { page, inspector } = cluster;
  const openAndCheck = async (tabs: readonly (string | RegExp)[]) => {
    for (const name of tabs) {
      const tab = inspector.getByRole('tab', { name });
      if ((await tab.count()) === 0) await page.getByTitle('More tabs').click();
      await tab.click();
      expect(await violations(cluster, '.inspector'), String(name)).toEqual([]);
    }
  };
  await openAndCheck(['Why', /^Requests/, 'Endpoints', 'Describe', 'YAML']);
  await cluster.graph.getByRole('button', { name: /^Node 192\.168\.18\.3,/ }).click();
  await openAndCheck(['iptables']);
  await openAndCheck([/^Requests/]);
  await inspector
    .getByRole('button', { name: /^#1 |GET/ })
    .first()
    .click();
  await openAndCheck(['Trace']);
  for (const name of ['Search or run a command', 'Settings', 'Keys', 'Share']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(cluster, '.popover:popover-open'), name).toEqual([]);
    await page.keyboard.press('Escape');
  }
}

async function showGraph({ page }: ClusterPage, width: number): Promise<void> {
  if (width < 760) await page.getByRole('tab', { name: 'Graph' }).click();
  else if (width < 1180) await page.getByRole('button', { name: 'Close Files' }).click();
}

async function violations({ page }: ClusterPage, within?: string) {
  const axe = new AxeBuilder({ page });
  if (within) axe.include(within);
  // Only colours differ between the themes.
  const isLight = (await page.locator('html').getAttribute('data-theme')) === 'light';
  if (isLight) axe.withRules(['color-contrast']);
  const results = await axe.analyze();
  return results.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
}

/** Buttons and the like that are hard to hit; dividers have keys, and the editor and the terminal are whole panes. */
function tooSmall({ page }: ClusterPage): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input, select, summary, [role=tab]')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }))
      .filter((each) => !each.matches('.unseen, .skip, .monaco-editor *, .xterm *'))
      .filter((each) => {
        const { width, height } = each.getBoundingClientRect();
        return width > 0 && Math.min(width, height) < 23.5;
      })
      .map((each) => each.outerHTML.slice(0, 200)),
  );
}
