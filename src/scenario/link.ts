/**
 * A scenario and a moment as the fragment of an address, and back. Whoever opens it sees the same run at the same moment.
 *
 * - `#/s/four-replicas&t=1234&step=56&d=…`: a built-in scenario, unmodified.
 * - `#z1.PAYLOAD&t=…&step=…&d=…`: any scenario. The number is the format of the payload and is kept for ever:
 *   0 = deflate, 1 = deflate with the preset dictionary 1. Both are raw deflate (RFC 1951) of the JSON of `payload.ts`,
 *   followed by four bytes that tell whether it arrived whole.
 *
 * `t` is virtual time in milliseconds, `step` counts engine steps, `d` is the state's digest. Links come from strangers: nothing is
 * believed before it has passed the schema, and unpacking stops at a limit.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { err, ok, type Result } from '../base/result.ts';
import { fromBase64url, toBase64url } from './link/base64url.ts';
import { dictionary1 } from './link/data/dictionary1.ts';
import { packScenario, unpackScenario } from './link/payload.ts';
import { isPlainJson, parseJson } from './plainJson.ts';
import type { Moment, Scenario } from './scenario.ts';
import { parseMoment, parseScenario } from './schema.ts';

/** Characters of a fragment; browsers and chat programs take no more. */
export const MAX_FRAGMENT = 32_000;
/** Bytes of the unpacked payload. */
const maxInflated = 1_048_576;
/** A packed scenario nests a request (64) and the JSON inside one of its strings (64). */
const maxPackedDepth = 160;
const checksumBytes = 4;

export interface LinkRefusal {
  readonly code: 'link.damaged' | 'link.tooLong' | 'link.version';
  /** For whoever looks for the cause; not a message for users. */
  readonly detail?: string;
}

export interface SharedLink {
  readonly source: { readonly from: 'builtin'; readonly id: string } | { readonly from: 'scenario'; readonly scenario: Scenario };
  /** Absent: where the scenario opens. */
  readonly moment?: Moment;
  /** The digest of the state that the sender saw. */
  readonly digest?: string;
}

const damaged = (detail: string): { readonly ok: false; readonly error: LinkRefusal } => err({ code: 'link.damaged', detail });

/** FNV-1a, 32 bits. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

function seal(body: Uint8Array, plain: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(body.length + checksumBytes);
  sealed.set(body);
  new DataView(sealed.buffer).setUint32(body.length, checksum(plain));
  return sealed;
}

/** The payload of a link in format 1 (or 0, for tests of what must open for ever). */
export function encodePayload(scenario: Scenario, format: 0 | 1 = 1): string {
  const plain = strToU8(JSON.stringify(packScenario(scenario)));
  const body = deflateSync(plain, format === 0 ? { level: 9 } : { level: 9, dictionary: strToU8(dictionary1) });
  return toBase64url(seal(body, plain));
}

function inflate(body: Uint8Array, format: 0 | 1): Uint8Array | undefined {
  // One byte more than allowed: a full buffer means that there was more to come. fflate never writes past it.
  const out = new Uint8Array(maxInflated + 1);
  try {
    const plain = inflateSync(body, format === 0 ? { out } : { out, dictionary: strToU8(dictionary1) });
    return plain.length > maxInflated ? undefined : plain;
  } catch {
    // Only fflate throws here, for bytes that are not deflate: expected of a damaged link.
    return undefined;
  }
}

/** Reads a payload; `format` is the number before it. */
export function decodePayload(text: string, format: 0 | 1): Result<Scenario, LinkRefusal> {
  const sealed = fromBase64url(text);
  if (sealed === undefined || sealed.length <= checksumBytes) return damaged('not base64url');
  const end = sealed.length - checksumBytes;
  const plain = inflate(sealed.subarray(0, end), format);
  if (plain === undefined) return damaged('not deflate, or more than 1 MiB');
  if (new DataView(sealed.buffer).getUint32(end) !== checksum(plain)) return damaged('checksum');
  const packed = parseJson(strFromU8(plain));
  if (!isPlainJson(packed, maxPackedDepth)) return damaged('not JSON');
  const scenario = parseScenario(unpackScenario(packed));
  return scenario.ok ? scenario : damaged(`${scenario.error.path}: ${scenario.error.message}`);
}

function momentParameters(moment: Moment | undefined, digest: string | undefined): string {
  const at = moment === undefined ? '' : `&t=${moment.at}&step=${moment.step}`;
  return digest === undefined ? at : `${at}&d=${digest}`;
}

/** The fragment (with its `#`) that reopens `link`; refused when it would be too long for a link. */
export function encodeLink(link: SharedLink): Result<string, LinkRefusal> {
  const head = link.source.from === 'builtin' ? `#/s/${link.source.id}` : `#z1.${encodePayload(link.source.scenario)}`;
  const fragment = head + momentParameters(link.moment, link.digest);
  return fragment.length > MAX_FRAGMENT ? err({ code: 'link.tooLong', detail: `${fragment.length}` }) : ok(fragment);
}

interface Parameters {
  readonly moment?: Moment;
  readonly digest?: string;
}

/** Parameters that this release does not know are for later ones, and passed over. */
function parseParameters(words: readonly string[]): Result<Parameters, LinkRefusal> {
  const values = new Map(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
  const number = (name: string): number | undefined => {
    const text = values.get(name);
    return text === undefined ? undefined : /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  };
  const digest = values.get('d');
  if (digest !== undefined && !/^[0-9A-Za-z_-]{1,64}$/.test(digest)) return damaged('d');
  const at = number('t');
  if (at === undefined) return ok(digest === undefined ? {} : { digest });
  // Without a step, everything due at that instant has happened.
  const moment = parseMoment({ at, step: number('step') ?? Number.MAX_SAFE_INTEGER });
  if (!moment.ok) return damaged(moment.error.path);
  return ok({ moment: moment.value, ...(digest === undefined ? {} : { digest }) });
}

/** Reads a fragment (with or without its `#`). A built-in's id is not checked here. */
export function decodeLink(fragment: string): Result<SharedLink, LinkRefusal> {
  if (fragment.length > MAX_FRAGMENT) return err({ code: 'link.tooLong', detail: `${fragment.length}` });
  const [head = '', ...words] = fragment.replace(/^#/, '').split('&');
  const parameters = parseParameters(words);
  if (!parameters.ok) return parameters;
  const builtin = /^\/s\/([a-z0-9-]{1,64})$/.exec(head)?.[1];
  if (builtin !== undefined) return ok({ source: { from: 'builtin', id: builtin }, ...parameters.value });
  const match = /^z(\d{1,4})\.(.*)$/.exec(head);
  if (match === null) return damaged('neither a scenario nor an id');
  const [, format, payload = ''] = match;
  if (format !== '0' && format !== '1') return err({ code: 'link.version', detail: `z${format}` });
  const scenario = decodePayload(payload, format === '0' ? 0 : 1);
  return scenario.ok ? ok({ source: { from: 'scenario', scenario: scenario.value }, ...parameters.value }) : scenario;
}
