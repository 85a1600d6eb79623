/** What is recorded of kubectl against a fake server. Format: conformance/kubectl/README.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Status } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { readJson } from '../json.ts';

/** A reply that the server was made to give. */
export interface Inject {
  readonly method: string;
  /** A regular expression over the URL's path. */
  readonly path: string;
  /** A Status, or the object that answers, with its HTTP code beside. */
  readonly status: Status & Partial<KubeObject>;
  readonly headers?: { readonly Warning?: string };
}

/** A watch event that the server sent on its own. */
export interface ScriptEvent {
  readonly resource: string;
  readonly name: string;
  readonly afterMs: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** JSON merge patch of the object. */
  readonly patch?: unknown;
  readonly object?: KubeObject;
}

export interface Fixture {
  readonly items: readonly KubeObject[];
  readonly script?: readonly ScriptEvent[];
}

export interface KubectlCase {
  readonly id: string;
  readonly fixture: string | null;
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly authority: 'client' | 'server-table' | 'client-formatting';
  readonly stdout: string | null;
  readonly stderr: string | null;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly inject?: readonly Inject[];
  readonly serverFlags?: readonly string[];
  readonly sigintAfterMs?: number;
  readonly scrubbed?: readonly (readonly [pattern: string, replacement: string])[];
  readonly note?: string;
}

export interface Recording {
  readonly clock: string;
  readonly cases: readonly KubectlCase[];
  readonly manifests: ReadonlyMap<string, string>;
  fixture(name: string | null): Fixture;
  text(path: string | null): string;
}

export function readRecording(folder: string): Recording {
  const { clock, cases } = readJson<{ readonly clock: string; readonly cases: readonly KubectlCase[] }>(folder, 'index.json');
  const fixtures = new Map<string, Fixture>();
  const manifests = join(folder, 'manifests');
  return {
    clock,
    cases,
    manifests: new Map(
      existsSync(manifests) ? readdirSync(manifests).map((name) => [name, readFileSync(join(manifests, name), 'utf8')] as const) : [],
    ),
    fixture: (name) => {
      if (name === null) return { items: [] };
      const known = fixtures.get(name) ?? readJson<Fixture>(folder, 'inputs', `${name}.json`);
      fixtures.set(name, known);
      return known;
    },
    text: (path) => (path === null ? '' : readFileSync(join(folder, path), 'utf8')),
  };
}
