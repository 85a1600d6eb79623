import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Ban,
  bannedWords,
  cycles,
  deadFiles,
  edgesOf,
  forbiddenImports,
  longFiles,
  type Room,
  runtimePath,
  type Tree,
} from '../scripts/layers.ts';

/** Who may import whom. A room may import itself; what is not listed is not allowed. Tests are free, and so is what only they use (`testing.ts`, `testing/`). */
const ROOMS: readonly Room[] = [
  { room: 'base' },
  { room: 'api', imports: ['base'] },
  { room: 'api/manifest', imports: ['base'], packages: ['yaml'] },
  { room: 'engine', imports: ['api', 'base'] },
  { room: 'kubectl', imports: ['api', 'base'] },
  { room: 'shell', imports: ['kubectl', 'api', 'base'] },
  { room: 'scenario', imports: ['engine', 'api', 'base'], packages: ['fflate', 'valibot'] },
  { room: 'picture', imports: ['engine/index', 'api', 'base'], types: ['engine'] },
  { room: 'worker', imports: ['picture', 'scenario', 'shell', 'kubectl', 'engine', 'api', 'base'] },
  { room: 'i18n', packages: ['use-intl', '@schummar/icu-type-parser', 'react'] },
  {
    room: 'store',
    imports: ['worker/client', 'worker/protocol', 'scenario/link', 'i18n', 'api', 'base'],
    types: ['worker', 'picture', 'scenario', 'engine'],
    packages: ['zustand'],
  },
  {
    room: 'ui',
    // Ages are printed as kubectl prints them, hence the one function of api.
    imports: ['store', 'i18n', 'base', 'api/duration'],
    types: ['api', 'worker/protocol', 'picture/view'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      '@xyflow/react',
      'framer-motion',
      'lucide-react',
      'd3-array',
      '@codemirror/*',
      '@lezer/highlight',
      '@fontsource-variable/*',
    ],
  },
  { room: 'main', imports: ['ui', 'store', 'i18n', 'worker/client', 'base'], packages: ['react', 'react-dom', '@fontsource-variable/*'] },
  ...['conformance', 'cli'].map((room) => ({
    room,
    imports: ['picture', 'scenario', 'kubectl', 'engine', 'api', 'base'],
    packages: ['node:fs', 'node:path', 'node:process', 'node:url', 'node:util', 'yaml'],
  })),
];

/** Rooms that know no clock, no page, no chance of their own and no waiting. */
const PURE = ['base', 'api', 'engine', 'kubectl', 'shell', 'scenario', 'picture'];

const TIME = 'the moment is virtual and is passed in (`now`); texts of it are made by api/time.ts';
const CHANCE = 'chance is drawn by key, from engine/random.ts';
const ORDER = "it depends on the machine's language: compare with < (code units, as Go does)";
const LATER = 'put what comes later into the queue (engine/queue.ts)';
const WAITING = 'pure rooms answer at once; only src/worker waits';
const SPEECH = 'put it into the answer or into a step; the page shows it';
const ROUNDING = 'its last digits differ between browsers, and a shared link must not: use a table or + − × ÷';

