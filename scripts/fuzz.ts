/**
 * npm run fuzz -- [--seeds 1000] [--start 1]
 * Plays one random story a seed. A failure prints its seed, what went wrong and the story with as few actions as still fail; exit code 1.
 */
import { argv, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { fuzzFailure, minimise } from '../src/engine/testing/fuzz.ts';
import { fuzzCase } from '../src/engine/testing/fuzzCase.ts';
import { wholeNumber } from './wholeNumber.ts';

const REPORT_EVERY = 1000;

function main(): void {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { seeds: { type: 'string', default: '1000' }, start: { type: 'string', default: '1' } },
  });
  const start = wholeNumber(values.start, 'start');
  const seeds = wholeNumber(values.seeds, 'seeds');
  let failed = 0;
  for (let seed = start; seed < start + seeds; seed++) {
    const story = fuzzCase(seed);
    if (fuzzFailure(story) !== undefined) {
      failed++;
      const { setup, actions } = minimise(story);
      const { kubernetes, nodes } = setup;
      const told = actions.map((action) => `    ${JSON.stringify(action)}\n`).join('');
      stdout.write(`seed ${seed} (${kubernetes}, ${nodes.length} nodes) FAILED: ${fuzzFailure({ setup, actions })}\n  with\n${told}`);
    }
    const done = seed - start + 1;
    if (done % REPORT_EVERY === 0) stdout.write(`${done} seeds, ${failed} failed\n`);
  }
  stdout.write(`${seeds} seeds from ${start}: ${failed === 0 ? 'nothing found' : `${failed} failed`}\n`);
  if (failed > 0) exit(1);
}

main();
