/** `kubectl set env`. upstream: pkg/cmd/set/set_env.go */
import type { Container, EnvVar } from '../../../api/core.ts';
import { fieldsOf } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { err, ok } from '../../../base/result.ts';
import { endIfFailed, resolve } from '../../builder.ts';
import { type Call, type Command, fail } from '../../command.ts';
import { array, slice } from '../../commonFlags.ts';
import { bool, text } from '../../flags.ts';
import { changeContainers, meetsPattern, podSpecOf, withPodSpec } from '../../podSpec.ts';
import { noPodSpec, runSet, setFlags, unchanged } from './common.ts';
import { type EnvChange, keyToEnvName, parseEnv, referenceText, updateEnv } from './envList.ts';

/** upstream: env.SplitEnvironmentFromResources */
function splitWords(args: readonly string[]): { readonly resources: readonly string[]; readonly words: readonly string[] } {
  const isEnv = (word: string): boolean => word.includes('=') || word.endsWith('-');
  const first = args.findIndex(isEnv);
  if (first === -1) return { resources: args, words: [] };
  if (!args.slice(first).every(isEnv)) fail(`all resources must be specified before environment changes: ${args.join(' ')}`);
  return { resources: args.slice(0, first), words: args.slice(first) };
}

/** The variables that --from brings: one for each key of a ConfigMap or Secret. */
function fromSource(call: Call): readonly EnvVar[] {
  const from = call.flags.text('from');
  if (from === '') return [];
  const keys = call.flags.list('keys');
  const { infos, errors } = resolve(call, { args: [from], files: [], labelSelector: '', all: false });
  endIfFailed(errors);
  return infos.flatMap(({ object, name }) => {
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') return fail(`unsupported resource specified in --from`);
    const ref = object.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
    const held = Object.keys(fieldsOf(fieldsOf(object)['data'])).sort();
    return held
      .filter((key) => keys.length === 0 || keys.includes(key))
      .map((key): EnvVar => {
        const variable = keyToEnvName(key);
        if (variable !== key) call.environment.stderr(`Warning: key ${key} transferred to ${variable}\n`);
        return { name: variable, valueFrom: { [ref]: { name, key } } };
      });
  });
}

function list(call: Call, object: KubeObject, { name, env = [] }: Container): void {
  const { stdout } = call.environment;
  stdout(`# ${object.kind} ${object.metadata.name}, container ${name}\n`);
  for (const each of env) {
    const { valueFrom } = each;
    stdout(valueFrom === undefined ? `${each.name}=${each.value ?? ''}\n` : `# ${each.name} from ${referenceText(valueFrom)}\n`);
  }
}

/** What stands behind `-`: a variable a line, comments left out. upstream: env.readEnv */
function linesOf(stdin = ''): readonly string[] {
  return stdin.split('\n').filter((line) => line.includes('=') && !line.startsWith('#'));
}

function changeOf(call: Call, words: readonly string[]): EnvChange {
  const parsed = parseEnv(
    [...call.flags.list('env'), ...words].flatMap((word) => (word === '-' ? linesOf(call.environment.stdin) : [word])),
  );
  if (!parsed.ok) return fail(parsed.error);
  const prefix = call.flags.text('prefix');
  const set = [...parsed.value.set, ...fromSource(call)].map((each) => ({ ...each, name: prefix + each.name }));
  return { set, remove: parsed.value.remove };
}

export const env: Command = {
  name: 'env',
  use: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  short: 'Update environment variables on a pod template',
  examples: [
    '# Set a variable, remove another one',
    'kubectl set env deployment/web MODE=fast DEBUG-',
    '# All variables of a deployment',
    'kubectl set env deployment/web --list',
    '# One variable for each key of a ConfigMap',
    'kubectl set env deployment/web --from=configmap/settings',
  ],
  flags: [
    ...setFlags,
    text('containers', 'The containers that are changed; * stands for any letters.', 'c', '*'),
    text('from', 'A ConfigMap or a Secret of which each key becomes a variable.'),
    text('prefix', 'What is put in front of the names of the variables.'),
    array('env', 'A variable: NAME=VALUE.'),
    slice('keys', 'The keys that --from takes.'),
    bool('list', 'Print the variables.'),
    bool('resolve', 'Print what references mean, together with --list.'),
    bool('overwrite', 'Allow variables that have a value to get another one.', undefined, true),
  ],
  *run(call) {
    const { flags } = call;
    const { resources, words } = splitWords(call.args);
    const pattern = flags.text('containers');
    if (flags.bool('resolve')) fail('--resolve is not modelled: --list shows where values come from');
    let change: EnvChange | undefined;
    return runSet(call, {
      operation: 'env updated',
      refused: 'failed to patch env update to pod template:',
      resources,
      validate: (problems) => {
        if (flags.bool('list') && flags.text('output') !== '') problems.push('--list and --output may not be specified together');
        if (flags.list('keys').length > 0 && flags.text('from') === '') {
          problems.push('when specifying --keys, a configmap or secret must be provided with --from');
        }
        if (problems.length === 0) change = changeOf(call, words);
      },
      update: (object) => {
        const podSpec = podSpecOf(object);
        if (podSpec === undefined || change === undefined) return noPodSpec(object.kind);
        const { set } = change;
        const wanted = change;
        const chosen = [...podSpec.containers, ...(podSpec.initContainers ?? [])].filter(({ name }) => meetsPattern(name, pattern));
        if (chosen.length === 0) {
          const where = `${object.kind}/${object.metadata.name}`;
          call.environment.stderr(`Warning: ${where} does not have any containers matching "${pattern}"\n`);
          return unchanged;
        }
        if (!flags.bool('overwrite')) {
          const taken = chosen.flatMap(({ env: own = [] }) => own).find(({ name }) => set.some((each) => each.name === name));
          if (taken !== undefined) return err(`'${taken.name}' already has a value (${taken.value ?? ''}), and --overwrite is false`);
        }
        const { podSpec: updated } = changeContainers(podSpec, pattern, (container) => {
          const own = container.env ?? [];
          const next = updateEnv(own, wanted);
          if (next.length > 0) return { ...container, env: next };
          const { env: _, ...rest } = container;
          return own.length === 0 ? container : rest;
        });
        if (flags.bool('list')) {
          for (const container of [...updated.containers, ...(updated.initContainers ?? [])]) {
            if (meetsPattern(container.name, pattern)) list(call, object, container);
          }
          return unchanged;
        }
        return ok(withPodSpec({ ...object }, updated));
      },
    });
  },
};
