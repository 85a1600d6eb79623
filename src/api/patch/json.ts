/** JSON patch, RFC 6902: what `kubectl patch --type=json` sends. */
import { deepEqual } from '../../base/equal.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Status } from '../client.ts';
import { isFields } from '../fields.ts';

/** A patch that does not fit the object. The API server does not say which operation it was. */
class Unfit extends Error {
  override readonly name = 'Unfit';
}

const unfit: Status = {
  code: 422,
  reason: 'Invalid',
  message: 'the server rejected our request due to an error in our request',
  details: {},
};

/** Makes a new parent of the place that a path names. */
type ParentChange = (parent: unknown, token: string) => unknown;

function tokensOf(path: unknown): readonly string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) throw new Unfit('bad path');
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `-` is the place behind the last item; a negative index counts from the end, as the server's library allows. */
function indexOf(list: readonly unknown[], token: string, places: number): number {
  if (token === '-' && places > list.length) return list.length;
  if (!/^-?(0|[1-9]\d*)$/.test(token)) throw new Unfit('bad index');
  const index = Number(token) < 0 ? Number(token) + places : Number(token);
  if (index < 0 || index >= places) throw new Unfit('no such item');
  return index;
}

function read(parent: unknown, token: string): unknown {
  if (Array.isArray(parent)) return parent[indexOf(parent, token, parent.length)];
  if (!isFields(parent) || !Object.hasOwn(parent, token)) throw new Unfit('no such field');
  return parent[token];
}

function readAt(target: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce(read, target);
}

/** What stands at the path, or null: the server's library tests a missing field as null. */
function readOrNull(target: unknown, tokens: readonly string[]): unknown {
  const parent = readAt(target, tokens.slice(0, -1));
  const last = tokens.at(-1);
  if (last === undefined) return target;
  return isFields(parent) && !Object.hasOwn(parent, last) ? null : read(parent, last);
}

/** The parent with another value at a place that exists. */
function written(parent: unknown, token: string, value: unknown): unknown {
  if (read(parent, token) === value) return parent;
  return Array.isArray(parent) ? parent.with(indexOf(parent, token, parent.length), value) : { ...(parent as object), [token]: value };
}

function added(parent: unknown, token: string, value: unknown): unknown {
  if (Array.isArray(parent)) return parent.toSpliced(indexOf(parent, token, parent.length + 1), 0, value);
  if (!isFields(parent)) throw new Unfit('no such parent');
  return { ...parent, [token]: value };
}

function removed(parent: unknown, token: string): unknown {
  read(parent, token);
  if (Array.isArray(parent)) return parent.toSpliced(indexOf(parent, token, parent.length), 1);
  const { [token]: _, ...rest } = parent as Record<string, unknown>;
  return rest;
}

function changeAt(target: unknown, tokens: readonly string[], change: ParentChange): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) throw new Unfit('no parent');
  if (rest.length === 0) return change(target, token);
  return written(target, token, changeAt(read(target, token), rest, change));
}

function addAt(target: unknown, tokens: readonly string[], value: unknown): unknown {
  return tokens.length === 0 ? value : changeAt(target, tokens, (parent, token) => added(parent, token, value));
}

function applyOperation(target: unknown, operation: unknown): unknown {
  if (!isFields(operation)) throw new Unfit('no operation');
  const tokens = tokensOf(operation['path']);
  const hasValue = Object.hasOwn(operation, 'value');
  const value = operation['value'];
  switch (operation['op']) {
    case 'add':
      return addAt(target, tokens, value);
    case 'remove':
      return changeAt(target, tokens, removed);
    case 'replace':
      if (!hasValue) throw new Unfit('no value');
      return tokens.length === 0 ? value : changeAt(target, tokens, (parent, token) => written(parent, token, value));
    case 'test':
      if (!deepEqual(readOrNull(target, tokens), value ?? null)) throw new Unfit('test failed');
      return target;
    case 'copy':
      return addAt(target, tokens, readAt(target, tokensOf(operation['from'])));
    case 'move': {
      const from = tokensOf(operation['from']);
      return addAt(changeAt(target, from, removed), tokens, readAt(target, from));
    }
    default:
      throw new Unfit('unknown operation');
  }
}

/** Applies a JSON patch, all of it or nothing. Neither argument is changed; what the patch does not touch is shared. */
export function applyJsonPatch(target: unknown, patch: unknown): Result<unknown, Status> {
  if (!Array.isArray(patch)) {
    const message = 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp';
    return err({ code: 400, reason: 'BadRequest', message });
  }
  try {
    return ok(patch.reduce(applyOperation, target));
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return err(unfit);
  }
}
