/** Random command lines: from the table of commands, with words that fit, nearly fit or do not fit at all. */
import { random } from '../../engine/random.ts';
import type { Command, Flag } from '../command.ts';
import { COMMANDS } from '../commands.ts';
import { GLOBAL_FLAGS } from '../flags.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx:1.27}]}
`;

/** The working directory of every line. */
export const FUZZ_FILES: ReadonlyMap<string, string> = new Map([
  ['web.yaml', DEPLOYMENT],
  ['api.yaml', DEPLOYMENT.replaceAll('web', 'api')],
  ['negative.yaml', DEPLOYMENT.replace('replicas: 2', 'replicas: -1')],
  ['typo.yaml', DEPLOYMENT.replace('replicas:', 'replica:')],
  ['many.yaml', `${DEPLOYMENT}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: "1"}\n---\n\n---\nkind: Pod\n`],
  ['list.json', '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}},null,3]}'],
  ['broken.yaml', 'kind: Deployment\n metadata:\n\t- x: ]'],
  ['scalar.yaml', '42\n'],
  ['empty.yaml', ''],
  ['nulls.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: null\nspec: null\n'],
  ['patch.yaml', 'spec:\n  replicas: 4\n'],
  ['env.txt', 'A=1\n# no\nB\n=x\n'],
]);

const TYPES = [
  'deploy',
  'deployments',
  'deployment.apps',
  'deployments.v1.apps',
  'rs',
  'po',
  'pods',
  'svc',
  'cm',
  'secret',
  'sa',
  'ns',
  'no',
  'ev',
  'quota',
  'limits',
  'pc',
  'role',
  'rolebinding',
  'clusterrole',
  'hpa',
  'pdb',
  'endpointslices',
  'ep',
  'all',
  'sts',
  'jobs',
  'leases',
  'pods,svc',
  'deploy,rs,po',
  'foo',
  'pod.',
  '.apps',
  'pods/',
  ',',
  'DEPLOY',
]; // prettier-ignore
const NAMES = [
  'web',
  'api',
  'settings',
  'default',
  'kube-system',
  'node-1',
  'web-',
  'Web_1',
  'no-such',
  '',
  'a/b',
  '-',
  'web web',
  '../x',
  'ü',
];
const IMAGES = ['nginx', 'nginx:1.28', 'web=nginx:1.28', '*=busybox', 'nginx:', 'a@sha256:1', 'web=', '=x'];
const PAIRS = [
  'app=web',
  'app-',
  'a=b=c',
  'A_KEY=1',
  'tier=front',
  'x/y/z=1',
  '=1',
  'a',
  'key=value:NoSchedule',
  'key:NoExecute-',
  'key-',
  'app!=web',
  'app in (web, api)',
  'app notin',
  '!app',
  'a=\n',
];
const PATCHES = [
  '{"spec":{"replicas":3}}',
  '{"spec":{"replicas":"x"}}',
  '{"spec":null}',
  '{',
  '[]',
  '[{"op":"remove","path":"/spec/replicas"}]',
  '[{"op":"add","path":"/metadata/labels/x","value":1}]',
  '{"metadata":{"name":"other"}}',
  'spec: {paused: true}',
  '3',
  'null',
  '"x"',
  '{"spec":{"template":{"spec":{"containers":[{"name":"web","$patch":"delete"}]}}}}',
]; // prettier-ignore
const FORMATS = [
  'yaml',
  'json',
  'name',
  'wide',
  'jsonpath={.metadata.name}',
  'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}',
  'jsonpath={.items[?(@.x>1)]}',
  'jsonpath={',
  'jsonpath=',
  'jsonpath={.a[1:2:0]}',
  'custom-columns=N:.metadata.name,R:.spec.replicas',
  'custom-columns=',
  'custom-columns=N',
  'go-template={{.}}',
  'kyaml',
  'foo',
  'JSON',
  '',
]; // prettier-ignore
const NUMBERS = ['0', '1', '3', '-1', '99999999999999999999', '1.5', 'x', '0x10', '', '50%', '1e3'];
const DURATIONS = ['0', '1s', '30s', '2m', '-1s', '1', 'x', '1h1m', '999999h', '.5s', '1d'];
const FOR = [
  'delete',
  'condition=Available',
  'condition=Ready=False',
  'jsonpath={.status.readyReplicas}=2',
  'jsonpath={.x}',
  'create',
  'foo',
  'condition',
  'jsonpath=',
];
const RESOURCES = ['cpu=100m', 'memory=1Gi', 'cpu=1,memory=2Gi', 'cpu', 'cpu=x', 'gpu=1', '=', 'pods=5'];
const PORTS = ['80', '80:8080', '0', '70000', '5432:name', 'x', '80,443', '-1'];
const GARBAGE = [
  '--',
  '-',
  '---',
  '--=',
  '-=',
  '-o',
  '-n',
  '-l',
  '-f',
  '--foo',
  '--foo=bar',
  '-zzz',
  '$(x)',
  '💥',
  '\u0000',
  '%s%n',
  'a'.repeat(300),
  '__proto__',
  'constructor',
  'toString',
  '{}',
  '[',
  '"',
  '\\',
  '=',
  ':',
  '/',
  '//',
  '.',
  '..',
];

/** Draws by key: a line depends on its seed alone. */
class Dice {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  below(limit: number): number {
    this.#count += 1;
    return Math.floor(random(this.#seed, 'line', this.#count) * limit);
  }

  isOneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(list: readonly T[], otherwise: T): T {
    return list[this.below(list.length)] ?? otherwise;
  }
}

/** Values that suit a flag by its name, then by its type. */
function poolFor({ name, type }: Flag): readonly string[] {
  if (name === 'output') return FORMATS;
  if (name === 'filename') return [...FUZZ_FILES.keys(), '-', 'missing.yaml', 'http://x/y.yaml', '.'];
  if (name === 'for') return FOR;
  if (name === 'patch') return PATCHES;
  if (name === 'type') return ['strategic', 'merge', 'json', 'ClusterIP', 'NodePort', 'x'];
  if (name === 'image') return IMAGES;
  if (name === 'port' || name === 'tcp' || name === 'target-port') return PORTS;
  if (name === 'namespace') return ['default', 'kube-system', 'no-such', ''];
  if (['limits', 'requests', 'hard'].includes(name)) return RESOURCES;
  if (['dry-run', 'cascade', 'validate'].includes(name))
    return ['client', 'server', 'none', 'true', 'false', 'orphan', 'foreground', 'warn', 'x', ''];
  if (name === 'sort-by') return ['.metadata.name', '{.spec.replicas}', '.metadata.creationTimestamp', '{', '.x', '.status'];
  if (name === 'field-selector') return ['metadata.name=web', 'status.phase=Running', 'type!=Normal', 'x=y', '=', 'a'];
  if (name === 'subresource') return ['status', 'scale', 'x'];
  if (type === 'int') return NUMBERS;
  if (type === 'duration') return DURATIONS;
  return [...PAIRS, ...NAMES];
}

function flagWords(flag: Flag, dice: Dice): readonly string[] {
  const name = flag.short !== undefined && dice.isOneIn(2) ? `-${flag.short}` : `--${flag.name}`;
  if (flag.bare !== undefined && !dice.isOneIn(4)) return [name];
  const value =
    flag.type === 'bool'
      ? dice.pick(['true', 'false', 'x', ''], '')
      : dice.isOneIn(12)
        ? dice.pick(GARBAGE, '')
        : dice.pick(poolFor(flag), '');
  return dice.isOneIn(2) || flag.bare !== undefined ? [`${name}=${value}`] : [name, value];
}

function argumentWord(dice: Dice): string {
  const type = dice.pick(TYPES, '');
  const name = dice.pick(NAMES, '');
  switch (dice.below(9)) {
    case 0:
    case 1:
      return type;
    case 2:
    case 3:
      return name;
    case 4:
    case 5:
      return `${type}/${name}`;
    case 6:
      return dice.pick(PAIRS, '');
    case 7:
      return dice.pick([...IMAGES, ...RESOURCES, ...PATCHES], '');
    default:
      return dice.pick(GARBAGE, '');
  }
}

/** Most lines name something that exists, so that commands get as far as their work. */
function likelyWords(dice: Dice): readonly string[] {
  return dice.pick(
    [
      ['deploy', 'web'],
      ['deploy/web'],
      ['pods'],
      ['deploy'],
      ['node', 'node-1'],
      ['svc', 'web'],
      ['rs'],
      ['node-1'],
      ['deploy/web', 'app=x'],
      ['deploy/web', 'web=nginx:1.28'],
      ['deploy/web', 'A=1'],
    ],
    [],
  ); // prettier-ignore
}

function shuffled(groups: readonly (readonly string[])[], dice: Dice): readonly string[] {
  const left = [...groups];
  const words: string[] = [];
  while (left.length > 0) words.push(...(left.splice(dice.below(left.length), 1)[0] ?? []));
  return words;
}

/** The words behind `kubectl` of one random line. */
export function fuzzLine(seed: number): readonly string[] {
  const dice = new Dice(seed);
  if (dice.isOneIn(12)) return Array.from({ length: dice.below(6) }, () => (dice.isOneIn(2) ? argumentWord(dice) : dice.pick(GARBAGE, '')));
  const path: string[] = [];
  let commands: readonly Command[] = COMMANDS;
  let flags: readonly Flag[] = [];
  while (commands.length > 0) {
    const command = commands[dice.below(commands.length)];
    if (command === undefined) break;
    path.push(command.name);
    ({ flags } = command);
    commands = dice.isOneIn(10) ? [] : (command.subcommands ?? []);
  }
  const wanted = flags.filter((flag) => flag.required === true && !dice.isOneIn(6));
  const others = Array.from({ length: dice.pick([0, 0, 0, 1, 1, 2, 3], 0) }, () =>
    dice.pick(dice.isOneIn(6) ? GLOBAL_FLAGS : flags, undefined),
  ).flatMap((flag) => flag ?? []);
  const words = !dice.isOneIn(3) ? likelyWords(dice) : Array.from({ length: dice.below(4) }, () => argumentWord(dice));
  const groups = [
    words,
    ...[...wanted, ...others].map((flag) => flagWords(flag, dice)),
    ...(dice.isOneIn(30) ? [[dice.pick(GARBAGE, '')]] : []),
  ];
  return [...path, ...shuffled(groups, dice)];
}
