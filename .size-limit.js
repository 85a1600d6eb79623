// Budgets for what a visitor downloads, gzipped. Which files these are is read from the build's own manifest, so that no chunk can hide.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const MANIFEST = 'dist/.vite/manifest.json';
if (!existsSync(MANIFEST)) {
  throw new Error('there is no build in dist/: npm run build comes first');
}

/** @type {Record<string, { file: string, isEntry?: boolean, css?: string[], imports?: string[], dynamicImports?: string[] }>} */
const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));

/**
 * The files that are fetched when these modules are: their chunks, what the chunks import at once, and the CSS of all.
 * @param {readonly string[]} modules
 */
function filesOf(modules) {
  const seen = new Set();
  const files = new Set();
  const visit = (/** @type {string} */ name) => {
    const chunk = manifest[name];
    if (chunk === undefined || seen.has(name)) {
      return;
    }
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) {
      files.add(`dist/${file}`);
    }
    chunk.imports?.forEach(visit);
  };
  modules.forEach(visit);
  return files;
}

/**
 * @param {string} what
 * @param {Iterable<string>} files
 */
function some(what, files) {
  const list = [...files];
  if (list.length === 0) {
    throw new Error(`the build has no ${what}: it has moved, or it has become part of the first download`);
  }
  return list;
}

const initial = filesOf(Object.keys(manifest).filter((name) => manifest[name]?.isEntry));
const editor = filesOf(Object.keys(manifest).filter((name) => name.startsWith('src/ui/editor/')));
const terminal = filesOf(['src/ui/terminal/TerminalPanel.tsx']);
const workers = readdirSync('dist/assets').filter((name) => /^simulation\.worker-.*\.js$/.test(name));

export default [
  { name: 'first download', path: ['dist/index.html', ...some('entry', initial)], gzip: true, limit: '200 kB' },
  {
    name: 'editor',
    path: some(
      'editor chunk',
      [...editor].filter((file) => !initial.has(file)),
    ),
    gzip: true,
    limit: '180 kB',
  },
  {
    name: 'terminal',
    path: some(
      'terminal chunk',
      [...terminal].filter((file) => !initial.has(file)),
    ),
    gzip: true,
    limit: '12 kB',
  },
  {
    name: 'worker',
    path: some(
      'worker chunk',
      workers.map((name) => `dist/assets/${name}`),
    ),
    gzip: true,
    // The whole of kubectl and the cluster. The page is drawn while it comes.
    limit: '300 kB',
  },
];
