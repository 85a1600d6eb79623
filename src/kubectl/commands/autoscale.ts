/** `kubectl autoscale`. upstream: pkg/cmd/autoscale/autoscale.go */

import type { Fields } from '../../api/fields.ts';
import { canonicalQuantity } from '../../api/quantity.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, Exit, fail } from '../command.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, int, printFlags, recordFlag } from '../commonFlags.ts';
import { text } from '../flags.ts';
import { finished, sendNew } from '../newObject.ts';
import { groupVersionOf } from '../resources.ts';
import { saveConfigFlag } from './create/generator.ts';

/** `50%` of what was asked for, or `500m` for each pod. */
function metric(name: 'cpu' | 'memory', wanted: string): readonly Fields[] {
  if (wanted === '') return [];
  const resource = (target: Fields): readonly Fields[] => [{ type: 'Resource', resource: { name, target } }];
  const [, percent] = /^(\d+)%$/.exec(wanted) ?? [];
  if (percent !== undefined) return resource({ type: 'Utilization', averageUtilization: Number(percent) });
  const quantity = canonicalQuantity(wanted);
  if (!quantity.ok) return fail(`invalid ${name} target "${wanted}": ${quantity.error}`);
  return resource({ type: 'AverageValue', averageValue: quantity.value });
}

function metricsOf({ flags }: Call): readonly Fields[] {
  const percent = flags.int('cpu-percent');
  const cpu = flags.text('cpu') || (percent >= 0 ? `${percent}%` : '');
  return [...metric('cpu', cpu), ...metric('memory', flags.text('memory'))];
}

function autoscalerOf({ flags }: Call, { resource, name }: Found, metrics: readonly Fields[]): Fields {
  const min = flags.int('min');
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.text('name') || name },
    spec: {
      scaleTargetRef: { kind: resource.kind, name, apiVersion: groupVersionOf(resource) },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.int('max'),
      ...(metrics.length === 0 ? {} : { metrics }),
    },
  };
}

function check({ flags }: Call): void {
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) fail(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) fail(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
}

function run(call: Call): number {
  check(call);
  const change = new Change(call, { isTyped: true });
  const metrics = metricsOf(call);
  const { infos, errors } = resolve(call);
  endIfFailed(errors);
  for (const info of infos) {
    const { kind, subresources, resource } = info.resource;
    if (!subresources.includes('scale')) {
      const version = groupVersionOf(info.resource);
      const served = version === 'v1' ? '/v1' : version;
      fail(`cannot autoscale a ${kind}: could not find scale subresource for ${served}, Resource=${resource} in discovery information`);
    }
    const object = finished(call, autoscalerOf(call, info, metrics));
    if (change.dryRun === 'client') {
      change.tell(object, 'created');
      continue;
    }
    const answer = sendNew(call, change, object);
    if (answer.ok) change.tell(answer.value.object, 'autoscaled');
    // kubectl tries again with version 1, which must have a share of the CPU to keep to.
    else if (metrics.length === 0) {
      fail('failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input');
    } else throw new Exit([{ status: answer.error }]);
  }
  if (infos.length === 0) fail('no objects passed to autoscale');
  return 0;
}

export const autoscale: Command = {
  name: 'autoscale',
  use: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [flags]',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  examples: [
    '# Between two and five pods, at half of the CPU that they asked for',
    'kubectl autoscale deployment web --min=2 --max=5 --cpu=50%',
  ],
  flags: [
    text('cpu', 'How much CPU: a share of what pods ask for (70%) or an amount for each (500m).'),
    {
      ...int('cpu-percent', 'The share of the CPU that pods ask for.', -1),
      deprecated: "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-autoscale'),
    ...filenameFlags('What to scale, by the files that name it.'),
    { ...int('max', 'The most pods. Required.', -1), required: true },
    text('memory', 'How much memory: a share of what pods ask for (70%) or an amount for each (200Mi).'),
    int('min', 'The least pods; left to the server when negative.', -1),
    text('name', 'The name of the autoscaler; that of the object when left out.'),
    recordFlag,
    saveConfigFlag,
    ...printFlags,
  ],
  run,
};
