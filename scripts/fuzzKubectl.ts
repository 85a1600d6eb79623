/**
 * npm run fuzz:kubectl -- [--lines 10000] [--start 1]
 * Types random command lines into small clusters. A line that throws, hangs, or fails in other words than kubectl's is printed; exit code 1.
 */
import { argv, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { fuzzKubectl } from '../src/kubectl/testing/fuzz.ts';
import { wholeNumber } from './wholeNumber.ts';

const REPORT_EVERY = 10_000;
/** No line takes so long, not even `edit` of a thousand pods on a busy machine. */
const SLOW_MS = 10_000;
const SHOWN = 40;

function main(): void {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { lines: { type: 'string', default: '10000' }, start: { type: 'string', default: '1' } },
  });
  const [start, lines] = [wholeNumber(values.start, 'start'), wholeNumber(values.lines, 'lines')];
  let [done, slow, before] = [0, 0, performance.now()];
  const findings = fuzzKubectl(start, lines, (words) => {
    const now = performance.now();
    if (now - before > SLOW_MS) {
      slow++;
      stdout.write(`SLOW (${Math.round(now - before)} ms): kubectl ${words.map((word) => JSON.stringify(word)).join(' ')}\n`);
    }
    before = now;
    done++;
    if (done % REPORT_EVERY === 0) stdout.write(`${done} lines\n`);
  });
  for (const { seed, argv: words, problem } of findings.slice(0, SHOWN)) {
    stdout.write(`line ${seed} FAILED: kubectl ${words.map((word) => JSON.stringify(word)).join(' ')}\n    ${problem}\n`);
  }
  const failed = findings.length + slow;
  stdout.write(`${lines} lines from ${start}: ${failed === 0 ? 'nothing found' : `${findings.length} failed, ${slow} slow`}\n`);
  if (failed > 0) exit(1);
}

main();
