/** `kubectl taint`. upstream: pkg/cmd/taint */
import { fieldsOf, listOf } from '../../api/fields.ts';
import { isQualifiedName, isValidLabelValue } from '../../api/names.ts';
import { clientMinor } from '../../api/release.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, fail, failUsage } from '../command.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, selectorFlag, validateFlag, validationOf } from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool } from '../flags.ts';

interface Taint {
  readonly key: string;
  readonly value: string;
  /** '' for any: of a taint that is to be removed. */
  readonly effect: string;
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `key=value:Effect`, `key:Effect`, `key`. upstream: parseTaint */
function parseTaint(call: Call, text: string): Taint {
  const invalid = (why = ''): never => failUsage(call.path, `invalid taint spec: ${text}${why === '' ? '' : `, ${why}`}`);
  const [pair = '', effect = '', ...more] = text.split(':');
  if (more.length > 0) invalid();
  if (text.includes(':') && !effects.includes(effect)) {
    failUsage(call.path, `invalid taint effect: ${effect}, unsupported taint effect`);
  }
  // Without an effect there is no value either: the whole is the key.
  const [key = '', value = '', ...rest] = text.includes(':') ? pair.split('=') : [text];
  if (rest.length > 0) invalid();
  const problems = [...isValidLabelValue(value, clientMinor), ...isQualifiedName(key, clientMinor)];
  if (problems.length > 0) invalid(problems.join('; '));
  return { key, value, effect };
}

function textOfTaint({ key, value, effect }: Taint): string {
  if (effect === '') return value === '' ? key : `${key}=${value}`;
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;

interface Wanted {
  readonly type: string;
  readonly names: readonly string[];
  readonly added: readonly Taint[];
  readonly removed: readonly Taint[];
}

/** upstream: TaintOptions.Complete and Validate */
function wantedOf(call: Call): Wanted {
  const { args, flags, path } = call;
  const isTaint = (word: string): boolean => /[=:]/.test(word) || word.endsWith('-');
  const first = args.findIndex(isTaint);
  const words = first === -1 ? [] : args.slice(first);
  const late = words.find((word) => !isTaint(word));
  if (late !== undefined) fail(`all resources must be specified before taint changes: ${late}`);
  const [type, ...names] = first === -1 ? args : args.slice(0, first);
  if (type === undefined) return fail('one or more resources must be specified as <resource> <name>');
  if (words.length === 0) fail('at least one taint update is required');
  const added: Taint[] = [];
  const removed: Taint[] = [];
  for (const word of words) {
    const taint = parseTaint(call, word.endsWith('-') ? word.slice(0, -1) : word);
    if (word.endsWith('-')) removed.push(taint);
    else if (taint.effect === '') failUsage(path, `invalid taint spec: ${word}`);
    else if (added.some((each) => isSame(each, taint))) {
      failUsage(path, `duplicated taints with the same key and effect: {${taint.key} ${taint.value} ${taint.effect} <nil>}`);
    } else added.push(taint);
  }
  if (!['node', 'nodes', 'no'].includes(type.toLowerCase())) fail(`invalid resource type ${type}, only node types are supported`);
  const both = added.filter((taint) =>
    removed.some((each) => each.key === taint.key && (each.effect === '' || each.effect === taint.effect)),
  );
  if (both.length > 0) {
    fail(`can not both modify and remove the following taint(s) in the same command: ${both.map(textOfTaint).join(',')}`);
  }
  if (flags.bool('all') && flags.text('selector') !== '') fail("setting 'all' parameter but found a non empty selector. ");
  if (names.length === 0 && !flags.bool('all') && flags.text('selector') === '') {
    fail("at least one resource name must be specified since 'all' parameter is not set");
  }
  return { type, names, added, removed };
}

function taintsOf({ object }: Found): readonly Taint[] {
  const taints = listOf(fieldsOf(fieldsOf(object)['spec'])['taints']).map(fieldsOf);
  return taints.map((taint) => ({
    ...taint,
    key: String(taint['key'] ?? ''),
    value: String(taint['value'] ?? ''),
    effect: String(taint['effect'] ?? ''),
  }));
}

/** As it is sent: a value that is empty is left out. */
function sent({ value, ...taint }: Taint): object {
  return { ...taint, ...(value === '' ? {} : { value }) };
}

interface Changed {
  readonly operation: string;
  readonly taints: readonly Taint[];
  readonly errors: readonly CommandError[];
}

/** The new ones stand first. upstream: reorganizeTaints */
function changedTaints(old: readonly Taint[], { added, removed }: Wanted, overwrite: boolean): Changed {
  const kept = old.filter((taint) => !added.some((each) => isSame(each, taint)));
  let taints: readonly Taint[] = [...added, ...kept];
  const hasAdded = taints.length !== old.length;
  const errors: CommandError[] = [];
  let hasRemoved = false;
  for (const taint of removed) {
    const left = taints.filter((each) => each.key !== taint.key || (taint.effect !== '' && each.effect !== taint.effect));
    if (left.length === taints.length) errors.push({ text: `taint "${textOfTaint(taint)}" not found` });
    else hasRemoved = true;
    taints = left;
  }
  const operation = (hasAdded && hasRemoved) || overwrite ? 'modified' : hasAdded ? 'tainted' : 'untainted';
  return { operation, taints, errors };
}

function run(call: Call): number {
  const { flags } = call;
  const wanted = wantedOf(call);
  const overwrite = flags.bool('overwrite');
  const change = new Change(call);
  const fieldValidation = validationOf(call);
  const { infos, errors } = resolve(call, { args: [wanted.type, ...wanted.names] });
  const failures: CommandError[] = [];
  for (const info of infos) {
    const old = taintsOf(info);
    const there = overwrite ? [] : wanted.added.filter((taint) => old.some((each) => isSame(each, taint)));
    if (there.length > 0) {
      const keys = there.map(({ key }) => key).join(',');
      failures.push({ text: `node ${info.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false` });
      continue;
    }
    const { operation, taints, errors: missing } = changedTaints(old, wanted, overwrite);
    if (missing.length > 0) {
      failures.push(...missing);
      continue;
    }
    if (change.dryRun === 'client') {
      change.tell(info.object, operation);
      continue;
    }
    const answer = change.send({
      verb: 'patch',
      key: { kind: 'Node', namespace: '', name: info.name },
      patchType: 'strategic',
      body: { spec: { taints: taints.length === 0 ? null : taints.map(sent) } },
      fieldManager: flags.text('field-manager'),
      fieldValidation,
    });
    if (answer.ok) change.tell(answer.value.object, operation);
    else failures.push({ status: answer.error });
  }
  endIfFailed([...failures, ...errors]);
  return 0;
}

export const taint: Command = {
  name: 'taint',
  use: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  short: 'Update the taints on one or more nodes',
  examples: [
    '# Only pods that tolerate it may come',
    'kubectl taint nodes node-1 dedicated=special:NoSchedule',
    '# Take it away again',
    'kubectl taint nodes node-1 dedicated:NoSchedule-',
  ],
  flags: [
    bool('all', 'All nodes of the cluster.'),
    dryRunFlag,
    fieldManagerFlag('kubectl-taint'),
    bool('overwrite', 'A taint with the same key and effect may be replaced.'),
    ...printFlags,
    selectorFlag,
    validateFlag,
  ],
  run,
};