const BANS: readonly Ban[] = [
  { word: 'Date.now', instead: TIME },
  { word: 'new Date', instead: TIME, except: ['api/time.ts'] },
  { word: 'Date()', instead: TIME },
  { word: 'performance', instead: TIME },
  { word: 'Math.random', instead: CHANCE },
  { word: 'crypto', instead: CHANCE },
  { word: 'Intl', instead: ORDER },
  ...['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map((name) => ({ word: `.${name}`, instead: ORDER })),
  ...['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame'].map((word) => ({ word, instead: LATER })),
  ...['async', 'await', 'Promise'].map((word) => ({ word, instead: WAITING })),
  { word: 'console', instead: SPEECH },
  ...['exp', 'log', 'log2', 'log10', 'sin', 'cos', 'tan', 'cbrt'].map((name) => ({ word: `Math.${name}`, instead: ROUNDING })),
];

const ENTRIES = ['main.tsx', 'worker/simulation.worker.ts', 'conformance/main.ts', 'cli/main.ts'];
const MAX_LINES = 500;

function readTree(): Tree {
  const files = ['src', 'bench', 'e2e', 'scripts']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
      return names
        .sort()
        .map((name): [string, string] => [folder === 'src' ? name : `../${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]);
    });
  return new Map(files);
}

describe('the source tree', () => {
  const tree = readTree();
  const edges = edgesOf(tree);

  test('keeps to the table of imports', () => {
    expect(forbiddenImports(tree, edges, ROOMS)).toEqual([]);
  });
  test('has no circle of imports', () => {
    expect(cycles(tree, edges)).toEqual([]);
  });
  test('does not bring the engine to the main thread', () => {
    expect(runtimePath(edges, 'main.tsx', 'engine/simulation.ts')).toBeUndefined();
  });
  test('has pure rooms without clock, chance, language, waiting or output', () => {
    expect(bannedWords(tree, PURE, BANS)).toEqual([]);
  });
  test(`has no file of more than ${MAX_LINES} lines outside data and generated`, () => {
    expect(longFiles(tree, MAX_LINES)).toEqual([]);
  });
  test('has no dead file', () => {
    expect(deadFiles(tree, edges, ENTRIES)).toEqual([]);
  });
});

describe('the rules, on a small tree that breaks each of them', () => {
  const rooms: readonly Room[] = [
    { room: 'base' },
    { room: 'engine', imports: ['base'] },
    { room: 'engine/text', packages: ['yaml', '@scope/*'] },
    { room: 'page', imports: ['worker/client'], types: ['engine'] },
    { room: 'worker', imports: ['engine'] },
    { room: 'main', imports: ['page'], packages: ['react'] },
  ];
  const bad: Tree = new Map([
    ['base/a.ts', "import { b } from './b.ts';\nexport const a = b;\n"],
    ['base/b.ts', "import type { a } from './a.ts';\nexport const b = 1;\n"],
    ['engine/index.ts', "// Date.now() in a comment is no use\nexport * from '../base/a.ts';\nexport const label = 'await';\n"],
    ['engine/text.ts', "import { parse } from 'yaml';\nimport x from '@scope/x/deep';\nimport 'react';\nparse(x);\n"],
    [
      'engine/time.ts',
      'export const now = () => Date.now();\nexport async function f(s: string) {\n  await s.localeCompare(new Date());\n}\n',
    ],
    [
      'page/view.tsx',
      "import type { A } from '../engine/index.ts';\nimport { type A as B } from '../engine/index.ts';\nexport const v = <p title=\"x\">{1 as A & B}</p>;\n",
    ],
    ['page/long.ts', 'export {};\n'.repeat(6)],
    ['page/data/table.ts', 'export {};\n'.repeat(6)],
    [
      'worker/client.ts',
      "export const w = new Worker(new URL('./main.worker.ts', import.meta.url));\nexport type E = import('../engine/time.ts').E;\n",
    ],
    ['worker/main.worker.ts', "import '../engine/time.ts';\n"],
    ['attic/old.ts', 'export {};\n'],
    ['main.tsx', "import { w } from './worker/client.ts';\nconst page = import('./page/view.tsx');\nexport { page, w };\n"],
    ['page/testing.ts', "import 'node:fs';\nexport const fake = Date.now();\n"],
    ['page/shown.ts', "export * from './testing.ts';\n"],
    [
      'page/long.test.ts',
      "import './long.ts';\nimport './data/table.ts';\nimport '../engine/text.ts';\nimport './testing.ts';\nimport './shown.ts';\n",
    ],
  ]);
  const edges = edgesOf(bad);

  test('the table of imports', () => {
    expect(forbiddenImports(bad, edges, rooms)).toEqual([
      'attic/old.ts is in no room of the table at the top of src/layers.test.ts',
      'engine/text.ts:3 value import of react, which room engine/text may not have: its packages are yaml, @scope/*',
      'page/view.tsx:2 value import of engine/index.ts, which room page may not have: it may import worker/client, and types of engine',
      'main.tsx:1 value import of worker/client.ts, which room main may not have: it may import page, and types of nothing',
      'page/shown.ts:1 imports page/testing.ts, which is for tests',
    ]);
  });
  test('circles, of types too', () => {
    expect(cycles(bad, edges)).toEqual(['base/a.ts → base/b.ts → base/a.ts']);
  });
  test('the way of the engine to the main thread: a worker and a type are none', () => {
    expect(runtimePath(edges, 'main.tsx', 'engine/index.ts')).toEqual(['main.tsx', 'page/view.tsx', 'engine/index.ts']);
    expect(runtimePath(edges, 'main.tsx', 'engine/time.ts')).toBeUndefined();
  });
  test('banned words, each with its replacement', () => {
    expect(bannedWords(bad, ['base', 'engine'], BANS)).toEqual([
      `engine/time.ts:1 Date.now in a pure room: ${TIME}`,
      `engine/time.ts:2 async in a pure room: ${WAITING}`,
      `engine/time.ts:3 await in a pure room: ${WAITING}`,
      `engine/time.ts:3 .localeCompare in a pure room: ${ORDER}`,
      `engine/time.ts:3 new Date in a pure room: ${TIME}`,
    ]);
  });
  test('long files', () => {
    expect(longFiles(bad, 5)).toEqual(['page/long.ts has 6 lines; 5 is the limit']);
  });
  test('dead files: a file whose only user is its own test is one', () => {
    expect(deadFiles(bad, edges, ['main.tsx'])).toEqual([
      "page/long.ts is reached by no entry and no other file's test",
      "attic/old.ts is reached by no entry and no other file's test",
    ]);
  });
});
