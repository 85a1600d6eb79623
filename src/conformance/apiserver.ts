/** Families `v1.33.13` (what an older API server says to a created object) and `defaulting` (how ours stores one). */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Status } from '../api/client.ts';
import { decode } from '../api/decode.ts';
import { applyDefaults } from '../api/defaults.ts';
import type { KubeObject } from '../api/meta.ts';
import { invalidStatus, validateCreate } from '../api/validation.ts';
import { warningsFor } from '../api/warnings.ts';
import { err, ok, type Result } from '../base/result.ts';
import { type CaseResult, type Family, jsonDifferences } from './case.ts';
import { readJson } from './json.ts';

const recordedMinor = 37;

interface Write {
  readonly method: string;
  readonly url: string;
  readonly code: number;
  readonly warnings?: readonly string[];
  readonly status?: Status;
}

interface ValidationCase {
  readonly id: string;
  readonly setup?: readonly unknown[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly api?: readonly Write[];
  readonly unorderedCauses?: boolean;
}

/** Everything that a text holds, as kubectl reads it: YAML 1.1, several documents. */
function documents(text: string): readonly unknown[] {
  const read = parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false });
  const values =
    'empty' in read
      ? []
      : read.map((document) => document.toJS() as { readonly kind?: unknown; readonly items?: readonly unknown[] } | null);
  // kubectl takes lists apart before it sends anything.
  return values
    .filter((value) => value !== null && value !== undefined)
    .flatMap((value) => (String(value.kind).endsWith('List') ? (value.items ?? []) : [value]));
}

interface Accepted {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/** What the API server makes of a new object, but for admission and names that exist. */
function create(raw: unknown, fieldValidation: 'Strict' | 'Warn' | 'Ignore', minor: number): Result<Accepted, Status> {
  const decoded = decode(raw, { fieldValidation, minor });
  if (!decoded.ok) return decoded;
  const object = applyDefaults(decoded.value.object, minor);
  const errors = validateCreate(object, minor);
  if (errors.length > 0) return err(invalidStatus(decoded.value.kind, object.metadata.name ?? '', errors));
  return ok({ object, warnings: [...decoded.value.warnings, ...warningsFor(object)] });
}

function fieldValidationOf(url: string): 'Strict' | 'Warn' | 'Ignore' {
  const match = /fieldValidation=(Strict|Warn|Ignore)/.exec(url);
  return (match?.[1] ?? 'Ignore') as 'Strict' | 'Warn' | 'Ignore';
}

/** Refusals that come from what is in the cluster, not from the object. */
const fromCluster = (code: number): boolean => code === 403 || code === 404 || code === 409;

/** Warnings were recorded as they stand in the header, with quotes escaped. */
const unquoted = (warning: string): string => warning.replaceAll('\\"', '"');

function checkCase({ id, files, stdin, api = [], unorderedCauses }: ValidationCase, minor: number): CaseResult | undefined {
  const [text] = Object.values(files ?? {});
  const [write] = api;
  if (write === undefined || write.method !== 'POST' || fromCluster(write.code) || /<rnd>/.test(JSON.stringify(write))) return undefined;
  const [raw] = documents(text ?? stdin ?? '');
  if (raw === undefined) return undefined;
  const answer = create(raw, fieldValidationOf(write.url), minor);
  const project = ({ code, reason, message, details }: Status): unknown => ({
    code,
    reason,
    message: unorderedCauses === true ? undefined : message,
    causes:
      unorderedCauses === true
        ? details?.causes?.map((cause) => JSON.stringify(cause)).sort()
        : details?.causes?.map(({ reason: why, message: words, field }) => ({ why, words, field })),
  });
  const recorded = write.status === undefined ? { warnings: (write.warnings ?? []).map(unquoted) } : project(write.status);
  const ours = answer.ok ? { warnings: answer.value.warnings } : project(answer.error);
  return { id, differences: jsonDifferences(JSON.parse(JSON.stringify(recorded)), JSON.parse(JSON.stringify(ours))) };
}

const isWanted = (id: string, filter: string | undefined): boolean => filter === undefined || id.startsWith(filter);

function checkAll(folder: string, minor: number, filter: string | undefined): readonly CaseResult[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files
    .sort()
    .flatMap((file) =>
      readJson<{ readonly cases: readonly ValidationCase[] }>(folder, file).cases.flatMap((each) => {
        const result = checkCase(each, minor);
        return result === undefined ? [] : [{ ...result, id: `${file.replace('.json', '')}/${result.id}` }];
      }),
    )
    .filter(({ id }) => isWanted(id, filter));
}

/** Every case of an older server whose first write is a creation that the object alone decides: values in Go's syntax, other words. */
export const validation133: Family = {
  name: 'v1.33.13',
  run: (dir, filter) => checkAll(join(dir, 'v1.33.13', 'validation'), 33, filter),
};

interface DefaultingCase {
  readonly id: string;
  readonly manifest: string;
  readonly object: unknown;
}

/** Without what the server gives out or admission adds: the rest is what defaults make. */
function withoutServerParts(value: unknown): unknown {
  const object = JSON.parse(JSON.stringify(value)) as Record<string, Record<string, unknown>>;
  const { metadata = {}, spec = {} } = object;
  for (const name of ['generation', 'namespace', 'creationTimestamp']) delete metadata[name];
  const { kind } = object as unknown as { kind: string };
  if (kind === 'Pod') {
    for (const name of [
      'serviceAccount',
      'serviceAccountName',
      'tolerations',
      'priority',
      'preemptionPolicy',
      'volumes',
      'priorityClassName',
    ])
      delete spec[name];
    for (const list of ['containers', 'initContainers']) {
      for (const container of (spec[list] ?? []) as Record<string, unknown>[]) delete container['volumeMounts'];
    }
    delete object['status'];
  }
  if (kind === 'Service') {
    for (const name of ['clusterIP', 'clusterIPs']) delete spec[name];
    for (const port of (spec['ports'] ?? []) as Record<string, unknown>[]) delete port['nodePort'];
  }
  return object;
}

/** How objects are stored. */
export const defaulting: Family = {
  name: 'defaulting',
  run: (dir, filter) =>
    ['deployments', 'pods', 'others']
      .filter((file) => existsSync(join(dir, 'defaulting', `${file}.json`)))
      .flatMap((file) =>
        readJson<{ readonly cases: readonly DefaultingCase[] }>(dir, 'defaulting', `${file}.json`).cases.map((each): CaseResult => {
          const answer = create(documents(each.manifest)[0], 'Strict', recordedMinor);
          const ours = answer.ok ? withoutServerParts(answer.value.object) : answer.error;
          return { id: `${file}/${each.id}`, differences: jsonDifferences(withoutServerParts(each.object), ours) };
        }),
      )
      .filter(({ id }) => isWanted(id, filter)),
};
