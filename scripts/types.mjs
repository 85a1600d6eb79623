// Type-checks the four programs of this repository: each has its own globals (see tsconfig.*.json).
import { spawnSync } from 'node:child_process';

const programs = ['pure', 'worker', 'app', 'node'];
let failed = 0;
for (const program of programs) {
  const run = spawnSync('npm', ['exec', '--no', '--', 'tsc', '-p', `tsconfig.${program}.json`], { stdio: 'inherit' });
  if (run.status !== 0) {
    failed += 1;
    console.error(`types: tsconfig.${program}.json has errors`);
  }
}
process.exit(failed === 0 ? 0 : 1);
