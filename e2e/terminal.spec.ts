import { expect, test } from './fixtures.ts';
import type { Locator, Page } from '@playwright/test';

test('a line is typed as in bash', async ({ cluster }) => {
  const { page, terminal } = cluster;
  const output = terminal.getByRole('log', { name: 'Terminal output' });
  const input = inputOf(page);
  const press = (key: string) => page.keyboard.press(key);
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();

  await test.step('Tab completes what is common, then offers the live names', async () => {
    await input.focus();
    await page.keyboard.type('kubectl desc');
    await press('Tab');
    await expect(input).toHaveValue('kubectl describe ');
    await page.keyboard.type('po/w');
    await press('Tab');
    await expect(input).toHaveValue('kubectl describe po/webapp-');
    await press('Tab');
    const names = page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
    await expect(names).toHaveCount(2);
    const second = (await names.nth(1).textContent()) ?? '';
    await press('ArrowDown');
    await press('Enter');
    await expect(names).toHaveCount(0);
    await expect(input).toHaveValue(`kubectl describe po/${second} `);
    await press('Enter');
    await expect(output).toContainText(`Name:		${second}`);
  });

  await test.step('Tab on an empty line and Escape, Tab leave', async () => {
    await press('Tab');
    await expect(input).not.toBeFocused();
    await input.fill('kubectl get po');
    await press('Escape');
    await press('Tab');
    await expect(input).not.toBeFocused();
    await expect(input).toHaveValue('kubectl get po');
    await input.fill('');
  });

  await test.step('a here-document is collected line by line', async () => {
    for (const line of ['cat > note.txt <<EOF', 'first', 'second', 'EOF']) {
      await input.fill(line);
      await press('Enter');
    }
    await input.fill('wc -l note.txt');
    await press('Enter');
    await expect(output).toContainText('2 note.txt');
  });

  await test.step('several pasted lines run in their order', async () => {
    await input.focus();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'sleep 0.1; echo one\necho $((1 + 1)) two\necho th');
      const paste = new ClipboardEvent('paste', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      });
      document.activeElement?.dispatchEvent(paste);
    });
    await expect(input).toHaveValue('echo th');
    await expect(output).toContainText(/one\s*\$ echo \$\(\(1 \+ 1\)\) two\s*2 two/);
    await press('Control+u');
    await expect(input).toHaveValue('');
  });

  await test.step('a program prints while it runs, and Ctrl+C ends it', async () => {
    await input.fill('kubectl get -w pods');
    await press('Enter');
    await expect(output).toContainText(/get -w pods\s*NAME/);
    await expect(terminal.getByText('kubectl get, 0:')).toBeVisible();
    await press('Control+c');
    await expect(output).toContainText('^C');
    await expect(terminal.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  });

  await test.step('Ctrl+R finds a line that was typed before', async () => {
    await press('Control+r');
    await page.keyboard.type('note');
    await press('Control+r');
    await press('Control+r');
    await press('Escape');
    await expect(input).toHaveValue(/^cat > note.txt/);
    await press('Control+c');
    await expect(input).toHaveValue('');
    await press('ArrowUp');
    await expect(input).toHaveValue('kubectl get -w pods');
  });

  await test.step('output after the playhead is not shown', async () => {
    await page.evaluate(() => window.orrery.seek(0));
    await expect(output).not.toContainText('note.txt');
    await cluster.time.press('End');
    await expect(output).toContainText('^C');
  });

  await test.step('the words that are not recorded answer too, and clear clears', async () => {
    await input.fill('orrery digest');
    await press('Enter');
    await expect(output).toContainText(await cluster.digest());
    await input.fill('clear');
    await press('Enter');
    await expect(output).toBeEmpty();
  });
});

test('the output is searched and copied, and its names select', async ({ cluster }) => {
  const { page, terminal, inspector } = cluster;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  await cluster.run('kubectl expose rc webapp');
  const { stdout } = await cluster.run('kubectl get pods -o name');
  const [first = '', last = ''] = stdout.match(/webapp-\w+/g) ?? [];
  const input = inputOf(page);

  await test.step('a click on a name selects its object', async () => {
    await expect(
      terminal.getByRole('button', { name: 'Search the terminal output' }),
    ).toBeVisible();
    await clickAbove(page, input, 'pod/'.length + 1);
    await expect(inspector).toContainText(`Pod ${last}`);
    await expect(input).toBeFocused();
  });

  await test.step('so do the arrow keys in the output', async () => {
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(inspector).toContainText(`Pod ${first}`);
    await terminal.getByRole('button', { name: 'webapp', exact: true }).last().press('Enter');
    await expect(inspector).toContainText('Service webapp');
  });

  await test.step('the search goes from match to match', async () => {
    await input.focus();
    await page.keyboard.press('Control+Shift+f');
    await expect(
      terminal.getByRole('textbox', { name: 'Search the terminal output' }),
    ).toBeFocused();
    await page.keyboard.type(last);
    const matches = terminal.getByRole('status', { name: 'Matches' });
    await expect(matches).toHaveText('1 of 1');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('webapp-');
    await expect(matches).toHaveText('3 of 3');
    await page.keyboard.press('Enter');
    await expect(matches).toHaveText('2 of 3');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('nowhere');
    await expect(matches).toHaveText('no match');
    await page.keyboard.press('Escape');
    await expect(input).toBeFocused();
  });

  await test.step('what is selected is copied', async () => {
    await doubleClickAbove(page, input);
    await page.keyboard.press('Control+Shift+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('pod');
  });
});

function inputOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Terminal input' });
}

