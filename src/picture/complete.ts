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
