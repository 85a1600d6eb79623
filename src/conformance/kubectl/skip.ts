/** Features of kubectl and of a server that are not modelled: by what a command asks for, never by a case's name. */
import type { KubectlCase, Recording } from './recording.ts';

const FLAGS: readonly (readonly [RegExp, string])[] = [
  [/^--server-side(=true)?$/, 'server-side apply'],
  [/^--prune(=true)?$/, 'apply --prune'],
  [/^--show-managed-fields/, 'managed fields'],
  [/^(-o=?|--output=)?kyaml/, 'kyaml'],
  [/^(-o=?|--output=)?go-template/, 'go-template'],
  [/^--raw/, 'get --raw'],
];

/** The fake server's table of quotas is that of servers before 1.33; the real 1.37's is held to in the family `tables`. */
const OLD_QUOTA_TABLE = /^NAME +AGE +REQUEST/m;

/** The name of what a case needs and we do not have. */
export function missingFeature({ args, fixture, authority, stdout }: KubectlCase, recording: Recording): string | undefined {
  if (fixture === null) return 'a cluster that cannot be reached';
  for (const [sign, feature] of FLAGS) if (args.some((word) => sign.test(word))) return feature;
  if (authority === 'server-table' && OLD_QUOTA_TABLE.test(recording.text(stdout))) return 'the quota table of servers before 1.33';
  return undefined;
}
