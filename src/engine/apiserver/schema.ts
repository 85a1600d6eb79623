/** Where the API server meets the facts about each kind: decoding, defaults, rules. */
import type { Kind, Status, Subresource } from '../../api/client.ts';
import { decode } from '../../api/decode.ts';
import { applyDefaults } from '../../api/defaults.ts';
import { ok, type Result } from '../../base/result.ts';
import type { Call, ServerContext } from './context.ts';
import type { Stored } from './stored.ts';

export interface Decoded {
  readonly kind: Kind;
  readonly object: Stored;
  readonly warnings: readonly string[];
}

/** Reads what a client sent and fills in the defaults. */
export function decodeObject(sent: unknown, call: Call, context: ServerContext): Result<Decoded, Status> {
  const decoded = decode(sent, { fieldValidation: call.fieldValidation, minor: context.minor });
  if (!decoded.ok) return decoded;
  const { kind, object, warnings } = decoded.value;
  const whole = object.metadata === undefined ? { ...object, metadata: { name: '' } } : object;
  return ok({ kind, object: applyDefaults<Stored>(whole, context.minor), warnings });
}

/** The first refusal of a creation, if any. */
export function checkCreate(_object: Stored, _kind: Kind, _context: ServerContext): Status | undefined {
  return undefined;
}

/** The first refusal of an update, if any. */
export function checkUpdate(
  _object: Stored,
  _old: Stored,
  _kind: Kind,
  _subresource: Subresource | undefined,
  _context: ServerContext,
): Status | undefined {
  return undefined;
}
/** The refusal of a Scale with this size, if any. */
export function invalidScale(_name: string, _replicas: number, _context: ServerContext): Status | undefined {
  return undefined;
}
