// npm run gallery [-- scene…]: photographs every scene of scripts/gallery/scenes.ts at three sizes, in both themes and both languages, and lays each
// scene's twelve pictures out on one sheet. Into test-results/gallery, to be looked at.
import { mkdirSync, readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';
import { type Scene, scenes } from './gallery/scenes.ts';

const FOLDER = 'test-results/gallery';
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = ['en-US', 'zh-CN'] as const;
/** Five thousand pods are calculated from the beginning before the page shows them. */
const OPENING_MS = 120_000;

async function photograph(browser: Browser, address: string, scene: Scene): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { width, height } of SIZES) {
    for (const colorScheme of THEMES) {
      for (const locale of LANGUAGES) {
        // Nothing is in motion for a visitor who asked for less of it, so the picture is the same each time.
        const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale, reducedMotion: 'reduce' });
        await page.goto(address + scene.fragment, { waitUntil: 'networkidle' });
        await page.locator('html[data-busy="false"]').waitFor({ timeout: OPENING_MS });
        // The card comes after the first picture; on a phone it stands behind a tab.
        if (width >= 640) await page.locator('[data-waits]').first().waitFor();
        await page.evaluate(() => document.fonts.ready);
        const file = `${FOLDER}/${scene.name}-${width}-${colorScheme}-${locale.slice(0, 2)}.png`;
        await page.screenshot({ path: file });
        files.push(file);
        await page.close();
      }
    }
  }
  return files;
}

async function layOut(browser: Browser, scene: Scene, files: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const images = files.map((file) => `<img src="data:image/png;base64,${readFileSync(file).toString('base64')}">`).join('');
  await page.setContent(
    `<style>body{margin:0;display:flex;flex-wrap:wrap;gap:8px;background:#888}img{height:350px}</style><body>${images}</body>`,
    { waitUntil: 'load' },
  );
  await page.screenshot({ path: `${FOLDER}/${scene.name}.png`, fullPage: true });
  await page.close();
}

const executablePath = ensureChromium();
if (executablePath === undefined) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}

const asked = argv.slice(2);
await build({ logLevel: 'warn' });
const server = await preview({ preview: { host: '127.0.0.1', port: 4192 } });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const scene of scenes.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    await layOut(browser, scene, await photograph(browser, server.resolvedUrls?.local[0] ?? '', scene));
    console.log(`${FOLDER}/${scene.name}.png`);
  }
} finally {
  await browser.close();
  await server.close();
}
