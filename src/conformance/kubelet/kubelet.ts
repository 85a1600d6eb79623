/** Family `kubelet`: recordings of the real kubelet with a scripted runtime. Data and rules: conformance/kubelet/README.md. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, Family } from '../case.ts';
import { readJson } from '../json.ts';
import { compareEvents, compareOthers, compareStatuses } from './compare.ts';
import { Player } from './drive.ts';
import type { Recording } from './recording.ts';
import { waits } from './waits.ts';

function runCase(recording: Recording): readonly string[] {
  const { pods, others } = new Player(recording).play();
  const timeline = recording.runs[0]?.timeline ?? [];
  const [first] = pods;
  if (first === undefined) return ['no pod was created'];
  const isRollout = recording.operations.some(({ op }) => op === 'patchtpl' || op === 'scale' || op === 'patchdeploy');
  return [
    ...compareStatuses(recording, timeline, 1, first, false),
    ...compareEvents(recording, timeline, 1, first),
    ...(isRollout ? compareOthers(recording, timeline, others) : []),
    ...pods.flatMap((pod) => waits(recording, pod)),
  ];
}

export const kubelet: Family = {
  name: 'kubelet',
  run: (dir, filter) =>
    readdirSync(join(dir, 'kubelet'))
      .filter((file) => file.endsWith('.json') && (filter === undefined || file.startsWith(filter)))
      .sort()
      .map((file): CaseResult => {
        const id = file.slice(0, -'.json'.length);
        return { id, differences: runCase(readJson<Recording>(dir, 'kubelet', file)) };
      }),
};
