/**
 * npm run bench:frames -- [--paced] [--only=ours|naive] [pods…]
 * Frames a second of the built page in headless Chromium while an image update plays at ordinary speed, beside a naive page (naive/) that gets
 * the same frames from the same worker: same story, same moment, same window, one after the other. Each at full speed and at a quarter of it.
 * `--paced`: the update at the pace of a real cluster (ten pods a second) instead of as fast as the API answers.
 */
import { argv, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { ensureChromium, NO_CHROMIUM } from '../../scripts/chromium.mjs';
import { wholeNumber } from '../../scripts/wholeNumber.ts';
import { measureIdle } from './idle.ts';
import { type Measured, measure } from './measure.ts';
import { quiet } from './quiet.ts';
import { serveNaive, serveOurs } from './servers.ts';
import { storyOf } from './story.ts';
import { foreignLoad, HEAD, line } from './table.ts';

/** 40: the largest Deployment that our page draws with a node a pod. */
const SIZES = [40, 60, 300, 1_000, 5_000];
const THROTTLES = [1, 4];
const WINDOW_MS = 8_000;
const PORTS = { ours: 4300, naive: 4301 } as const;

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { paced: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const sizes = positionals.length > 0 ? positionals.map((text) => wholeNumber(text, 'pods')) : SIZES;
const executablePath = ensureChromium();
if (executablePath === undefined) throw new Error(NO_CHROMIUM);

const ours = await serveOurs(PORTS.ours);
const naive = await serveNaive(PORTS.naive);

/** A browser of its own for each run: what one page left behind is not the next one's burden. */
async function inBrowser<T>(use: (browser: Awaited<ReturnType<typeof chromium.launch>>) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

function run(who: 'ours' | 'naive', pods: number, throttle: number): Promise<Measured | undefined> {
  if (values.only !== undefined && values.only !== who) return Promise.resolve(undefined);
  const { address } = who === 'ours' ? ours : naive;
  const story = storyOf(pods, values.paced);
  return inBrowser((browser) => measure(browser, { address, story, throttle, windowMs: WINDOW_MS }));
}

try {
  stdout.write(`${values.paced ? 'paced as in life' : 'as fast as the API answers'}, ${WINDOW_MS / 1000} s from the update on\n${HEAD}\n`);
  for (const pods of sizes) {
    for (const throttle of THROTTLES) {
      const foreign = await quiet();
      const [mine, other] = [await run('ours', pods, throttle), await run('naive', pods, throttle)];
      stdout.write(`${line(pods, throttle, mine, other)} ${foreignLoad(foreign)}\n`);
    }
  }
  for (const pods of sizes) {
    const idle = await inBrowser((browser) => measureIdle(browser, ours.address, storyOf(pods, values.paced)));
    const told =
      idle === undefined ? 'did not load' : `clock standing ${idle.standing.toFixed(1)}, hidden while playing ${idle.hidden.toFixed(1)}`;
    stdout.write(`${String(pods).padStart(6)} pods at rest, CPU ms a second of page and worker: ${told}\n`);
  }
} finally {
  await ours.close();
  await naive.close();
}
