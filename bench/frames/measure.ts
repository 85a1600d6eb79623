// One page, opened at rest, throttled, set going and watched for a while.
import type { Browser, CDPSession, Page } from '@playwright/test';
import { assert } from '../../src/base/assert.ts';
import { type Recorded, record } from './recorder.ts';
import type { Story } from './story.ts';

export interface Case {
  readonly address: string;
  readonly story: Story;
  /** 4: the page's main thread runs at a quarter of its speed. Its worker does not: Chromium throttles main threads only. */
  readonly throttle: number;
  readonly windowMs: number;
}

export interface Measured {
  readonly fps: number;
  readonly p95: number;
  /** Share of the window in which the main thread worked, and in which it ran scripts: CPU time, not waiting time. */
  readonly cpu: number;
  readonly script: number;
  readonly latency95: number;
}

/** A page that has not come to rest by then is given up. */
const LOAD_MAX_MS = 90_000;
const VIEWPORT = { width: 1440, height: 900 } as const;
/** What a page does once after it was drawn first (fetching chunks, warming up) is not what is measured. */
const SETTLE_MS = 1_500;
const KEY_EVERY_MS = 250;
/** A page that answers so late after the window is over has hung. */
const HANG_MAX_MS = 60_000;

/** Undefined: the page did not load, or hung, within the limit. */
export async function measure(browser: Browser, { address, story, throttle, windowMs }: Case): Promise<Measured | undefined> {
  const page = await open(browser, address, story);
  if (page === undefined) return undefined;
  try {
    const devTools = await page.context().newCDPSession(page);
    // CPU time of the thread: other programs on this machine do not count.
    await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    const before = await busySeconds(devTools);
    const recorded = await Promise.race([play(page, windowMs), hung(windowMs + HANG_MAX_MS)]);
    if (recorded === undefined) return undefined;
    const after = await busySeconds(devTools);
    const { elapsedMs, frameTimes, latencies } = recorded;
    return {
      fps: (frameTimes.length * 1000) / elapsedMs,
      p95: percentile95(frameTimes),
      cpu: ((after.task - before.task) * 1000) / elapsedMs,
      script: ((after.script - before.script) * 1000) / elapsedMs,
      latency95: percentile95(latencies),
    };
  } finally {
    await page.context().close();
  }
}

/** A page in a context of its own, at rest; undefined when it does not get there in time. */
export async function open(browser: Browser, address: string, { fragment, opensAt }: Story): Promise<Page | undefined> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(LOAD_MAX_MS);
  try {
    await page.goto(`${address}${fragment}`);
    await page.locator('html[data-busy="false"]').waitFor();
    // Answered when the main thread is free again, however long it draws.
    await Promise.race([
      page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))),
      page.locator('html[data-never]').waitFor(),
    ]);
  } catch (error) {
    // Playwright's only word for "not in time".
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    await context.close();
    return undefined;
  }
  // The product opens something else in place of a link that it refuses.
  assert((await page.locator('html').getAttribute('data-now')) === String(opensAt), 'the page has opened another story');
  await page.waitForTimeout(SETTLE_MS);
  return page;
}

async function play(page: Page, windowMs: number): Promise<Recorded> {
  let isOver = false;
  const recording = page.evaluate(record, windowMs).finally(() => {
    isOver = true;
  });
  await page.getByRole('button', { name: 'Play', exact: true }).click({ noWaitAfter: true });
  // A key that means nothing to either page.
  while (!isOver) {
    await Promise.race([page.keyboard.press('Shift'), recording]);
    await Promise.race([page.waitForTimeout(KEY_EVERY_MS), recording]);
  }
  return recording;
}

function hung(afterMs: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), afterMs).unref());
}

async function busySeconds(devTools: CDPSession): Promise<{ readonly task: number; readonly script: number }> {
  const { metrics } = await devTools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { task: of('TaskDuration'), script: of('ScriptDuration') };
}

function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}
