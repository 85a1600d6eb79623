/** What differs between two revisions of a Deployment, and what an undo would change. */
import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { Reader } from '../api/client.ts';
import type { PodTemplateSpec } from '../api/core.ts';
import { podTemplateHashLabel } from '../api/hash.ts';
import { stringifyManifest } from '../api/manifest.ts';
import { type DiffLine, lineDiff } from '../base/lineDiff.ts';
import { controllerUid, revisionOf, uidOf } from './world.ts';

/** A revision by its number, or the template that the Deployment asks for now. */
export type RevisionRef = number | 'current';

/** From one template to another as YAML, line by line; undefined when the Deployment or one of the revisions is not there. */
export function compareTemplates(
  reader: Reader,
  target: { readonly namespace: string; readonly name: string },
  from: RevisionRef,
  to: RevisionRef,
): readonly DiffLine[] | undefined {
  const deployment = reader.get({ kind: 'Deployment', ...target }) as Deployment | undefined;
  if (deployment === undefined) return undefined;
  const [before, after] = [templateOf(reader, deployment, from), templateOf(reader, deployment, to)];
  return before === undefined || after === undefined ? undefined : lineDiff(before, after);
}

function templateOf(reader: Reader, deployment: Deployment, revision: RevisionRef): string | undefined {
  if (revision === 'current') return textOf(deployment.spec.template);
  const { namespace = '' } = deployment.metadata;
  const found = reader
    .list('ReplicaSet', { namespace })
    .find((each) => controllerUid(each, 'Deployment') === uidOf(deployment) && revisionOf(each) === revision);
  return found === undefined ? undefined : textOf((found as ReplicaSet).spec.template);
}

/** The hash is the ReplicaSet's own: no undo brings it back. upstream: kubectl/pkg/polymorphichelpers/rollback.go */
function textOf({ metadata = {}, spec }: PodTemplateSpec): string {
  const { [podTemplateHashLabel]: _, ...labels } = metadata.labels ?? {};
  return stringifyManifest({ metadata: { ...metadata, labels }, spec });
}
