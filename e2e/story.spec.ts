import { expect, test } from './fixtures.ts';
import type { ClusterPage } from './fixtures.ts';
import type { Locator, Page } from '@playwright/test';

test.describe('the book’s webapp', () => {
  test('is created, exposed, asked, killed and wound back by mouse', async ({ cluster }) => {
    const { page, inspector, terminal, time } = cluster;
    await page.getByRole('button', { name: '20×' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
    await expect(terminal).toContainText('replicationcontroller "webapp" created');

    await cluster.pods('webapp').first().click();
    await inspector.getByRole('button', { name: 'Expose webapp' }).click();
    await expect(terminal).toContainText('service "webapp" exposed');
    await cluster.service('webapp').click();
    await expect(inspector).toContainText('ClusterIP');
    await inspector.getByRole('button', { name: 'Send 10' }).click();
    await expect(terminal.getByText(/^\$ curl .*:8080$/)).toHaveCount(10);
    await expectRequests(cluster, 10);

    const doomed = cluster.pods('webapp').first();
    const name = await nameOf(doomed);
    await doomed.click();
    await inspector.getByRole('button', { name: 'Delete pod' }).click();
    await expect(cluster.pods(name)).toHaveCount(0);
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);

    await page.getByRole('button', { name: 'Pause' }).click();
    const digest = await cluster.digest();
    await page.getByRole('button', { name: 'Step back' }).click();
    expect(await cluster.digest()).not.toBe(digest);
    await time.press('Home');
    await expect(cluster.pods('webapp')).toHaveCount(0);
    await expect(cluster.service('webapp')).toHaveCount(0);
    await time.press('End');
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
    expect(await cluster.digest()).toBe(digest);
  });

  test('is created, exposed, asked, killed and wound back by keyboard alone', async ({
    cluster,
  }) => {
    const { page, inspector, terminal } = cluster;
    const press = (key: string) => page.keyboard.press(key);
    await tabTo(cluster, page.getByRole('button', { name: '20×' }));
    await press('Enter');
    await tabTo(cluster, page.getByRole('button', { name: 'Apply' }));
    await press('Enter');
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);

    await tabTo(cluster, page.getByRole('textbox', { name: 'Terminal input' }));
    await page.keyboard.type('kubectl expose rc webapp');
    await press('Enter');
    await expect(cluster.service('webapp')).toBeVisible();
    await arrowTo(cluster, cluster.service('webapp'));
    await press('Enter');
    await expect(inspector).toContainText('Service webapp');
    await tabTo(cluster, inspector.getByRole('button', { name: 'Send 10' }));
    await press('Enter');
    await expect(terminal.getByText(/^\$ curl .*:8080$/)).toHaveCount(10);
    await expectRequests(cluster, 10);

    const doomed = cluster.pods('webapp').first();
    const name = await nameOf(doomed);
    await arrowTo(cluster, doomed);
    await press('Enter');
    await tabTo(cluster, inspector.getByRole('button', { name: 'Delete pod' }));
    await press('Enter');
    await expect(cluster.pods(name)).toHaveCount(0);
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);

    await tabTo(cluster, page.getByRole('button', { name: 'Pause' }));
    await press('Enter');
    await tabTo(cluster, cluster.time);
    await press('Home');
    await expect(cluster.pods('webapp')).toHaveCount(0);
    await press('End');
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(2);
  });
});

/** So many requests have ended. */
async function expectRequests(cluster: ClusterPage, count: number): Promise<void> {
  await expect(
    cluster.timeline.getByRole('listitem').filter({ hasText: /^requests/ }),
  ).toContainText(String(count));
}

async function nameOf(pod: Locator): Promise<string> {
  const name = (await pod.getAttribute('aria-label')) ?? '';
  return /^Pod ([^,]+),/.exec(name)?.[1] ?? '';
}

/** Presses Tab until the element has the focus; Escape leaves the editor, which keeps Tab to itself. */
async function tabTo(cluster: ClusterPage, target: Locator): Promise<void> {
  const { page } = cluster;
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    const isInEditor = await page.evaluate(() =>
      Boolean(document.activeElement?.closest('.monaco-editor, textarea.plainText')),
    );
    await page.keyboard.press(isInEditor ? 'Escape' : 'Tab');
  }
  throw new Error('Tab never came to the element');
}

/** Goes to the graph with Tab and through it with the arrow keys, each time the way that is longer. */
async function arrowTo(cluster: ClusterPage, target: Locator): Promise<void> {
  const { page, graph } = cluster;
  await tabTo(cluster, graph.locator('[data-graph-item][tabindex="0"]'));
  for (let presses = 0; presses < 30; presses++) {
    const keys = await target.evaluate((element) => {
      if (element === document.activeElement || !document.activeElement) return [];
      const from = document.activeElement.getBoundingClientRect();
      const to = element.getBoundingClientRect();
      const right = to.x + to.width / 2 - from.x - from.width / 2;
      const down = to.y + to.height / 2 - from.y - from.height / 2;
      const ways = [right > 0 ? 'ArrowRight' : 'ArrowLeft', down > 0 ? 'ArrowDown' : 'ArrowUp'];
      return Math.abs(down) > 30 ? ways.toReversed() : ways;
    });
    if (keys.length === 0) return;
    const before = await focused(page);
    for (const key of keys) {
      await page.keyboard.press(key);
      if ((await focused(page)) !== before) break;
    }
  }
  throw new Error('the arrow keys never came to the element');
}

function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
}
