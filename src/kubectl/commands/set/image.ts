/** `kubectl set image`. upstream: pkg/cmd/set/set_image.go */
import { ok } from '../../../base/result.ts';
import { type Command, fail } from '../../command.ts';
import type { CommandError } from '../../errors.ts';
import { podSpecOf, withPodSpec } from '../../podSpec.ts';
import { type ImageUpdate, imageUsageError, updateImages } from '../../setImage.ts';
import { noPodSpec, resourcesAndPairs, runSet, setFlags } from './common.ts';

/** The last image for a container wins. upstream: cmdutil.ParsePairs */
function updatesOf(pairs: readonly string[]): readonly ImageUpdate[] {
  const invalid = pairs.filter((pair) => !pair.includes('=') || pair.startsWith('='));
  if (invalid.length > 0) fail(`invalid image format: ${invalid.join(', ')}`);
  const images = new Map(pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  return [...images].map(([container, image]) => ({ container, image }));
}

export const image: Command = {
  name: 'image',
  use: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  short: 'Update the image of a pod template',
  examples: [
    '# Give the container nginx of a deployment another image',
    'kubectl set image deployment/web nginx=nginx:1.28',
    '# The same image for every container',
    "kubectl set image deployment/web '*=nginx:1.28'",
  ],
  flags: setFlags,
  *run(call) {
    const { resources, pairs } = resourcesAndPairs(call.args, 'image');
    const updates = updatesOf(pairs);
    const complaints: CommandError[] = [];
    return runSet(call, {
      operation: 'image updated',
      refused: 'failed to patch image update to pod template:',
      resources,
      complaints,
      validate: (problems) => {
        const usage = imageUsageError(updates);
        if (usage !== undefined) problems.push(usage);
      },
      update: (object) => {
        const podSpec = podSpecOf(object);
        if (podSpec === undefined) return noPodSpec(object.kind);
        const { podSpec: updated, missing } = updateImages(podSpec, updates);
        complaints.push(...missing.map((name) => ({ text: `error: unable to find container named "${name}"` })));
        return ok(withPodSpec({ ...object }, updated));
      },
    });
  },
};
