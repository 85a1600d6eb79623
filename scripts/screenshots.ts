// npm run screenshots: takes the pictures of the README from the built page, as it opens.
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';

const FOLDER = 'scripts/screenshots';
const SHOTS = [
  { name: 'light', colorScheme: 'light', width: 1440, height: 900, locale: 'en-US' },
  { name: 'dark', colorScheme: 'dark', width: 1440, height: 900, locale: 'zh-CN' },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844, locale: 'en-US' },
] as const;

const executablePath = ensureChromium();
if (executablePath === undefined) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}

await build({ logLevel: 'warn' });
const server = await preview({ preview: { host: '127.0.0.1', port: 4190 } });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, colorScheme, width, height, locale } of SHOTS) {
    // Nothing is in motion for a visitor who asked for less of it, so the picture is the same each time.
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale, reducedMotion: 'reduce' });
    await page.goto(server.resolvedUrls?.local[0] ?? '', { waitUntil: 'networkidle' });
    await page.locator('html[data-busy="false"]').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    console.log(`${FOLDER}/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
