/** Family `hash`: pod-template-hashes of every minor version, computed with Kubernetes' own types. Data: conformance/hash/README.md. */
import type { PodTemplateSpec } from '../api/core.ts';
import { Decoder } from '../api/decoder.ts';
import { podTemplateDefaults } from '../api/defaults/podSpec.ts';
import type { Fields } from '../api/fields.ts';
import { goStruct } from '../api/goTypes.ts';
import { dumpTemplate, hashDump, podTemplateHash } from '../api/hash.ts';
import { type CaseResult, compare, type Family } from './case.ts';
import { readJson } from './json.ts';

interface Golden {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  readonly template: PodTemplateSpec;
  readonly collisionCount?: number;
  readonly keepEmpty?: boolean;
}

interface RealWorld {
  readonly name: string;
  readonly versions: readonly string[];
  readonly hash: string;
  readonly template: PodTemplateSpec;
  readonly evidence: string;
}

const minorOf = (version: string): number => Number(version.split('.')[1]);

function golden(dir: string): readonly CaseResult[] {
  return readJson<readonly Golden[]>(dir, 'hash', 'golden.json').map(({ id, version, hash, template, collisionCount, keepEmpty }) =>
    compare(`golden/${id}@${version}`, 'hash', hash, hashDump(dumpTemplate(template, minorOf(version), keepEmpty), collisionCount)),
  );
}

/**
 * A template as written, in the form in which the recorder stored it: defaults first. A server decodes first, which differs only
 * for a volume whose source it does not know.
 */
function stored(raw: unknown, minor: number): PodTemplateSpec {
  const defaulted = podTemplateDefaults(raw as PodTemplateSpec, minor);
  return new Decoder(minor).object(goStruct('v1.PodTemplateSpec', minor), defaulted as unknown as Fields) as unknown as PodTemplateSpec;
}

function matrix(dir: string): readonly CaseResult[] {
  const raw = readJson<Readonly<Record<string, PodTemplateSpec>>>(dir, 'hash', 'golden-raw.json');
  const { hashes } = readJson<{ readonly hashes: Readonly<Record<string, Readonly<Record<string, string>>>> }>(
    dir,
    'hash',
    'golden-matrix.json',
  );
  return Object.entries(hashes).flatMap(([id, byVersion]) =>
    Object.entries(byVersion).map(([version, hash]) => {
      const minor = minorOf(version);
      return compare(`matrix/${id}@${version}`, 'hash', hash, podTemplateHash(stored(raw[id], minor), minor));
    }),
  );
}

function realWorld(dir: string): readonly CaseResult[] {
  return readJson<readonly RealWorld[]>(dir, 'hash', 'realworld.json').flatMap(({ name, versions, hash, template, evidence }) =>
    versions.map((version) => {
      const minor = minorOf(version);
      const result = compare(`realworld/${name}@${version}`, 'hash', hash, podTemplateHash(stored(template, minor), minor));
      return evidence.includes('recalled') ? { ...result, notGating: evidence } : result;
    }),
  );
}

/** Hashes of templates in all versions. */
export const hash: Family = {
  name: 'hash',
  run: (dir, filter) =>
    [...golden(dir), ...matrix(dir), ...realWorld(dir)].filter(({ id }) => filter === undefined || id.startsWith(filter)),
};
