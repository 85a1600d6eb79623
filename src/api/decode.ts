/** Reads what a client sent as one of the cluster's kinds. upstream: apimachinery serializer/json over sigs.k8s.io/json */
import { err, ok, type Result } from '../base/result.ts';
import type { Kind, Status } from './client.ts';
import { Decoder } from './decoder.ts';
import { isFields } from './fields.ts';
import { goQuote } from './goText.ts';
import { goStruct } from './goTypes.ts';
import { findKind, kindInfo, kinds } from './key.ts';
import type { KubeObject } from './meta.ts';

export interface DecodeOptions {
  /** What an unknown field is: an error, a warning, or nothing. Default Ignore. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined;
  readonly minor: number;
}

export interface Decoded {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

function badRequest(message: string): Status {
  return { code: 400, reason: 'BadRequest', message };
}

/** What the server answers to a URL that it does not serve. */
const resourceNotFound: Status = {
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  details: {},
};

/** The line of the server's own source that this message names. */
const schemeLine = (minor: number): number => (minor >= 34 ? 111 : 110);

function findSentKind(raw: Readonly<Record<string, unknown>>, minor: number): Result<Kind, Status> {
  const { apiVersion, kind } = raw;
  if (kind === undefined || kind === null || kind === '') return err(badRequest(`Object 'Kind' is missing in '${JSON.stringify(raw)}'`));
  if (typeof kind !== 'string' || typeof apiVersion !== 'string')
    return err(badRequest('the object has no kind and version that can be read'));
  const found = findKind(apiVersion, kind);
  if (found !== undefined) return ok(found);
  // Discovery ignores case, so such an object reaches the URL of its kind and fails there.
  const near = kinds.find((entry) => entry.kind.toLowerCase() === kind.toLowerCase() && findKind(apiVersion, entry.kind) !== undefined);
  if (near === undefined) return err(resourceNotFound);
  const cause = `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:${schemeLine(minor)}"`;
  return err(badRequest(`${kind} in version "${apiVersion.split('/').at(-1)}" cannot be handled as a ${near.kind}: ${cause}`));
}

/**
 * The object in the form in which it is stored: fields that the version does not know are gone, so are nulls and what is empty where
 * Go cannot tell empty from absent; quantities are canonical. Parts that were in this form already are shared with `raw`.
 * Defaults are not part of this (`applyDefaults`), nor are the rules (`validateCreate`).
 */
export function decode(raw: unknown, { fieldValidation = 'Ignore', minor }: DecodeOptions): Result<Decoded, Status> {
  if (!isFields(raw))
    return err(
      badRequest(
        `couldn't get version/kind; json parse error: json: cannot unmarshal ${Array.isArray(raw) ? 'array' : typeof raw} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
      ),
    );
  const kind = findSentKind(raw, minor);
  if (!kind.ok) return kind;
  const decoder = new Decoder(minor);
  const { version } = kindInfo(kind.value);
  const object = decoder.object(goStruct(`${version}.${kind.value}`, minor), raw);
  const refuse = (cause: string): Result<Decoded, Status> =>
    err(badRequest(`${kind.value} in version "${version}" cannot be handled as a ${kind.value}: ${cause}`));
  if (decoder.error !== undefined) return refuse(decoder.error);
  const unknown = decoder.unknownFields.map((path) => `unknown field ${goQuote(path)}`);
  if (fieldValidation === 'Strict' && unknown.length > 0) return refuse(`strict decoding error: ${unknown.join(', ')}`);
  const warnings = fieldValidation === 'Warn' ? unknown : [];
  return ok({ kind: kind.value, object: object as unknown as KubeObject, warnings });
}
