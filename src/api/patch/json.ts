import { deepEqual } from '../../base/equal.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { type Fields, isFields } from '../fields.ts';

type Change = (value: unknown) => Result<unknown, string>;

function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function indexOf(list: readonly unknown[], token: string, isInsertion: boolean): number | undefined {
  if (token === '-' && isInsertion) return list.length;
  if (!/^(0|[1-9]\d*)$/.test(token)) return undefined;
  const index = Number(token);
  return index < list.length + (isInsertion ? 1 : 0) ? index : undefined;
}

/** Walks to the parent of the place that the path names and lets `change` make a new parent of it. */
function changeParent(
  target: unknown,
  tokens: readonly string[],
  path: string,
  change: (parent: unknown, token: string) => Result<unknown, string>,
): Result<unknown, string> {
  const [token = '', ...rest] = tokens;
  if (rest.length === 0) return change(target, token);
  if (Array.isArray(target)) {
    const index = indexOf(target, token, false);
    if (index === undefined) return err(missing(path));
    const child = changeParent(target[index], rest, path, change);
    return child.ok ? ok(target.map((item, at) => (at === index ? child.value : item))) : child;
  }
  if (!isFields(target) || target[token] === undefined) return err(missing(path));
  const child = changeParent(target[token], rest, path, change);
  return child.ok ? ok({ ...target, [token]: child.value }) : child;
}

function missing(path: string): string {
  return `doc is missing path: ${path}: missing value`;
}

function add(value: unknown, path: string) {
  return (parent: unknown, token: string): Result<unknown, string> => {
    if (!Array.isArray(parent)) return isFields(parent) ? ok({ ...parent, [token]: value }) : err(missing(path));
    const index = indexOf(parent, token, true);
    return index === undefined
      ? err(`Unable to access invalid index: ${token}: invalid index referenced`)
      : ok([...parent.slice(0, index), value, ...parent.slice(index)]);
  };
}

function remove(path: string) {
  return (parent: unknown, token: string): Result<unknown, string> => {
    if (Array.isArray(parent)) {
      const index = indexOf(parent, token, false);
      return index === undefined ? err(missing(path)) : ok(parent.filter((_, at) => at !== index));
    }
    if (!isFields(parent) || parent[token] === undefined) return err(missing(path));
    const { [token]: _, ...rest } = parent;
    return ok(rest);
  };
}

function replaceAt(value: unknown, path: string) {
  return (parent: unknown, token: string): Result<unknown, string> => {
    if (Array.isArray(parent)) {
      const index = indexOf(parent, token, false);
      return index === undefined ? err(missing(path)) : ok(parent.map((item, at) => (at === index ? value : item)));
    }
    return isFields(parent) && parent[token] !== undefined ? ok({ ...parent, [token]: value }) : err(missing(path));
  };
}

function read(target: unknown, tokens: readonly string[]): unknown {
  let value = target;
  for (const token of tokens) value = Array.isArray(value) ? value[Number(token)] : isFields(value) ? value[token] : undefined;
  return value;
}

function tokensOf(path: string): readonly string[] {
  return path.split('/').slice(1).map(unescaped);
}

function operation({ op, path, value, from }: Fields): Change {
  if (typeof path !== 'string') return () => err('missing path');
  const tokens = tokensOf(path);
  const at = (target: unknown, change: (parent: unknown, token: string) => Result<unknown, string>) =>
    changeParent(target, tokens, path, change);
  switch (op) {
    case 'add':
      return (target) => (path === '' ? ok(value) : at(target, add(value, path)));
    case 'replace':
      return (target) => (path === '' ? ok(value) : at(target, replaceAt(value, path)));
    case 'remove':
      return (target) => at(target, remove(path));
    case 'test':
      return (target) =>
        deepEqual(read(target, tokens) ?? null, value ?? null) ? ok(target) : err(`testing value ${path} failed: test failed`);
    case 'copy':
      return (target) => at(target, add(read(target, tokensOf(String(from))), path));
    case 'move':
      return (target) => {
        const moved = read(target, tokensOf(String(from)));
        const without = changeParent(target, tokensOf(String(from)), String(from), remove(String(from)));
        return without.ok ? at(without.value, add(moved, path)) : without;
      };
    default:
      return () => err(`Unexpected kind: ${String(op)}`);
  }
}

/** Applies a JSON patch, all of it or nothing; the error is the patch library's text. RFC 6902 */
export function applyJsonPatch(target: unknown, patch: unknown): Result<unknown, string> {
  if (!Array.isArray(patch)) return err('invalid JSON patch');
  let value = target;
  for (const each of patch) {
    const next = isFields(each) ? operation(each)(value) : err('invalid JSON patch');
    if (!next.ok) return next;
    value = next.value;
  }
  return ok(value);
}
