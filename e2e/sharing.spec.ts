import type { Page } from '@playwright/test';
import { Driver } from './driver.ts';
import { expect, test } from './playground.ts';

/** What two people must see alike: the moment, the pods with their names and states, what kubectl says. */
async function look(page: Page): Promise<unknown> {
  const driver = new Driver(page);
  await driver.tab('Status');
  const status = await driver.rolloutStatus().textContent();
  await driver.tab('Pods');
  const pods = await page
    .locator('tbody[data-pod]')
    .evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-pod')} ${row.textContent}`));
  const root = page.locator('html');
  return { now: await root.getAttribute('data-now'), step: await root.getAttribute('data-step'), status, pods };
}

async function copyLink(page: Page): Promise<string> {
  await page.locator('[data-action="share"]').click();
  const field = page.getByTestId('share-link');
  await expect(field).toHaveValue(/#/);
  const link = await field.inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  return link;
}

test('a shared link opens the same run at the same moment in a fresh profile', async ({ page, playground, browser }) => {
  await playground.open();
  await playground.setImage('shop/web:3.0.0');
  for (let step = 0; step < 12; step++) {
    await page.getByRole('button', { name: 'One decision on' }).click();
    await playground.idle();
  }
  const link = await copyLink(page);
  expect(link.length).toBeLessThan(900);

  const other = await browser.newContext();
  const guest = await other.newPage();
  await guest.goto(link);
  await new Driver(guest).idle();
  expect(await look(guest)).toEqual(await look(page));

  // Both go on from there in the same way.
  for (const each of [page, guest]) {
    for (let step = 0; step < 5; step++) {
      await each.getByRole('button', { name: 'One decision on' }).click();
      await new Driver(each).idle();
    }
  }
  expect(await look(guest)).toEqual(await look(page));
  await other.close();
});

test('an untouched built-in scenario is shared by its name', async ({ page, playground }) => {
  await playground.open();
  expect(await copyLink(page)).toMatch(/#\/s\/four-replicas/);
});

for (const [what, fragment] of [
  ['damaged', '#z1.AAAAnot-a-link'],
  ['too long', `#z0.${'A'.repeat(40_000)}`],
  ['of a newer format', '#z9.AAAA'],
  ['unknown', '#/s/no-such-story'],
  ['hostile', '#z0.q1YqSy0qzszPU7JSKkpNzi9KUbICAA<script>'],
] as const) {
  test(`a link that is ${what} gets a clear message and harms nothing`, async ({ page, playground }) => {
    await playground.open(`./${fragment}`);
    await expect(page.getByText(/The link could not be opened|There is no scenario of that name/)).toBeVisible();
    await expect(playground.action('setImage')).not.toHaveAttribute('aria-disabled');
  });
}

test('a reload in mid-rollout comes back to the same run, moment and draft', async ({ page, playground }) => {
  await playground.open();
  await playground.setImage('shop/web:3.0.0');
  for (let step = 0; step < 9; step++) {
    await page.getByRole('button', { name: 'One decision on' }).click();
    await playground.idle();
  }
  await playground.write('# my own notes\nkind: Deployment\n');
  const before = await look(page);
  await page.reload();
  await playground.idle();
  expect(await look(page)).toEqual(before);
  await expect.poll(async () => (await playground.manifest()).trimEnd()).toBe('# my own notes\nkind: Deployment');
});

test('two tabs do not overwrite each other', async ({ page, playground, context }) => {
  await playground.open();
  await playground.setImage('shop/web:3.0.0');
  // What a tab leaves behind for itself must not be found by another one; a reload makes sure that it has been left.
  await page.reload();
  await playground.idle();
  const second = await context.newPage();
  const other = new Driver(second);
  await other.open();
  // A tab that is opened beside it starts its own run; it does not take over the first one's.
  await expect(second.getByText('shop/web:2.1.0').first()).toBeVisible();
  await expect(second.getByText('shop/web:3.0.0')).toHaveCount(0);
  await other.scale(7);
  const [mine, theirs] = [await look(page), await look(second)];
  await page.reload();
  await second.reload();
  await playground.idle();
  await other.idle();
  expect(await look(page)).toEqual(mine);
  expect(await look(second)).toEqual(theirs);
});
