/** `kubectl rollout restart`. upstream: pkg/cmd/rollout/rollout_restart.go, polymorphichelpers/objectrestarter.go */
import type { Deployment } from '../../api/apps.ts';
import type { Client } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { namespaceFlag, objectName, quotedName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';

export const restartedAtAnnotation = 'kubectl.kubernetes.io/restartedAt';

/** Writes the time into the template; the error stands without a prefix of the runner's. */
export function restartDeployment(client: Client, deployment: Deployment): Result<KubeObject, string> {
  const { namespace = '', name } = deployment.metadata;
  const key = deploymentKey({ namespace, name });
  if (deployment.spec.paused === true) {
    return err(`error: ${quotedName(key)} can't restart paused deployment (run rollout resume first)`);
  }
  const now = client.now();
  if (deployment.spec.template.metadata?.annotations?.[restartedAtAnnotation] === now) {
    const hint = 'if restart has already been triggered within the past second, please wait before attempting to trigger another';
    return err(`failed to create patch for ${name}: ${hint}`);
  }
  const body = { spec: { template: { metadata: { annotations: { [restartedAtAnnotation]: now } } } } };
  const answer = client.request({ verb: 'patch', key, patchType: 'strategic', body, fieldManager: 'kubectl-rollout' });
  return answer.ok ? ok(answer.value.object) : err(`failed to patch: ${answer.error.message}`);
}

/** Writes the time into the template, so that every pod is replaced. */
export function rolloutRestart(client: Client, target: Target): Output {
  const key = deploymentKey(target);
  const printer = new Printer(`kubectl rollout restart deployment/${target.name}${namespaceFlag(key)}`);
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  const restarted = restartDeployment(printer.listening(client), deployment);
  if (restarted.ok) printer.print(`${objectName(key)} restarted`);
  else printer.fail({ text: restarted.error });
  return printer.end();
}
