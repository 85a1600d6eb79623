// npm test [-- STAGE…]: everything that CI runs, in this order, up to the first failure. With names, only those stages.
import { spawn } from 'node:child_process';
import { argv, env, exit } from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';

/**
 * `counts` says that the stage runs tests and prints how many passed and failed; a stage that then prints nothing has failed.
 * @typedef {{ readonly name: string, readonly command: string, readonly counts?: RegExp }} Stage
 * @typedef {{ readonly passed: number, readonly failed: number }} Tally
 */

/** @type {readonly Stage[]} */
const STAGES = [
  { name: 'lint', command: 'npm run --silent lint' },
  { name: 'types', command: 'npm run --silent types' },
  { name: 'unit', command: 'npm run --silent unit', counts: /^ *Tests +(.*)$/gm },
  { name: 'conformance', command: 'npm run --silent conformance', counts: /^(\d+ passed, \d+ failed(?:, \d+ skipped)?)$/gm },
  { name: 'build', command: 'npm run --silent build' },
  { name: 'size', command: 'npm run --silent size' },
  { name: 'knip', command: 'npm run --silent knip' },
  { name: 'e2e', command: 'npx --no playwright test', counts: /^ +(\d+ (?:passed|failed|flaky|interrupted|did not run).*)$/gm },
];

/**
 * Runs a command, showing its output as it comes.
 * @param {string} command
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...env, ...(env.CI ? {} : { FORCE_COLOR: '1' }) },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output: stripVTControlCharacters(output) }));
  });
}

/**
 * @param {Stage} stage
 * @param {string} output
 * @returns {Tally}
 */
function tally(stage, output) {
  const summary = stage.counts ? [...output.matchAll(stage.counts)].map((match) => match[1]).join('\n') : '';
  const sum = (/** @type {RegExp} */ word) => [...summary.matchAll(word)].reduce((total, match) => total + Number(match[1]), 0);
  return { passed: sum(/(\d+) passed/g), failed: sum(/(\d+) (?:failed|flaky|interrupted|did not run)/g) };
}

/**
 * @param {Stage} stage
 * @returns {Promise<{ code: number } & Tally>}
 */
async function runStage(stage) {
  console.log(`\n=== ${stage.name}`);
  if (stage.name === 'e2e') {
    const chromium = ensureChromium();
    if (chromium === undefined) {
      console.error(NO_CHROMIUM);
      return { code: 1, passed: 0, failed: 1 };
    }
    env.CHROMIUM_PATH = chromium;
  }
  const { code, output } = await run(stage.command);
  const { passed, failed } = tally(stage, output);
  if (stage.counts && code === 0 && passed === 0) {
    console.error(`${stage.name} ended well but ran no test`);
    return { code: 1, passed, failed: 1 };
  }
  return { code, passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

const wanted = argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`there is no stage ${unknown.join(', ')}; there are ${STAGES.map((stage) => stage.name).join(', ')}`);
  exit(2);
}

let code = 0;
let passed = 0;
let failed = 0;
for (const stage of STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const startedAt = performance.now();
  const result = await runStage(stage);
  passed += result.passed;
  failed += result.failed;
  code = result.code;
  console.log(`=== ${stage.name} ${code === 0 ? 'passed' : 'FAILED'} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  if (code !== 0) {
    break;
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
exit(code);
