/** Cases that are not run: by what they need, never by their names. */
import { missingFeatureOf } from '../features.ts';
import type { KubectlCase, Recording } from './recording.ts';

/** The fake server's table of quotas is that of servers before 1.33; the real 1.37's is held to in the family `tables`. */
const OLD_QUOTA_TABLE = /^NAME +AGE +REQUEST/m;

/** The name of what a case needs and we do not have. */
export function missingFeature({ args, fixture, authority, stdout, exitCode }: KubectlCase, recording: Recording): string | undefined {
  if (fixture === null) return 'a cluster that cannot be reached';
  if (authority === 'server-table' && OLD_QUOTA_TABLE.test(recording.text(stdout))) return 'the quota table of servers before 1.33';
  return missingFeatureOf(args, exitCode);
}
