// Which Chromium the browser tests and screenshots run in. `node scripts/chromium.mjs` prints its path, installing one first where it may.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { argv, env, exit, getuid, platform } from 'node:process';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} command */
function onPath(command) {
  return (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

/**
 * The Chromium to use: CHROMIUM_PATH, else one of the system's; undefined when there is none.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = env.CHROMIUM_PATH;
  if (chosen) {
    if (!isExecutable(chosen)) {
      throw new Error(`CHROMIUM_PATH is ${chosen}, which is not a program that can be run`);
    }
    return chosen;
  }
  return COMMANDS.map(onPath).find((path) => path !== undefined) ?? (platform === 'darwin' ? MAC_APPS.find(isExecutable) : undefined);
}

/** Installs Debian's Chromium, and a font for Chinese so that screenshots show it; false when this machine does not let us. */
function installWithApt() {
  if (getuid?.() !== 0 || onPath('apt-get') === undefined) {
    return false;
  }
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  console.log('No Chromium on this machine: installing the packages chromium and fonts-noto-cjk with apt.');
  spawnSync('apt-get', ['update', '-q'], options);
  return spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], options).status === 0;
}

/**
 * Like findChromium, but installs one where that is possible.
 * @returns {string | undefined}
 */
export function ensureChromium() {
  const found = findChromium();
  return found ?? (installWithApt() ? findChromium() : undefined);
}

export const NO_CHROMIUM = `The browser tests need a Chromium and there is none here that could be found or installed.
Install one (Debian or Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium),
or name one that you have:  CHROMIUM_PATH=/path/to/chrome npm test`;

// By name and not by import.meta.url, which inside a bundle (scripts/run-ts.mjs) is the bundle's.
if (basename(argv[1] ?? '') === 'chromium.mjs') {
  const path = ensureChromium();
  if (path === undefined) {
    console.error(NO_CHROMIUM);
    exit(1);
  }
  console.log(path);
}
