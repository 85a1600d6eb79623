/** Family `kubectl`: single commands against the fake server of the recordings. Format: conformance/kubectl/README.md. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type CaseResult, type Family } from './case.ts';
import { type KubectlCase, type Recording, readRecording } from './kubectl/recording.ts';
import { runCase } from './kubectl/run.ts';
import { missingFeature } from './kubectl/skip.ts';
import { textDifferences } from './kubectl/text.ts';

/** Lines, or blocks between blank lines, whose order was a matter of chance when they were recorded. */
function comparable(text: string, { note = '', scrubbed = [] }: KubectlCase): string {
  let result = text;
  for (const [pattern, replacement] of scrubbed) {
    const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/.exec(pattern) ?? [];
    result = result.replaceAll(new RegExp(source, flags), replacement);
  }
  result = result.replaceAll(/kubectl-edit-\w+\.yaml/g, 'kubectl-edit-NNN.yaml');
  if (note.includes('compare as a set of blocks'))
    return result
      .split('\n\n')
      .map((block) => block.trim())
      .sort()
      .join('\n\n');
  return note.includes('compare as a set') ? result.split('\n').sort().join('\n') : result;
}

function check(each: KubectlCase, recording: Recording): CaseResult {
  const { id } = each;
  const skipped = missingFeature(each, recording);
  if (skipped !== undefined) return { id, differences: [], skipped };
  return attempt(id, () => {
    const { stdout, stderr, exitCode } = runCase(each, recording);
    return [
      ...textDifferences('stdout', comparable(recording.text(each.stdout), each), comparable(stdout, each)),
      ...textDifferences('stderr', comparable(recording.text(each.stderr), each), comparable(stderr, each)),
      ...(exitCode === each.exitCode ? [] : [`exit code: recorded ${each.exitCode}, ours ${exitCode}`]),
    ];
  });
}

export const kubectl: Family = {
  name: 'kubectl',
  run: (dir, filter = '') => {
    const folder = join(dir, 'kubectl');
    if (!existsSync(join(folder, 'index.json'))) return [];
    const recording = readRecording(folder);
    return recording.cases.filter(({ id }) => id.startsWith(filter)).map((each) => check(each, recording));
  },
};
