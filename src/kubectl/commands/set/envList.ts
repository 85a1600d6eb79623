/** Words about environment variables: `A=1`, `A-`. upstream: pkg/cmd/set/env */
import type { EnvVar } from '../../../api/core.ts';
import { type Fields, fieldsOf, textOf } from '../../../api/fields.ts';
import { goQuote } from '../../../api/goText.ts';
import { isEnvVarName } from '../../../api/validation/env.ts';
import { err, ok, type Result } from '../../../base/result.ts';

export interface EnvChange {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** upstream: env.ParseEnv */
export function parseEnv(words: readonly string[]): Result<EnvChange, string> {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  for (const word of words) {
    if (word.includes('=')) {
      const equals = word.indexOf('=');
      const name = word.slice(0, equals);
      const problems = isEnvVarName(name);
      if (problems.length > 0) return err(`${goQuote(name)} is not a valid key name: ${problems.join(';')}`);
      set.push({ name, value: word.slice(equals + 1) });
    } else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else return err(`unknown environment variable: ${word}`);
  }
  if (remove.some((name) => set.some((each) => each.name === name))) {
    const both = remove.find((name) => set.some((each) => each.name === name));
    return err(`can not both modify and remove the same environment variable in the same command: ${both}`);
  }
  return ok({ set, remove });
}

/** upstream: updateEnv: what was there keeps its place, what is new comes behind */
export function updateEnv(existing: readonly EnvVar[], { set, remove }: EnvChange): readonly EnvVar[] {
  const covered = new Set(remove);
  const result: EnvVar[] = [];
  for (const each of existing) {
    if (covered.has(each.name)) continue;
    const newer = set.find(({ name }) => name === each.name);
    if (newer !== undefined) covered.add(each.name);
    result.push(newer ?? each);
  }
  for (const each of set) {
    if (covered.has(each.name)) continue;
    covered.add(each.name);
    result.push(each);
  }
  return result;
}

/** Where a value comes from, in the words of `--list`. upstream: env.GetEnvVarRefString */
export function referenceText(source: Fields): string {
  const of = (name: string): Fields => fieldsOf(source[name]);
  if ('configMapKeyRef' in source) return `configmap ${textOf(of('configMapKeyRef')['name'])}, key ${textOf(of('configMapKeyRef')['key'])}`;
  if ('secretKeyRef' in source) return `secret ${textOf(of('secretKeyRef')['name'])}, key ${textOf(of('secretKeyRef')['key'])}`;
  if ('fieldRef' in source) return `field path ${textOf(of('fieldRef')['fieldPath'])}`;
  if ('resourceFieldRef' in source) {
    const container = textOf(of('resourceFieldRef')['containerName']);
    return `resource field ${container === '' ? '' : `${container}/`}${textOf(of('resourceFieldRef')['resource'])}`;
  }
  return 'invalid valueFrom';
}

/** `log-level` → `LOG_LEVEL`. upstream: keyToEnvName */
export function keyToEnvName(key: string): string {
  return key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
}