/** Clicks on a character of the row above the one that is being typed in. */
async function clickAbove(page: Page, input: Locator, column: number): Promise<void> {
  const { x, y } = await placeOf(input);
  await page.mouse.move(x + column * 7, y);
  await page.mouse.move(x + column * 7 + 2, y);
  await page.mouse.click(x + column * 7 + 2, y);
}

async function doubleClickAbove(page: Page, input: Locator): Promise<void> {
  const { x, y } = await placeOf(input);
  await page.mouse.dblclick(x + 3, y);
}

/** The beginning of the row above; the field begins behind the prompt. */
async function placeOf(input: Locator): Promise<{ x: number; y: number }> {
  const box = await input.boundingBox();
  return { x: (box?.x ?? 0) - 14, y: (box?.y ?? 0) - 6 };
}

test('kubectl edit and vi wait until their file is saved, and rewind', async ({ cluster }) => {
  const { page, terminal, editor } = cluster;
  const output = terminal.getByRole('log', { name: 'Terminal output' });
  const input = inputOf(page);
  await cluster.run('kubectl apply -f webapp-rc.yaml');
  await cluster.runUntilIdle();
  const save = editor.getByRole('button', { name: 'Save and close' });
  const file = editor.getByRole('textbox', { name: /^kubectl-edit-webapp.yaml/ });

  await test.step('what is not changed is cancelled', async () => {
    await input.fill('kubectl edit rc webapp');
    await page.keyboard.press('Enter');
    await expect(editor.getByRole('tab', { name: 'kubectl-edit-webapp.yaml' })).toBeVisible();
    await editor.getByRole('button', { name: 'Cancel' }).click();
    await expect(output).toContainText('Edit cancelled, no changes made.');
    await expect(save).toHaveCount(0);
    await expect(editor.getByRole('tab', { selected: true })).toHaveText('webapp-rc.yaml');
  });

  await test.step('what the API server refuses is opened again with its reasons', async () => {
    await input.fill('kubectl edit rc webapp');
    await page.keyboard.press('Enter');
    await expect(file).toBeFocused();
    await replaceText(page, 'replicas: 2', 'replicas: -1');
    await page.keyboard.press('Control+s');
    await expect(output).toContainText('is invalid');
    await expect(editor).toContainText('spec.replicas');
    await replaceText(page, 'replicas: -1', 'replicas: 3');
    await page.keyboard.press('Control+Enter');
    await expect(output).toContainText('replicationcontroller "webapp" edited');
    await cluster.runUntilIdle();
    await expect(cluster.pods('webapp', 'Running')).toHaveCount(3);
  });

  await test.step('the edit is a part of the world’s record', async () => {
    const digest = await cluster.digest();
    await page.evaluate(() => window.orrery.seek(0));
    await expect(output).not.toContainText('edited');
    await cluster.time.press('End');
    await expect(output).toContainText('edited');
    expect(await cluster.digest()).toBe(digest);
  });

  await test.step('vi holds the line until it is left', async () => {
    await input.fill('vi notes.txt && cat notes.txt');
    await page.keyboard.press('Enter');
    const notes = editor.getByRole('textbox', { name: /^notes.txt/ });
    await expect(notes).toBeFocused();
    await page.keyboard.type('remember the rewind');
    await save.click();
    await expect(output).toContainText(/New File\]\s*remember the rewind/);
  });
});

/** Finds a text in the open file and types another in its place. */
async function replaceText(page: Page, from: string, to: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('textbox', { name: 'Find', exact: true })).toBeFocused();
  await page.keyboard.insertText(from);
  await expect(page.getByText(/^1 of \d+$/)).toBeAttached();
  await page.keyboard.press('Escape');
  await page.keyboard.insertText(to);
}
