// What a page costs that has nothing to do: the whole renderer process, its worker included.
import type { Browser, Page } from '@playwright/test';
import { open } from './measure.ts';
import type { Story } from './story.ts';

const WATCH_MS = 5_000;
const BEFORE_MS = 2_000;

export interface Idle {
  /** CPU milliseconds a second: with the clock standing in the middle of an update, and hidden while it plays. */
  readonly standing: number;
  readonly hidden: number;
}

/** `browser` must hold no other page. Undefined when the page did not load. */
export async function measureIdle(browser: Browser, address: string, story: Story): Promise<Idle | undefined> {
  const page = await open(browser, address, story);
  if (page === undefined) return undefined;
  try {
    const button = (name: 'Play' | 'Pause') => page.getByRole('button', { name, exact: true });
    await button('Play').click();
    await page.waitForTimeout(BEFORE_MS);
    await button('Pause').click();
    await page.locator('html[data-playing="false"]').waitFor();
    const standing = await cpuPerSecond(browser, page);
    await button('Play').click();
    await page.waitForTimeout(BEFORE_MS);
    await hide(page);
    return { standing, hidden: await cpuPerSecond(browser, page) };
  } finally {
    await page.context().close();
  }
}

/** Headless Chromium takes every page for visible, so the page is only told; animation frames go on, which makes it the harder test. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

async function cpuPerSecond(browser: Browser, page: Page): Promise<number> {
  // What was under way (a movement, a save) comes to its end first.
  await page.waitForTimeout(BEFORE_MS);
  const before = await rendererSeconds(browser);
  await page.waitForTimeout(WATCH_MS);
  const after = await rendererSeconds(browser);
  return ((after - before) * 1000) / (WATCH_MS / 1000);
}

async function rendererSeconds(browser: Browser): Promise<number> {
  const devTools = await browser.newBrowserCDPSession();
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
  await devTools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
