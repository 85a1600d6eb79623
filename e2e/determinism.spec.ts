import { decodeLink } from '../src/scenario/link.ts';
import { Timeline } from '../src/scenario/timeline.ts';
import { expect, test } from './playground.ts';

test('Node and Chromium agree on every byte of a run', async ({ page, playground }) => {
  await playground.open();
  await playground.setImage('shop/web:3.0.0');
  await playground.scale(6);
  await playground.press('restart');
  await playground.tab('Status');
  await playground.runUntilComplete('web');
  await page.locator('[data-action="share"]').click();
  const field = page.getByTestId('share-link');
  await expect(field).toHaveValue(/#/);
  const link = decodeLink(new URL(await field.inputValue()).hash);
  if (!link.ok || link.value.source.from !== 'scenario' || link.value.moment === undefined) throw new Error('the link does not open');

  const timeline = Timeline.open(link.value.source.scenario);
  timeline.seek(link.value.moment);
  expect(timeline.moment()).toEqual(link.value.moment);
  expect(timeline.simulation.digest()).toBe(link.value.digest);
  expect(link.value.digest).toMatch(/\S{6,}/);
});
