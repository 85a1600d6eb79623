import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Driver } from './driver.ts';

export { expect };

/** What a page did that it must never do; every test ends by checking that all three are empty. */
interface Misdeeds {
  readonly cspViolations: string[];
  readonly foreignRequests: string[];
  readonly errors: string[];
}

declare global {
  interface Window {
    reportCspViolation?: (violation: string) => void;
  }
}

/** Watches all pages of the test's own context; `playground.spec.ts` shows that it sees what it is there to see. */
export const test = base.extend<{ misdeeds: Misdeeds; playground: Driver }>({
  playground: async ({ page }, use) => use(new Driver(page)),
  misdeeds: [
    async ({ context, baseURL }, use) => {
      const misdeeds: Misdeeds = { cspViolations: [], foreignRequests: [], errors: [] };
      const origin = new URL(baseURL ?? '').origin;
      await context.exposeFunction('reportCspViolation', (violation: string) => misdeeds.cspViolations.push(violation));
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) =>
          window.reportCspViolation?.(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
        );
      });
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.origin !== origin && url.protocol !== 'data:' && url.protocol !== 'blob:') {
          misdeeds.foreignRequests.push(request.url());
        }
      });
      context.on('weberror', (error) => misdeeds.errors.push(error.error().stack ?? String(error.error())));
      await use(misdeeds);
      expect(misdeeds).toEqual({ cspViolations: [], foreignRequests: [], errors: [] });
    },
    { auto: true },
  ],
});

/** Checks the page as it is now against the rules of WCAG 2.2 AA and axe's own best practices. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(' ')}`).join('\n')}`,
  );
  expect(found).toEqual([]);
}
