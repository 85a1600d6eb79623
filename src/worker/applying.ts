import { parseAllDocuments, stringify } from 'yaml';
import type { KubeObject } from '../api/meta.ts';
import type { ApplyResult } from './protocol.ts';
import type { Run } from './run.ts';

export function applyText(run: Run, text: string, fileName: string): ApplyResult {
  const line = `kubectl apply -f ${fileName}`;
  const objects = parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
  const applied: { kind: string; namespace: string; name: string; outcome: 'created' | 'configured' | 'unchanged' }[] = [];
  const problems: { message: string; document: number }[] = [];
  run.perform('editor.apply', line, (client) => {
    for (const [document, object] of objects.entries()) {
      const namespace = object.metadata.namespace ?? 'default';
      const key = { kind: object.kind as 'Deployment', namespace, name: object.metadata.name };
      const isNew = client.get(key) === undefined;
      const answer = isNew
        ? client.request({ verb: 'create', object: { ...object, metadata: { ...object.metadata, namespace } }, namespace })
        : client.request({ verb: 'patch', key, patchType: 'strategic', body: object });
      if (answer.ok) applied.push({ kind: object.kind, namespace, name: object.metadata.name, outcome: isNew ? 'created' : 'configured' });
      else problems.push({ message: answer.error.message, document });
    }
  });
  const stdout = applied.map(({ kind, name, outcome }) => `${kind.toLowerCase()}/${name} ${outcome}\n`).join('');
  return {
    line,
    stdout,
    stderr: problems.map(({ message }) => message).join('\n'),
    exitCode: problems.length === 0 ? 0 : 1,
    problems,
    applied,
  };
}

export function stringifyManifest(object: unknown): string {
  return stringify(object);
}
