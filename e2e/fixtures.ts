// The fixture `cluster` for scenarios: it opens the page and speaks of it as a person does. Everything goes through roles,
// names and window.orrery, the contract that CONTRIBUTING.md documents.

import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { Orrery, RunResult } from './contract.ts';

declare global {
  interface Window {
    orrery: Orrery;
  }
}

/** The page with one cluster. Locators retry; virtual time moves only by what a test asks for. */
export class ClusterPage {
  readonly page: Page;
  readonly editor: Locator;
  readonly graph: Locator;
  readonly inspector: Locator;
  readonly terminal: Locator;
  readonly timeline: Locator;
  /** The slider of time: press Home, End, ArrowLeft ... */
  readonly time: Locator;

  constructor(page: Page) {
    this.page = page;
    this.editor = page.getByRole('region', { name: 'Editor' });
    this.graph = page.getByRole('region', { name: 'Cluster' });
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    this.terminal = page.getByRole('region', { name: 'Terminal' });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.time = page.getByRole('slider', { name: 'Time' });
  }

  /** Opens the page and waits until the cluster has started. */
  async open(): Promise<void> {
    await this.page.goto('./');
    await this.page.waitForFunction(() => 'orrery' in window);
    await expect(this.service('kubernetes')).toBeVisible();
  }

  /** Types a line in the terminal and lets virtual time run until it has ended. */
  run(line: string): Promise<RunResult> {
    return this.page.evaluate((text) => window.orrery.run(text), line);
  }

  /** Applies a manifest, as the button Apply does. */
  apply(yaml: string): Promise<RunResult> {
    return this.page.evaluate((text) => window.orrery.apply(text), yaml);
  }

  /** Lets time run until only periodic work is left; virtual ms reached. */
  runUntilIdle(): Promise<number> {
    return this.page.evaluate(() => window.orrery.runUntilIdle());
  }

  /** 16 hex digits; equal worlds have equal digests. */
  digest(): Promise<string> {
    return this.page.evaluate(() => window.orrery.digest());
  }

  /** Pods whose names begin so; `status` narrows to kubectl's STATUS. */
  pods(name = '', status = ''): Locator {
    const start = `Pod ${escape(name)}[^,]*, ${status === '' ? '' : `${escape(status)},`}`;
    return this.graph.getByRole('button', { name: new RegExp(`^${start}`) });
  }

  service(name: string): Locator {
    return this.graph.getByRole('button', { name: new RegExp(`^Service ${escape(name)},`) });
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export const test = base.extend<{ cluster: ClusterPage }>({
  cluster: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const cluster = new ClusterPage(page);
    await cluster.open();
    await use(cluster);
    expect(errors).toEqual([]);
  },
});

export { expect };
