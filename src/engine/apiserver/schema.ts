/** Where the API server meets the facts about each kind: decoding, defaults, rules. */
import type { Kind, Status, Subresource } from '../../api/client.ts';
import { decode } from '../../api/decode.ts';
import { applyDefaults } from '../../api/defaults.ts';
import { kindInfo } from '../../api/key.ts';
import { type FieldError, invalidScaleStatus, invalidStatus, validateCreate, validateScale, validateUpdate } from '../../api/validation.ts';
import { warningsFor } from '../../api/warnings.ts';
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
  const { kind, warnings } = decoded.value;
  const object = applyDefaults<Stored>(decoded.value.object as Stored, context.minor);
  const namespace = kindInfo(kind).namespaced ? (object.metadata.namespace ?? 'default') : '';
  const old = context.store.get({ kind, namespace, name: object.metadata.name ?? '' });
  return ok({ kind, object, warnings: [...warnings, ...warningsFor(object, old)] });
}

function refusalOf(kind: Kind, name: string | undefined, errors: readonly FieldError[]): Status | undefined {
  return errors.length === 0 ? undefined : invalidStatus(kind, name ?? '', errors);
}

/** The first refusal of a creation, if any. */
export function checkCreate(object: Stored, kind: Kind, { minor }: ServerContext): Status | undefined {
  return refusalOf(kind, object.metadata.name, validateCreate(object, minor));
}

/** The first refusal of an update, if any. What a status says is not checked: only the cluster's components write it. */
export function checkUpdate(
  object: Stored,
  old: Stored,
  kind: Kind,
  subresource: Subresource | undefined,
  { minor }: ServerContext,
): Status | undefined {
  return subresource === 'status' ? undefined : refusalOf(kind, old.metadata.name, validateUpdate(object, old, minor));
}

/** The refusal of a Scale with this size, if any. */
export function invalidScale(name: string, replicas: number, { minor }: ServerContext): Status | undefined {
  const errors = validateScale(replicas, minor);
  return errors.length === 0 ? undefined : invalidScaleStatus(name, errors);
}
