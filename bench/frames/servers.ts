// The two pages of the benchmark: the product as it is built, and the naive page, which is built apart and is no part of it.
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, preview } from 'vite';

const NAIVE: InlineConfig = {
  configFile: false,
  root: 'bench/frames/naive',
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../../../node_modules/.cache/bench-frames', emptyOutDir: true, chunkSizeWarningLimit: 1000 },
};

interface Served {
  readonly address: string;
  close(): Promise<void>;
}

export async function serveOurs(port: number): Promise<Served> {
  await build({ logLevel: 'warn' });
  return served(await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port } }));
}

export async function serveNaive(port: number): Promise<Served> {
  await build(NAIVE);
  return served(await preview({ ...NAIVE, preview: { host: '127.0.0.1', port } }));
}

function served(server: Awaited<ReturnType<typeof preview>>): Served {
  return { address: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}
