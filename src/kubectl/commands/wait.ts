/** `kubectl wait`. upstream: pkg/cmd/wait */
import { fieldsOf, listOf, textOf } from '../../api/fields.ts';
import { goQuote } from '../../api/goText.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { endIfFailed, type Info, select } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, fail } from '../command.ts';
import { allNamespacesFlag, array, duration, fieldSelectorFlag, filenameFlags, printFlags, selectorFlag } from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool } from '../flags.ts';
import { findPath, goText, relaxedPath } from '../print/jsonpath/jsonpath.ts';
import { parseTemplate } from '../print/jsonpath/parse.ts';
import type { Process, Wait, Wake } from '../process.ts';
import { readObject } from '../read.ts';
import { untilEvent } from '../watchObject.ts';

/** Whether an object is as it should be; the error ends the waiting. */
type Check = (object: KubeObject) => Result<boolean, string>;

/** What is waited for: that an object is there, is gone, or meets a check. */
type Goal = { readonly kind: 'create' } | { readonly kind: 'delete' } | { readonly kind: 'check'; readonly check: Check };

const equalFold = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A status that speaks of an older generation says nothing. upstream: ConditionalWait.checkCondition */
function conditionCheck(name: string, wanted: string): Check {
  return (object) => {
    const status = fieldsOf(fieldsOf(object)['status']);
    const condition = listOf(status['conditions'])
      .map(fieldsOf)
      .find(({ type }) => equalFold(textOf(type), name));
    if (condition === undefined) return ok(false);
    const observed = condition['observedGeneration'] ?? status['observedGeneration'];
    const { generation } = object.metadata;
    if (typeof observed === 'number' && generation !== undefined && observed < generation) return ok(false);
    return ok(equalFold(textOf(condition['status']), wanted));
  };
}

/** Parts between single `=`; `==` belongs to a filter. upstream: splitJSONPathInput */
function splitPath(text: string): readonly string[] {
  const parts = [''];
  for (const piece of text.match(/==|=|[^=]+/g) ?? []) {
    if (piece === '=') parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** upstream: processJSONPathInput, JSONPathWait.checkCondition */
function pathCheck(input: string): Check {
  const [expression = '', value, ...others] = splitPath(input);
  if (others.length > 0) {
    fail("jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'");
  }
  const path = relaxedPath(expression);
  if (!path.ok) return fail(path.error);
  if (value === '') fail('jsonpath wait value cannot be empty');
  if (path.value === '') fail('jsonpath expression cannot be empty');
  const parsed = parseTemplate(path.value);
  if (!parsed.ok) fail(parsed.error);
  const wanted = value?.replace(/^['"]+|['"]+$/g, '').trim();
  return (object) => {
    const found = findPath(path.value, object);
    if (!found.ok) return found;
    const [first, ...more] = found.value;
    if (found.value.length === 0) return ok(false);
    if (more.length > 0) return err('given jsonpath expression matches more than one value');
    if (wanted === undefined) return ok(true);
    if (typeof first === 'object' && first !== null) return err('jsonpath leads to a nested object or list which is not supported');
    return ok(goText(first).trim() === wanted);
  };
}

/** upstream: conditionFuncFor */
function goalOf(text: string): Goal {
  if (equalFold(text, 'delete')) return { kind: 'delete' };
  if (equalFold(text, 'create')) return { kind: 'create' };
  const [, condition, path] = /^(?:condition=(.*)|jsonpath=(.*))$/s.exec(text) ?? [];
  if (condition !== undefined) {
    const [name = '', ...value] = condition.split('=');
    return { kind: 'check', check: conditionCheck(name, value.length === 0 ? 'true' : value.join('=')) };
  }
  return path === undefined ? fail(`unrecognized condition: ${goQuote(text)}`) : { kind: 'check', check: pathCheck(path) };
}

function goalsOf({ flags }: Call): readonly Goal[] {
  const texts = flags.list('for');
  return texts.length === 0 ? fail('unrecognized condition: []') : texts.map(goalOf);
}

const MS_PER_WEEK = 604_800_000;

/** One object, until it is as all goals want it; the object as it was then, or why not. */
function* waitFor(
  call: Call,
  info: Info,
  goals: readonly Goal[],
  untilMs: number,
): Generator<Wait, Result<KubeObject, CommandError>, Wake> {
  const { environment, flags } = call;
  const isOnce = flags.duration('timeout') === 0;
  const name = `${info.resource.resource}/${info.name}`;
  const tooLate: CommandError = { text: `timed out waiting for the condition on ${name}` };
  const first = readObject(call, info);
  let last = first.ok ? first.value : info.object;
  if (!first.ok && goals.some(({ kind }) => kind === 'check')) return err({ status: first.error });
  for (const goal of goals) {
    if (goal.kind === 'delete' && !first.ok) continue;
    if (!isOnce && environment.nowMs() >= untilMs) return err(tooLate);
    const waited = yield* untilEvent(environment, info, isOnce ? environment.nowMs() : untilMs, ({ type, object }) => {
      if (type === 'DELETED') return goal.kind === 'delete' ? ok(object) : undefined;
      if (goal.kind === 'delete') return undefined;
      const met = goal.kind === 'create' ? ok(true) : goal.check(object);
      if (!met.ok) return met;
      return met.value ? ok(object) : undefined;
    });
    if (waited.found === undefined) return err(isOnce ? { text: `condition not met for ${name}` } : tooLate);
    if (!waited.found.ok) return err({ text: waited.found.error });
    last = waited.found.value;
  }
  return last === undefined ? err(tooLate) : ok(last);
}

function* run(call: Call): Process {
  const { flags, environment } = call;
  const change = new Change(call);
  const goals = goalsOf(call);
  const timeout = flags.duration('timeout');
  if (goals.some(({ kind }) => kind === 'create') && timeout === 0) fail('--for=create requires a timeout value greater than 0');
  const untilMs = environment.nowMs() + (timeout < 0 ? MS_PER_WEEK : timeout);
  const { infos, errors } = select(call);
  const isDelete = goals.some(({ kind }) => kind === 'delete');
  const failed: CommandError[] = [...errors];
  for (const info of infos) {
    const isThere = readObject(call, info).ok;
    // What is gone already is not told.
    if (isDelete && !isThere) continue;
    const waited = yield* waitFor(call, info, goals, untilMs);
    if (waited.ok) change.tell(waited.value, 'condition met');
    else failed.push(waited.error);
  }
  if (infos.length === 0 && failed.length === 0 && !isDelete) fail('no matching resources found');
  endIfFailed(failed);
  return 0;
}

export const wait: Command = {
  name: 'wait',
  suggestFor: ['list', 'ps'],
  use: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  short: 'Wait for a specific condition on one or many resources',
  examples: [
    '# Until the Deployment is available',
    'kubectl wait --for=condition=Available deployment/web',
    '# Until it has three ready replicas, a minute at most',
    "kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/web --timeout=60s",
    '# Until the pod is gone',
    'kubectl wait --for=delete pod/web-1',
  ],
  flags: [
    bool('all', 'All objects of the types that are named.'),
    allNamespacesFlag,
    fieldSelectorFlag,
    ...filenameFlags('What to wait for, by the files that name it.'),
    array(
      'for',
      "What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath='{PATH}'[=VALUE]. A condition without a value has to be true.",
    ),
    bool('local', 'Work on the files alone and ask no server.'),
    ...printFlags,
    selectorFlag,
    duration('timeout', 'How long to wait at most. Zero looks once; a negative one waits for a week.', '30s'),
  ],
  run,
};
