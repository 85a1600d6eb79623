/** `kubectl create namespace`, `serviceaccount`, `quota`, `poddisruptionbudget`, `priorityclass`. upstream: pkg/cmd/create */
import { canonicalQuantity } from '../../../api/quantity.ts';
import type { Call } from '../../command.ts';
import { fail } from '../../command.ts';
import { int } from '../../commonFlags.ts';
import { bool, text } from '../../flags.ts';
import { generator } from './generator.ts';
import { labelSelectorOf } from './selectorObject.ts';

export const namespace = generator({
  name: 'namespace',
  aliases: ['ns'],
  use: 'NAME [--dry-run=server|client|none]',
  short: 'Create a namespace with the specified name',
  isClusterScoped: true,
  flags: [],
  build: (_, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
});

export const serviceAccount = generator({
  name: 'serviceaccount',
  aliases: ['sa'],
  use: 'NAME [--dry-run=server|client|none]',
  short: 'Create a service account with the specified name',
  failure: 'failed to create serviceaccount:',
  flags: [],
  build: (_, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
});

/** `cpu=1,memory=1Gi`. upstream: populateResourceListV1 */
function hardOf(words: string): Readonly<Record<string, string>> {
  const hard: Record<string, string> = {};
  for (const word of words.split(',')) {
    const [name = '', amount, ...more] = word.split('=');
    if (amount === undefined || more.length > 0) fail(`Invalid argument syntax ${word}, expected <resource>=<value>`);
    const quantity = canonicalQuantity(amount ?? '');
    if (quantity.ok) hard[name] = quantity.value;
    else fail(quantity.error);
  }
  return hard;
}

export const quota = generator({
  name: 'quota',
  aliases: ['resourcequota'],
  use: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  short: 'Create a quota with the specified name',
  failure: 'failed to create quota:',
  flags: [
    text('hard', 'How much there may be of what, as resource=amount,resource=amount.'),
    text('scopes', 'Which pods it is about, with commas between.'),
  ],
  build({ flags }, name) {
    const [hard, scopes] = [flags.text('hard'), flags.text('scopes')];
    const spec = { ...(hard === '' ? {} : { hard: hardOf(hard) }), ...(scopes === '' ? {} : { scopes: scopes.split(',') }) };
    return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec };
  },
});

function amountOf({ flags }: Call, flag: 'min-available' | 'max-unavailable'): number | string | undefined {
  const word = flags.text(flag);
  if (word === '') return undefined;
  if (!/^\d+%?$/.test(word)) fail(`invalid format specified for ${flag}`);
  return word.endsWith('%') ? word : Number(word);
}

export const podDisruptionBudget = generator({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  use: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  short: 'Create a pod disruption budget with the specified name',
  examples: ['# Two pods of the app stay, whoever drains nodes', 'kubectl create pdb web --selector=app=web --min-available=2'],
  failure: 'failed to create poddisruptionbudgets:',
  flags: [
    text('max-unavailable', 'How many pods may be missing, a number or a percentage.'),
    text('min-available', 'How many pods must be there, a number or a percentage.'),
    text('selector', "Which pods it is about: '=', '==', '!=', 'in', 'notin'."),
  ],
  build(call, name) {
    const selector = call.flags.text('selector');
    if (selector === '') fail('a selector must be specified');
    const [minAvailable, maxUnavailable] = [amountOf(call, 'min-available'), amountOf(call, 'max-unavailable')];
    if (minAvailable === undefined && maxUnavailable === undefined) fail('one of min-available or max-unavailable must be specified');
    if (minAvailable !== undefined && maxUnavailable !== undefined) fail('min-available and max-unavailable cannot be both specified');
    const amount = minAvailable === undefined ? { maxUnavailable } : { minAvailable };
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: { ...amount, selector: labelSelectorOf(selector) },
    };
  },
});

export const priorityClass = generator({
  name: 'priorityclass',
  aliases: ['pc'],
  use: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  short: 'Create a priority class with the specified name',
  isClusterScoped: true,
  failure: 'failed to create priorityclass:',
  flags: [
    text('description', 'What it is for.'),
    bool('global-default', 'Pods that name no class get this one.'),
    text('preemption-policy', 'Whether others make room: PreemptLowerPriority or Never.', undefined, 'PreemptLowerPriority'),
    int('value', 'The priority.'),
  ],
  build({ flags }, name) {
    const [description, globalDefault] = [flags.text('description'), flags.bool('global-default')];
    return {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value: flags.int('value'),
      ...(globalDefault ? { globalDefault } : {}),
      ...(description === '' ? {} : { description }),
      preemptionPolicy: flags.text('preemption-policy'),
    };
  },
});
