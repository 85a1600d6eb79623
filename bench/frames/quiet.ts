import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const SAMPLE_MS = 1_000;
const QUIET_BELOW = 0.2;
const PATIENCE_MS = 10_000;

/** Waits a while for other programs to leave the machine alone; returns the share of its processors that they take nevertheless. */
export async function quiet(): Promise<number> {
  let busy = 1;
  for (let waited = 0; waited < PATIENCE_MS && busy >= QUIET_BELOW; waited += SAMPLE_MS) {
    const before = times();
    await wait(SAMPLE_MS);
    const after = times();
    busy = 1 - (after.idle - before.idle) / (after.all - before.all);
  }
  return busy;
}

function times(): { readonly idle: number; readonly all: number } {
  let [idle, all] = [0, 0];
  for (const { times: each } of cpus()) {
    idle += each.idle;
    all += each.idle + each.irq + each.nice + each.sys + each.user;
  }
  return { idle, all };
}
