import type { Deployment } from '../api/apps.ts';

/** Whether the controller has finished with this version of the Deployment. upstream: deployment_util.go DeploymentComplete */
export function isComplete({ metadata, spec, status }: Deployment): boolean {
  const replicas = spec.replicas ?? 1;
  return (
    (status?.updatedReplicas ?? 0) === replicas &&
    (status?.replicas ?? 0) === replicas &&
    (status?.availableReplicas ?? 0) === replicas &&
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/** The line that `kubectl rollout status` prints at this moment. upstream: kubectl/pkg/polymorphichelpers/rollout_status.go */
export function rolloutStatus({ metadata, spec, status }: Deployment): string {
  const name = JSON.stringify(metadata.name);
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) return 'Waiting for deployment spec update to be observed...';
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return `error: deployment ${name} exceeded its progress deadline`;
  const waiting = `Waiting for deployment ${name} rollout to finish:`;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  const wanted = spec.replicas ?? 1;
  if (updatedReplicas < wanted) return `${waiting} ${updatedReplicas} out of ${wanted} new replicas have been updated...`;
  if (replicas > updatedReplicas) return `${waiting} ${replicas - updatedReplicas} old replicas are pending termination...`;
  if (availableReplicas < updatedReplicas) return `${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`;
  return `deployment ${name} successfully rolled out`;
}
