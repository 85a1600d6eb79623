/** `kubectl rollout undo`. upstream: pkg/cmd/rollout/rollout_undo.go, polymorphichelpers/rollback.go */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Client, Reader } from '../../api/client.ts';
import type { PodTemplateSpec } from '../../api/core.ts';
import { podTemplateHashLabel } from '../../api/hash.ts';
import { equalIgnoreHash } from '../../api/templateEqual.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { lastAppliedAnnotation } from '../apply/lastApplied.ts';
import { namespaceFlag, objectName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { podTemplateText } from '../print/podTemplate.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';
import { ownedReplicaSets, revisionAnnotation, revisionOf } from './revisions.ts';

/** A Deployment keeps its own values of these; all others come back with the old revision. */
const annotationsToSkip: readonly string[] = [
  lastAppliedAnnotation,
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { creationTimestamp: _time, ...metadata } = template.metadata ?? {};
  const { [podTemplateHashLabel]: _hash, ...labels } = metadata.labels ?? {};
  return { ...template, metadata: { ...metadata, labels } };
}

/** upstream: deploymentRevision; 0 means the second highest revision, whatever ran before. */
function replicaSetOfRevision(reader: Reader, deployment: Deployment, toRevision: number): Result<ReplicaSet, string> {
  const notInHistory = err(`unable to find specified revision ${toRevision} in history`);
  if (toRevision < 0) return notInHistory;
  const numbered = ownedReplicaSets(reader, deployment).filter((rs) => revisionOf(rs) !== undefined);
  if (toRevision > 0) {
    const found = numbered.find((rs) => revisionOf(rs) === toRevision);
    return found === undefined ? notInHistory : ok(found);
  }
  const [, previous] = numbered.sort((a, b) => (revisionOf(b) ?? 0) - (revisionOf(a) ?? 0));
  return previous === undefined ? err(`no rollout history found for deployment "${deployment.metadata.name}"`) : ok(previous);
}

function restoredAnnotations(deployment: Deployment, rs: ReplicaSet): Readonly<Record<string, string>> {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => annotationsToSkip.includes(key));
  const old = Object.entries(rs.metadata.annotations ?? {}).filter(([key]) => !annotationsToSkip.includes(key));
  return Object.fromEntries([...own, ...old]);
}

/**
 * Brings the template of an earlier revision back, as a new revision. `toRevision` 0: the previous one.
 * Replicas, strategy and everything else outside the template stay.
 */
export function rolloutUndo(client: Client, target: Target, toRevision: number): Output {
  const key = deploymentKey(target);
  const flag = toRevision === 0 ? '' : ` --to-revision=${toRevision}`;
  const printer = new Printer(`kubectl rollout undo deployment/${target.name}${flag}${namespaceFlag(key)}`);
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  const notice = undoWarning(deployment);
  if (notice !== undefined) printer.warn(notice);
  const outcome = rollBack(printer.listening(client), deployment, toRevision);
  if (outcome.ok) printer.print(`${objectName(key)} ${outcome.value}`);
  else printer.fail({ text: outcome.error });
  return printer.end();
}

/** What kubectl warns of before it rolls an applied object back; undefined for others. */
export function undoWarning({ metadata }: Deployment): string | undefined {
  if (metadata.annotations?.[lastAppliedAnnotation] === undefined) return undefined;
  return (
    `resource deployments/${metadata.name} was previously managed with 'kubectl apply'. Rolling back will not update the ` +
    `${lastAppliedAnnotation} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. ` +
    `Consider using 'kubectl apply' with your previous configuration file instead.`
  );
}

/** Restores the template of a revision; what is told of it. `dryRun`: `client` shows the template, `server` lets the server try. */
export function rollBack(
  client: Client,
  deployment: Deployment,
  toRevision: number,
  dryRun: 'none' | 'client' | 'server' = 'none',
): Result<string, string> {
  const rs = replicaSetOfRevision(client, deployment, toRevision);
  if (!rs.ok) return rs;
  if (dryRun === 'client') return ok(podTemplateText(rs.value.spec.template, ''));
  if (deployment.spec.paused === true) {
    return err("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
  }
  if (equalIgnoreHash(rs.value.spec.template, deployment.spec.template)) {
    return ok(`skipped rollback (current template already matches revision ${toRevision})`);
  }
  const { namespace = '', name } = deployment.metadata;
  const answer = client.request({
    verb: 'patch',
    key: deploymentKey({ namespace, name }),
    patchType: 'json',
    body: [
      { op: 'replace', path: '/spec/template', value: withoutHash(rs.value.spec.template) },
      { op: 'replace', path: '/metadata/annotations', value: restoredAnnotations(deployment, rs.value) },
    ],
    ...(dryRun === 'server' ? { dryRun: true } : {}),
  });
  if (!answer.ok) return err(`failed restoring revision ${toRevision}: ${answer.error.message}`);
  return ok('rolled back');
}
