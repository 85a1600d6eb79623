/** `kubectl rollout restart`. upstream: pkg/cmd/rollout/rollout_restart.go, polymorphichelpers/objectrestarter.go */
import type { Client } from '../../api/client.ts';
import { namespaceFlag, objectName, quotedName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';

export const restartedAtAnnotation = 'kubectl.kubernetes.io/restartedAt';

/** Writes the time into the template, so that every pod is replaced. */
export function rolloutRestart(client: Client, target: Target): Output {
  const key = deploymentKey(target);
  const printer = new Printer(`kubectl rollout restart deployment/${target.name}${namespaceFlag(key)}`);
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  if (deployment.spec.paused === true) {
    printer.fail({ text: `error: ${quotedName(key)} can't restart paused deployment (run rollout resume first)` });
    return printer.end();
  }
  const now = client.now();
  if (deployment.spec.template.metadata?.annotations?.[restartedAtAnnotation] === now) {
    const hint = 'if restart has already been triggered within the past second, please wait before attempting to trigger another';
    printer.fail({ text: `failed to create patch for ${target.name}: ${hint}` });
    return printer.end();
  }
  const answer = client.request({
    verb: 'patch',
    key,
    patchType: 'strategic',
    body: { spec: { template: { metadata: { annotations: { [restartedAtAnnotation]: now } } } } },
    fieldManager: 'kubectl-rollout',
  });
  if (answer.ok) {
    printer.serverWarnings(answer.value.warnings);
    printer.print(`${objectName(key)} restarted`);
  } else {
    printer.fail({ text: `failed to patch: ${answer.error.message}` });
  }
  return printer.end();
}
