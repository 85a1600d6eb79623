/** A cluster that is a list of objects, and what a command prints about it. */
import type { Client } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { parseFieldSelector, parseLabelSelector } from '../../api/selectorText.ts';
import type { Environment, KubeConfig } from '../environment.ts';
import { type Process, runToEnd } from '../process.ts';
import { start } from '../run.ts';

export const anObject = (kind: string, name: string, namespace = 'default', more: object = {}): KubeObject => ({
  apiVersion: kind === 'Deployment' || kind === 'ReplicaSet' ? 'apps/v1' : 'v1',
  kind,
  metadata: { name, ...(namespace === '' ? {} : { namespace }), uid: name, creationTimestamp: '2026-01-05T09:00:00Z' },
  ...more,
});

function clientOf(objects: readonly KubeObject[]): Client {
  const inNamespace = (object: KubeObject, namespace: string): boolean =>
    namespace === '' || (object.metadata.namespace ?? '') === namespace;
  return {
    get: ({ kind, namespace, name }) =>
      objects.find((each) => each.kind === kind && each.metadata.name === name && (each.metadata.namespace ?? '') === namespace),
    list: (kind, { namespace = '', labelSelector = '', fieldSelector = '' } = {}) => {
      const labels = parseLabelSelector(labelSelector);
      const fields = parseFieldSelector(fieldSelector);
      return objects.filter(
        (each) =>
          each.kind === kind &&
          inNamespace(each, namespace) &&
          labels.ok &&
          labels.value(each.metadata.labels ?? {}) &&
          fields.ok &&
          fields.value(each),
      );
    },
    request: () => ({ ok: false, error: { code: 405, reason: 'MethodNotAllowed', message: 'this cluster is a list' } }),
    now: () => '2026-01-05T10:00:00Z',
  };
}

export interface Printed {
  out: string;
  err: string;
  config: KubeConfig;
}

/** An environment over these objects, an hour after 09:00, and what has been printed to it so far. */
export function fakeEnvironment(
  objects: readonly KubeObject[] = [],
  more: Partial<Environment> = {},
): { readonly environment: Environment; readonly printed: Printed } {
  const printed: Printed = {
    out: '',
    err: '',
    config: {
      currentContext: 'kubernetes-admin@playground',
      contexts: [{ name: 'kubernetes-admin@playground', cluster: 'playground', user: 'kubernetes-admin' }],
      clusters: [{ name: 'playground', server: 'https://playground:6443' }],
    },
  };
  const environment: Environment = {
    client: clientOf(objects),
    files: { read: () => undefined, names: () => [] },
    config: () => printed.config,
    saveConfig: (config) => {
      printed.config = config;
    },
    nowMs: () => Date.UTC(2026, 0, 5, 10),
    serverMinor: 37,
    random: () => 0,
    stdout: (text) => {
      printed.out += text;
    },
    stderr: (text) => {
      printed.err += text;
    },
    ...more,
  };
  return { environment, printed };
}

export interface Ran {
  readonly out: string;
  readonly err: string;
  /** Absent: it waits. */
  readonly code: number | undefined;
}

/** Runs `kubectl WORDS` over these objects, as far as it goes without waiting. */
export function kubectl(words: string | readonly string[], objects: readonly KubeObject[] = [], more: Partial<Environment> = {}): Ran {
  const { environment, printed } = fakeEnvironment(objects, more);
  const argv = typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words;
  const process: Process = start(argv, environment);
  const code = runToEnd(process);
  return { out: printed.out, err: printed.err, code };
}
