// node scripts/run-ts.mjs ENTRY [arguments…]: bundles a TypeScript program with Vite and runs it with Node, which has no types of its own to strip.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { argv, execPath, exit } from 'node:process';
import { build } from 'vite';

const [, , entry, ...args] = argv;
if (entry === undefined) {
  console.error('usage: node scripts/run-ts.mjs ENTRY [arguments…]');
  exit(2);
}

// A folder for this run alone: two runs of one program must not write over each other. Inside node_modules, so that packages are found.
const cache = join('node_modules', '.cache', 'run-ts');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'run-'));
try {
  await build({
    configFile: false,
    logLevel: 'warn',
    // Its modules name each other without extensions, which Node does not follow.
    ssr: { noExternal: ['@ngrok/webernetes'] },
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  const program = spawn(execPath, ['--enable-source-maps', join(folder, 'main.mjs'), ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => program.kill(signal));
  }
  process.exitCode = await new Promise((resolve) => program.on('close', (code) => resolve(code ?? 1)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
