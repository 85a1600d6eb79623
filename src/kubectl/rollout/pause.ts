/** `kubectl rollout pause` and `resume`. upstream: pkg/cmd/rollout/rollout_pause.go, rollout_resume.go */
import type { Client } from '../../api/client.ts';
import { namespaceFlag, objectName, quotedName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';

function setPaused(client: Client, target: Target, paused: boolean): Output {
  const key = deploymentKey(target);
  const verb = paused ? 'pause' : 'resume';
  const printer = new Printer(`kubectl rollout ${verb} deployment/${target.name}${namespaceFlag(key)}`);
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  if ((deployment.spec.paused ?? false) === paused) {
    printer.fail({ text: `error: ${quotedName(key)} ${paused ? 'is already paused' : 'is not paused'}` });
    return printer.end();
  }
  const answer = client.request({
    verb: 'patch',
    key,
    patchType: 'strategic',
    body: { spec: { paused: paused ? true : null } },
    fieldManager: 'kubectl-rollout',
  });
  if (answer.ok) {
    printer.serverWarnings(answer.value.warnings);
    printer.print(`${objectName(key)} ${verb}d`);
  } else {
    printer.fail({ text: `failed to patch: ${answer.error.message}` });
  }
  return printer.end();
}

/** Marks a Deployment as paused: changes to its template start no rollout until it is resumed. */
export function rolloutPause(client: Client, target: Target): Output {
  return setPaused(client, target, true);
}

/** Takes the mark away. */
export function rolloutResume(client: Client, target: Target): Output {
  return setPaused(client, target, false);
}
