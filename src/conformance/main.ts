/**
 * npm run conformance -- [--family NAME[/PART]] [--dir DIR]
 * Compares us with recordings of real Kubernetes. Without --family: every family whose data is in DIR (default `conformance`).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import type { CaseResult, Family } from './case.ts';
import { families } from './families.ts';

const differencesShown = 20;

function print(line: string): void {
  stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  exit(2);
}

function report(family: string, { id, differences, notGating }: CaseResult): void {
  const word = notGating === undefined ? 'FAILED' : 'DIFFERS, not counted';
  print(`${word} ${family}/${id}${notGating === undefined ? '' : ` (${notGating})`}`);
  for (const difference of differences.slice(0, differencesShown)) print(`    ${difference}`);
  if (differences.length > differencesShown) print(`    … and ${differences.length - differencesShown} more`);
}

function chosen(wanted: string | undefined, dir: string): readonly { readonly family: Family; readonly filter: string | undefined }[] {
  if (wanted === undefined) {
    return families.filter(({ name }) => existsSync(join(dir, name))).map((family) => ({ family, filter: undefined }));
  }
  const [name = '', ...rest] = wanted.split('/');
  const family = families.find((candidate) => candidate.name === name);
  if (family === undefined) fail(`no family "${name}"; there are: ${families.map((candidate) => candidate.name).join(', ')}`);
  if (!existsSync(join(dir, name))) fail(`no folder ${join(dir, name)}`);
  return [{ family, filter: rest.length === 0 ? undefined : rest.join('/') }];
}

function countsText(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

function main(): void {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { family: { type: 'string' }, dir: { type: 'string', default: 'conformance' } },
  });
  let passed = 0;
  let failed = 0;
  const skipped = new Map<string, number>();
  for (const { family, filter } of chosen(values.family, values.dir)) {
    const results = family.run(values.dir, filter);
    let [good, bad, left] = [0, 0, 0];
    for (const result of results) {
      if (result.skipped !== undefined) {
        left++;
        skipped.set(result.skipped, (skipped.get(result.skipped) ?? 0) + 1);
        continue;
      }
      if (result.differences.length > 0) report(family.name, result);
      if (result.differences.length === 0) good++;
      else if (result.notGating === undefined) bad++;
    }
    print(`${family.name}${filter === undefined ? '' : `/${filter}`}: ${countsText(good, bad, left)}`);
    passed += good;
    failed += bad;
  }
  const left = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  if (passed + failed + left === 0) fail('no case was run');
  for (const [feature, count] of skipped) print(`not modelled: ${feature} (${count} skipped)`);
  print(countsText(passed, failed, left));
  if (failed > 0) process.exitCode = 1;
}

main();
