/** Family `hashes`: the hashes that a real 1.37 controller gave to stored templates. */
import type { PodTemplateSpec } from '../api/core.ts';
import { podTemplateHash } from '../api/hash.ts';
import { compare, type Family } from './case.ts';
import { readJson } from './json.ts';

interface Template {
  readonly id: string;
  readonly template: PodTemplateSpec;
  readonly hash: string;
}

const recordedMinor = 37;

/** Hashes of templates as stored. */
export const hashes: Family = {
  name: 'hashes',
  run: (dir, filter) =>
    readJson<{ readonly cases: readonly Template[] }>(dir, 'hashes', 'templates.json')
      .cases.filter(({ id }) => filter === undefined || id.startsWith(filter))
      .map(({ id, template, hash }) => compare(id, 'hash', hash, podTemplateHash(template, recordedMinor))),
};
