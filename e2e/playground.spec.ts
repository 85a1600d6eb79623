import { expect, test } from './playground.ts';

// The watch that every journey relies on must itself be able to catch something.

test('the watch sees a broken content security policy', async ({ page, misdeeds }) => {
  await page.goto('./');
  await page.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' })));
  await expect.poll(() => misdeeds.cspViolations).toHaveLength(1);
  expect(misdeeds.cspViolations.pop()).toContain('style-src');
});

test('the watch sees a request to another origin', async ({ page, misdeeds }) => {
  await page.goto('./');
  await page.evaluate(() => fetch('http://127.0.0.1:9/elsewhere').catch(() => undefined));
  await expect.poll(() => misdeeds.cspViolations).toHaveLength(1);
  // The policy stopped the request before it was one; an address typed by a person is not stopped.
  expect(misdeeds.cspViolations.pop()).toContain('connect-src');
  await page.goto('http://127.0.0.1:9/elsewhere').catch(() => undefined);
  expect(misdeeds.foreignRequests.pop()).toBe('http://127.0.0.1:9/elsewhere');
});

test('the watch sees an error that nothing catches', async ({ page, misdeeds }) => {
  await page.goto('./');
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('on purpose'))));
  await expect.poll(() => misdeeds.errors).toHaveLength(1);
  expect(misdeeds.errors.pop()).toContain('on purpose');
});
