import { expect, test } from './playground.ts';

test('a rollout by keyboard only', async ({ page, playground }) => {
  await playground.open();
  const { keyboard } = page;

  await test.step('the first stop skips to the rollout', async () => {
    await keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the rollout' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  await test.step('1 opens Set image, Enter sends it, focus comes back', async () => {
    await keyboard.press('1');
    await expect(playground.dialog().getByRole('combobox')).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type('shop/web:3.0.0');
    await keyboard.press('Enter');
    await expect(playground.dialog()).toHaveCount(0);
    await playground.idle();
    await expect(page.getByRole('main')).toBeFocused();
    await playground.expectOutput('deployment.apps/web image updated');
  });

  await test.step('the clock: arrows step, Space plays and pauses', async () => {
    await page.getByRole('main').focus();
    const before = Number(await playground.root.getAttribute('data-step'));
    await keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await playground.root.getAttribute('data-step'))).toBeGreaterThan(before);
    await keyboard.press('ArrowLeft');
    await expect.poll(async () => Number(await playground.root.getAttribute('data-step'))).toBeLessThanOrEqual(before);
    await keyboard.press('Space');
    await expect(playground.root).toHaveAttribute('data-playing', 'true');
    await keyboard.press('Space');
    await expect(playground.root).toHaveAttribute('data-playing', 'false');
  });

  await test.step('a pod in the chain takes the focus, Enter opens it', async () => {
    const pod = page.locator('[data-node="pod"][tabindex="0"]').first();
    await pod.focus();
    await keyboard.press('Enter');
    await expect(playground.panel.getByRole('tab', { name: 'Object', exact: true })).toBeVisible();
  });

  await test.step('Escape closes a dialog; Ctrl+Z takes the last action back', async () => {
    await page.getByRole('main').focus();
    await keyboard.press('6');
    await expect(playground.dialog()).toBeVisible();
    await keyboard.press('Escape');
    await expect(playground.dialog()).toHaveCount(0);
    await page.getByRole('main').focus();
    await keyboard.press('Control+z');
    await playground.idle();
    await playground.tab('Status');
    await expect(playground.panel.getByText('shop/web:3.0.0')).toHaveCount(0);
  });

  await test.step('the editor can be left', async () => {
    await playground.editor().focus();
    await keyboard.press('Escape');
    await keyboard.press('Tab');
    await expect(playground.editor()).not.toBeFocused();
  });
});
