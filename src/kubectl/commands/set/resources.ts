/** `kubectl set resources`. upstream: pkg/cmd/set/set_resources.go */
import { canonicalQuantity } from '../../../api/quantity.ts';
import { ok } from '../../../base/result.ts';
import { type Command, fail } from '../../command.ts';
import type { CommandError } from '../../errors.ts';
import { text } from '../../flags.ts';
import { changeContainers, podSpecOf, withPodSpec } from '../../podSpec.ts';
import { noPodSpec, runSet, setFlags, unchanged } from './common.ts';

/** `cpu=200m,memory=256Mi`. upstream: populateResourceListV1 */
function resourceList(spec: string): Readonly<Record<string, string>> {
  if (spec === '') return {};
  const entries = spec.split(',').map((statement): [string, string] => {
    const parts = statement.split('=');
    const [name = '', value = ''] = parts;
    if (parts.length !== 2) return fail(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    const quantity = canonicalQuantity(value);
    return quantity.ok ? [name, quantity.value] : fail(quantity.error);
  });
  return Object.fromEntries(entries);
}

export const resources: Command = {
  name: 'resources',
  use: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  short: 'Update resource requests/limits on objects with pod templates',
  examples: ['# Limit the cpu of every container', 'kubectl set resources deployment web --limits=cpu=200m,memory=512Mi'],
  flags: [
    ...setFlags,
    text('containers', 'The containers that are changed; * stands for any letters.', 'c', '*'),
    text('limits', 'The most that a container may take: cpu=100m,memory=256Mi.'),
    text('requests', 'What is kept for a container: cpu=100m,memory=256Mi.'),
  ],
  *run(call) {
    const { flags } = call;
    const pattern = flags.text('containers');
    const complaints: CommandError[] = [];
    let wanted = { limits: {}, requests: {} };
    return runSet(call, {
      operation: 'resource requirements updated',
      refused: 'failed to patch resources update to pod template',
      resources: call.args,
      complaints,
      validate: (problems) => {
        if (flags.text('limits') === '' && flags.text('requests') === '') {
          problems.push('you must specify an update to requests or limits (in the form of --requests/--limits)');
        }
        if (problems.length === 0) wanted = { limits: resourceList(flags.text('limits')), requests: resourceList(flags.text('requests')) };
      },
      update: (object) => {
        const podSpec = podSpecOf(object);
        if (podSpec === undefined) return noPodSpec(object.kind);
        const { limits, requests } = wanted;
        const { podSpec: updated, met } = changeContainers(podSpec, pattern, (container) => ({
          ...container,
          resources: {
            ...container.resources,
            ...(Object.keys(limits).length === 0 ? {} : { limits: { ...container.resources?.limits, ...limits } }),
            ...(Object.keys(requests).length === 0 ? {} : { requests: { ...container.resources?.requests, ...requests } }),
          },
        }));
        if (met > 0) return ok(withPodSpec({ ...object }, updated));
        complaints.push({ text: `error: unable to find container named ${pattern}` });
        return unchanged;
      },
    });
  },
};
