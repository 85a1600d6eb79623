/** Features of kubectl that are not modelled: by what a command asks for, never by a case's name. */

const FLAGS: readonly (readonly [RegExp, string])[] = [
  [/^--server-side(=true)?$/, 'server-side apply'],
  [/^--prune(=true)?$/, 'apply --prune'],
  [/^--show-managed-fields/, 'managed fields'],
  [/^(-o=?|--output=)?kyaml$/, 'kyaml'],
  [/^(-o=?|--output=)?go-template/, 'go-template'],
  [/^--raw/, 'get --raw'],
];

/** They fail as kubectl's do when they are called wrongly; what they are for they do not do. */
const COMMANDS = new Set([
  'explain',
  'top',
  'exec',
  'attach',
  'cp',
  'port-forward',
  'proxy',
  'debug',
  'certificate',
  'kustomize',
  'completion',
]);

/** The name of the feature that a command needs and that is not modelled. `exitCode`: how it ended when it was recorded. */
export function missingFeatureOf(argv: readonly string[], exitCode: number | undefined): string | undefined {
  const [command = ''] = argv;
  if (COMMANDS.has(command) && exitCode === 0) return `kubectl ${command}`;
  return FLAGS.find(([sign]) => argv.some((word) => sign.test(word)))?.[1];
}
