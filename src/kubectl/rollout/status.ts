/** `kubectl rollout status`, for one moment. upstream: polymorphichelpers/rollout_status.go */
import type { Deployment } from '../../api/apps.ts';
import type { Client } from '../../api/client.ts';
import { namespaceFlag } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';
import { revisionOf } from './revisions.ts';

export type RolloutStatus =
  /** `done`: kubectl would stop watching. */
  { readonly done: boolean; readonly text: string } | { readonly done: true; readonly error: string };

/** What kubectl says of a Deployment as it is; `revision` is the pinned one (0: none). */
export function rolloutStatusOf(deployment: Deployment, revision = 0): RolloutStatus {
  const { metadata, spec, status = {} } = deployment;
  const { name } = metadata;
  if (revision > 0) {
    const running = revisionOf(deployment);
    if (running !== revision) {
      return { done: true, error: `desired revision (${revision}) is different from the running revision (${running ?? 0})` };
    }
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return { done: false, text: 'Waiting for deployment spec update to be observed...' };
  }
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return { done: true, error: `deployment "${name}" exceeded its progress deadline` };
  const { replicas: current = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status;
  const waiting = `Waiting for deployment "${name}" rollout to finish:`;
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return { done: false, text: `${waiting} ${updated} out of ${spec.replicas} new replicas have been updated...` };
  }
  if (current > updated) return { done: false, text: `${waiting} ${current - updated} old replicas are pending termination...` };
  if (available < updated) return { done: false, text: `${waiting} ${available} of ${updated} updated replicas are available...` };
  return { done: true, text: `deployment "${name}" successfully rolled out` };
}

/** `kubectl rollout status --watch=false`: one line about this moment. */
export function rolloutStatus(client: Client, target: Target, revision = 0): Output {
  const pinned = revision === 0 ? '' : ` --revision=${revision}`;
  const printer = new Printer(`kubectl rollout status deployment/${target.name}${namespaceFlag(deploymentKey(target))}${pinned}`);
  if (revision < 0) {
    printer.fail({ text: `revision must be a positive integer: ${revision}` });
    return printer.end();
  }
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  const status = rolloutStatusOf(deployment, revision);
  if ('error' in status) printer.fail({ text: status.error });
  else printer.print(status.text);
  return printer.end();
}
