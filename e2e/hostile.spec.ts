// What a person could paste to break the page: each gets a sentence or works, and the cluster goes on.

import { expect, test } from './fixtures.ts';

const LABELLED = `apiVersion: v1
kind: Service
metadata:
  name: <script>alert(1)</script>
  labels: {"<b>": "❤️"}
spec: {ports: [{port: 80}]}
`;

const ANNOTATED = `apiVersion: v1
kind: ReplicationController
metadata:
  name: odd
  annotations:
    note: "<img src=x onerror=alert(1)> \\u202egnirts \\u2764 中文"
spec:
  replicas: 1
  selector: {app: odd}
  template:
    metadata: {labels: {app: odd}}
    spec:
      containers:
      - {name: odd, image: "tomcat", env: [{name: A, value: "</script><b>bold</b>"}]}
`;

function bomb(): string {
  const lines = Array.from({ length: 30 }, (_, at) =>
    at === 0 ? 'a0: &a0 [x, x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
  );
  return lines.join('\n');
}

function services(count: number): string {
  const items = Array.from({ length: count }, (_, at) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `many-${at}`, labels: { many: 'yes' } },
    spec: { ports: [{ port: 80 }] },
  }));
  return JSON.stringify({ kind: 'List', apiVersion: 'v1', items });
}

test('hostile input gets a sentence or works, and nothing is lost', async ({ cluster }) => {
  const { page, inspector } = cluster;
  page.on('dialog', (dialog) => {
    throw new Error(`somebody's script said ${dialog.message()}`);
  });

  await test.step('what is too large, too deep or no YAML is refused', async () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      [`# ${'x'.repeat(5_000_000)}\n`, /is larger than 1 MB/],
      [`a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, /is nested deeper than 100 levels/],
      [bomb(), /has too many aliases/],
      ['apiVersion: v1\nkind: Service\u0000\n', /control characters are not allowed/],
      [LABELLED, /The Service "<script>alert\(1\)<\/script>" is invalid/],
    ];
    for (const [yaml, sentence] of refused) {
      const { exit, stderr } = await cluster.apply(yaml);
      expect(stderr).toMatch(sentence);
      expect(exit).toBe(1);
    }
  });

  await test.step('markup, emoji and right-to-left text are shown as they are', async () => {
    expect((await cluster.apply(ANNOTATED)).exit).toBe(0);
    await cluster.runUntilIdle();
    await cluster.pods('odd', 'Running').click();
    await inspector.getByRole('tab', { name: 'YAML' }).click();
    await expect(inspector).toContainText('</script><b>bold</b>');
    const said = await cluster.run("echo '<img src=x onerror=alert(1)>' $'\\u202e' ❤️ 中文");
    expect(said.stdout).toContain('<img src=x onerror=alert(1)>');
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  });

  await test.step('a list of 2,000 objects is made, drawn and gone again', async () => {
    const made = await cluster.apply(services(2_000));
    expect(made.exit).toBe(0);
    expect(made.stdout.trimEnd().split('\n')).toHaveLength(2_000);
    const counted = await cluster.run('kubectl get svc -l many=yes --no-headers | wc -l');
    expect(counted.stdout).toBe('2000\n');
    await cluster.pods('odd', 'Running').click();
    await expect(inspector).toContainText('odd');
    const digest = await cluster.digest();
    await cluster.time.press('Home');
    await expect(cluster.pods('odd')).toHaveCount(0);
    await cluster.time.press('End');
    await expect(cluster.pods('odd', 'Running')).toHaveCount(1);
    expect(await cluster.digest()).toBe(digest);
    expect((await cluster.run('kubectl delete svc -l many=yes')).exit).toBe(0);
    await expect(cluster.service('many-0')).toHaveCount(0);
  });

  await expect(cluster.service('kubernetes')).toBeVisible();
  expect((await cluster.run('kubectl get rc odd -o name')).stdout).toBe(
    'replicationcontroller/odd\n',
  );
});
