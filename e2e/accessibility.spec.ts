import { expect, expectNoAxeViolations, test } from './playground.ts';

const languages = { en: { tab: 'Pods', share: 'Share' }, 'zh-CN': { tab: 'Pod', share: '分享' } } as const;

for (const theme of ['light', 'dark'] as const) {
  for (const [language, words] of Object.entries(languages)) {
    test.describe(`${theme}, ${language}`, () => {
      test.use({ colorScheme: theme, locale: language });

      test('axe finds nothing on the page, in the dialogs and on a narrow screen', async ({ page, playground }) => {
        await playground.open();
        await expect(playground.root).toHaveAttribute('lang', language);
        await expect(page.locator('.cm-content')).toBeVisible();
        await expectNoAxeViolations(page);
        await page.getByRole('tab', { name: words.tab, exact: true }).click();
        await expectNoAxeViolations(page);
        for (const dialog of ['setImage', 'scale', 'delete', 'share']) {
          await page.locator(`[data-action="${dialog}"]`).click();
          await expect(playground.dialog()).toBeVisible();
          await playground.idle();
          await expectNoAxeViolations(page);
          await page.keyboard.press('Escape');
          await expect(playground.dialog()).toHaveCount(0);
        }
        await page.setViewportSize({ width: 390, height: 844 });
        await expect(page.getByRole('button', { name: words.share })).toBeVisible();
        await expectNoAxeViolations(page);
      });
    });
  }
}

test('the language changes without reload and without losing the run', async ({ page, playground }) => {
  await playground.open();
  await playground.setImage('shop/web:3.0.0');
  const step = await playground.root.getAttribute('data-step');
  await page.getByRole('radio', { name: '简体中文' }).click({ force: true });
  await expect(playground.root).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('[data-action="share"]')).toHaveText(/分享/);
  expect(await playground.root.getAttribute('data-step')).toBe(step);
  // Kubernetes' own words are never translated.
  await expect(page.locator('[data-condition="Available"]')).toContainText('Deployment has minimum availability.');
});

test('nothing overflows sideways from 390 to 2560 pixels', async ({ page, playground }) => {
  await playground.open();
  for (const width of [390, 640, 768, 1024, 1100, 1280, 1920, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
