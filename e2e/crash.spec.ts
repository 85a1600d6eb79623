import { expect, test } from './playground.ts';

test('a crash of the worker shows what happened, keeps the text and the run, and goes on from there', async ({ page, playground }) => {
  await playground.open();
  await playground.setImage('shop/web:3.0.0');
  await playground.write('# not to be lost\n');
  const now = await playground.now();
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('on purpose');
    });
  });
  const screen = page.getByRole('alert', { name: 'The simulation has stopped' });
  await expect(screen).toContainText('on purpose');
  expect((await playground.manifest()).trimEnd()).toBe('# not to be lost');
  await screen.getByRole('button', { name: /^Go on from/ }).click();
  await expect(screen).toHaveCount(0);
  await playground.idle();
  expect(await playground.now()).toBe(now);
  expect((await playground.manifest()).trimEnd()).toBe('# not to be lost');
  await playground.runUntilComplete('web');
  await expect(playground.panel.getByText('shop/web:3.0.0')).toBeVisible();
});
