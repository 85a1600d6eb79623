import { expect, expectNoAxeViolations, test } from './playground.ts';
import { Terminal } from './terminal.ts';

test('a command prints into the drawer, and the names in it show the pods', async ({ playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  const pods = await terminal.run('kubectl get pods');
  expect(pods.split('\n')[0]).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE$/);
  const name = pods.split('\n')[1]?.split(' ')[0] ?? '';
  await terminal.log.getByRole('button', { name }).click();
  await expect(playground.panel.getByRole('heading', { name })).toBeVisible();
});

test('pipes, here-documents, files and several lines at once', async ({ playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  expect(await terminal.run('kubectl get pods | grep -v NAME | wc -l')).toBe(await terminal.run('kubectl get pods --no-headers | wc -l'));
  expect(await terminal.run('cat web.yaml | head -2')).toBe('apiVersion: apps/v1\nkind: Deployment');
  expect(await terminal.run('# how many?\necho one \\\n  two && echo $?')).toBe('one two\n0');
  await terminal.type('cat <<EOF');
  // The text is not whole: the prompt goes on in a second line.
  await expect(terminal.input).toHaveValue('cat <<EOF\n');
  expect(await terminal.run('cat <<EOF | grep b\na\nb\nEOF')).toBe('b');
});

test('a command that waits says that the clock is stopped, plays, and ends by Ctrl+C', async ({ playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  await terminal.type('kubectl get pods -w');
  await terminal.expectState('running');
  await expect(terminal.panel).toContainText('The clock is stopped: this goes on when you press play.');
  const before = (await terminal.output()).split('\n').length;
  await terminal.panel.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => (await terminal.output()).split('\n').length).toBeGreaterThan(before);
  await terminal.input.press('Control+c');
  await terminal.expectState('idle');
  expect((await terminal.output()).endsWith('^C')).toBe(true);
  await playground.stop();
});

test('going back in time ends what waits, and says so', async ({ page, playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  await terminal.type('sleep 100');
  await page.getByRole('button', { name: 'To the start of the run' }).click();
  await terminal.expectState('idle');
  expect(await terminal.output()).toContain('the clock was set back');
});

test('Tab completes, the history comes back, and the page’s buttons write their line', async ({ page, playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  await terminal.input.pressSequentially('kubectl ge');
  await page.keyboard.press('Tab');
  await expect(terminal.input).toHaveValue('kubectl get ');
  await terminal.input.pressSequentially('r');
  await page.keyboard.press('Tab');
  await expect(terminal.panel.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await terminal.run('kubectl get deployment web');
  await playground.scale(6);
  await expect(terminal.log).toContainText('kubectl scale deployment/web --replicas=6');
  await terminal.input.focus();
  await page.keyboard.press('ArrowUp');
  await expect(terminal.input).toHaveValue('kubectl get deployment web');
});

test('by keyboard alone: in, a name, out again', async ({ page, playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  await terminal.run('kubectl get pods -o name | head -1');
  await page.keyboard.press('Shift+Tab');
  const link = terminal.log.getByRole('button');
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(link).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await expect(terminal.input).toBeFocused();
  await page.keyboard.type('exit');
  await page.keyboard.press('Enter');
  await expect(terminal.panel).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Terminal/ })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('axe finds nothing: empty, with output, with a list of completions, and on a phone', async ({ page, playground }) => {
      await playground.open();
      const terminal = new Terminal(playground);
      await terminal.open();
      await expectNoAxeViolations(page);
      await terminal.run('kubectl get pods; nope');
      await playground.scale(6);
      await terminal.input.fill('kubectl get ');
      await terminal.input.press('Tab');
      await expect(terminal.panel.getByRole('listbox')).toBeVisible();
      await expectNoAxeViolations(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(terminal.panel.getByRole('toolbar', { name: 'Terminal keys' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

test('on a phone it is a tab, with the keys that a phone lacks', async ({ page, playground }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open();
  await page.getByRole('radio', { name: 'Terminal' }).check({ force: true });
  const terminal = new Terminal(playground);
  await terminal.run('kubectl get pods');
  const keys = terminal.panel.getByRole('toolbar', { name: 'Terminal keys' });
  await keys.getByRole('button', { name: 'Earlier command' }).click();
  await expect(terminal.input).toHaveValue('kubectl get pods');
  await keys.getByRole('button', { name: 'Stop the command' }).click();
  await expect(terminal.input).toHaveValue('');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('a long scrollback keeps only what is near in the page, and stays at its end', async ({ page, playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  const before = await terminal.run('cat web.yaml');
  // Pasted, as a person would: 300 commands of some 30 lines each.
  await terminal.input.evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, 'cat web.yaml\n'.repeat(300));
  await terminal.input.press('Enter');
  await playground.idle();
  const lines = terminal.log.locator('[data-line="stdout"]');
  await terminal.expectState('idle');
  await expect(lines.last()).toHaveText(before.split('\n').at(-1) ?? '');
  await expect(terminal.input).toBeInViewport();
  await expect.poll(() => lines.count()).toBeLessThan(3_000);
  // What was far away comes when it is scrolled to.
  await page.mouse.move(640, 650);
  await page.mouse.wheel(0, -1_000_000);
  await expect(terminal.log.locator('[data-line="command"]').first()).toHaveText('$ cat web.yaml');
});

test('kubectl edit opens the object in the editor, saves it from there, and gives the draft back', async ({ page, playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  const draft = await playground.manifest();
  await terminal.type('kubectl edit deployment/web');
  await terminal.expectState('edit');
  await expect(playground.editor()).toContainText('Please edit the object below');
  await playground
    .editor()
    .locator('.cm-line', { hasText: /^ {2}replicas: 4$/ })
    .click();
  for (const key of ['End', 'Backspace', '6']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await terminal.expectState('idle');
  expect(await terminal.output()).toContain('deployment.apps/web edited');
  await expect.poll(() => playground.manifest()).toBe(draft);
});
