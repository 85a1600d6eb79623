import { readFileSync } from 'node:fs';
import type { KubeObject } from '../../api/meta.ts';

export interface GoldenCase {
  readonly id: string;
  readonly fixture: string;
  readonly call: readonly [string, ...unknown[]];
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly requests: readonly { readonly method: string; readonly url: string; readonly contentType: string; readonly body: unknown }[];
}

interface Golden {
  readonly fixtures: Readonly<Record<string, readonly KubeObject[]>>;
  readonly manifests: Readonly<Record<string, string>>;
  readonly cases: readonly GoldenCase[];
}

/** A recording beside the source. */
export function readData<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')) as T;
}

export const golden = readData<Golden>('golden.json');
