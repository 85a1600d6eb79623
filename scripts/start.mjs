// npm start [-- --port N]: builds the page if what is in dist/ is older than its sources, serves it and prints the address.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';

const SOURCES = ['src', 'public', 'scripts/vite', 'index.html', 'vite.config.ts', 'package-lock.json'];
const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });

/**
 * The time of the youngest file under a path, in milliseconds; 0 when there is nothing.
 * @param {string} path
 * @returns {number}
 */
function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    return 0;
  }
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => changedAt(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}

if (changedAt('dist/index.html') < Math.max(...SOURCES.map(changedAt))) {
  await build({ logLevel: 'warn' });
}
const server = await preview({ preview: { host: '127.0.0.1', port: Number(values.port) } });
console.log(`Rollout Playground is at ${server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${values.port}/`} (Ctrl+C ends it)`);
