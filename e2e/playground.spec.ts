import { expect, test } from './playground.ts';

// The watch that every journey relies on must itself be able to catch something.
// A violation counts twice here: the policy is in the page and, from the preview server, in a header too.

test('the watch sees a broken content security policy', async ({ page, misdeeds }) => {
  await page.goto('./');
  await page.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' })));
  await expect.poll(() => misdeeds.cspViolations).toHaveLength(2);
  expect(misdeeds.cspViolations.splice(0).join('\n')).toContain('style-src');
});

test('the watch sees a request to another origin', async ({ page, misdeeds }) => {
  await page.goto('./');
  await page.evaluate(() => fetch('http://127.0.0.1:9/elsewhere').catch(() => undefined));
  await expect.poll(() => misdeeds.cspViolations).toHaveLength(2);
  expect(misdeeds.cspViolations.splice(0).join('\n')).toContain('connect-src');
  // The policy stopped that one before it left; nothing stops a navigation.
  await page.goto('http://127.0.0.1:9/elsewhere').catch(() => undefined);
  expect(misdeeds.foreignRequests.splice(0)).toContain('http://127.0.0.1:9/elsewhere');
});

test('the watch sees an error that nothing catches', async ({ page, misdeeds }) => {
  await page.goto('./');
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error('on purpose'))));
  await expect.poll(() => misdeeds.errors).toHaveLength(1);
  expect(misdeeds.errors.splice(0).join('\n')).toContain('on purpose');
});
