import { expect, expectNoAxeViolations, test } from './playground.ts';

test('P projects: panels fold, captions stand under the picture, and P brings everything back', async ({ page, playground }) => {
  await playground.open();
  await expect(page.locator('#editor')).toBeVisible();
  await page.keyboard.press('p');
  await expect(playground.root).toHaveAttribute('data-projector', '');
  await expect(page.locator('#editor')).toHaveCount(0);
  await expect(page.locator('#panel')).toHaveCount(0);
  await expect(page.locator('[data-captions="true"]')).toBeVisible();
  // The number keys still press the buttons that a presentation does not show.
  await page.keyboard.press('2');
  await expect(playground.dialog()).toBeVisible();
  await page.keyboard.press('Escape');
  // The browser closes it after the key; until then the keys are the dialog's.
  await expect(playground.dialog()).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(playground.root).not.toHaveAttribute('data-projector');
  await expect(page.locator('#editor')).toBeVisible();
});

test('N says the scene, and what happens afterwards is told in few sentences', async ({ page, playground }) => {
  await playground.open();
  const spoken = page.locator('[data-captions]');
  await page.keyboard.press('n');
  await expect(spoken).toContainText('Deployment web, revision 2, asks for 4 pods.');
  await expect(spoken).toContainText('5 are counted, at most 5; 3 are available, at least 3.');
  await playground.runUntil(() => expect(spoken).toContainText('Complete: all 4 replicas run revision 2.'));
});

test('a jump in time tells where things stand', async ({ page, playground }) => {
  await playground.open();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-captions]')).toContainText('not seen by the controller yet, asks for 4 pods. 0 are counted');
});

for (const [width, height] of [
  [1280, 720],
  [1024, 768],
] as const) {
  test(`projected at ${width}×${height}, rail and chain are in sight without scrolling`, async ({ page, playground }) => {
    await page.setViewportSize({ width, height });
    await playground.open('./#/s/ten-replicas');
    await page.keyboard.press('p');
    await expect(page.locator('[data-captions="true"]')).toBeVisible();
    const pods = page.locator('[data-node="pod"]');
    await expect(pods).toHaveCount(14);
    await expect
      .poll(() =>
        pods.evaluateAll((all) => {
          const captions = document.querySelector('[data-captions]')?.getBoundingClientRect().top ?? 0;
          return all.filter((pod) => pod.getBoundingClientRect().bottom > captions).length;
        }),
      )
      .toBe(0);
    await expect(page.locator('main')).toHaveJSProperty('scrollTop', 0);
    expect(await page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight)).toBeLessThanOrEqual(0);
  });
}

test('with the terminal open at 1280×720 every pod stays in sight', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await playground.open('./#/s/ten-replicas');
  await page.locator('[data-terminal-toggle]').click();
  await expect(page.getByRole('region', { name: 'Terminal', exact: true })).toBeVisible();
  const main = page.locator('main');
  await expect.poll(() => main.evaluate((each) => each.scrollHeight - each.clientHeight)).toBeLessThanOrEqual(0);
  const bottom = await main.evaluate((each) => each.getBoundingClientRect().bottom);
  await expect
    .poll(() =>
      page
        .locator('[data-node="pod"]')
        .evaluateAll((all, limit) => all.filter((pod) => pod.getBoundingClientRect().bottom > limit).length, bottom),
    )
    .toBe(0);
});

for (const [width, height] of [
  [390, 844],
  [1024, 768],
  [1280, 720],
] as const) {
  test(`at ${width}×${height} nothing overflows sideways in any size`, async ({ page, playground }) => {
    await page.setViewportSize({ width, height });
    await playground.open();
    for (const scale of [80, 125, 200, 250]) {
      await page.evaluate((size) => localStorage.setItem('rollout-playground.layout', JSON.stringify({ scale: size })), scale);
      await page.reload();
      await playground.idle();
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeInViewport();
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const choice of [{ palette: 'mono' }, { projector: true, density: 'present' }, { density: 'learn' }]) {
    test(`axe finds nothing: ${colorScheme}, ${JSON.stringify(choice)}`, async ({ page, playground }) => {
      await page.emulateMedia({ colorScheme });
      await page.addInitScript((kept) => localStorage.setItem('rollout-playground.layout', JSON.stringify(kept)), choice);
      await playground.open();
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'How it is shown' }).click();
      await expect(playground.dialog()).toBeVisible();
      await playground.idle();
      await expectNoAxeViolations(page);
    });
  }
}
