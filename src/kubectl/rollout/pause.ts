/** `kubectl rollout pause` and `resume`. upstream: pkg/cmd/rollout/rollout_pause.go, rollout_resume.go */
import type { Deployment } from '../../api/apps.ts';
import type { Client } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { namespaceFlag, objectName, quotedName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { deploymentKey, getDeployment, type Target } from '../target.ts';

/** Marks a Deployment as paused, or takes the mark away; the error stands without a prefix of the runner's. */
export function patchPaused(client: Client, deployment: Deployment, paused: boolean): Result<KubeObject, string> {
  const { namespace = '', name } = deployment.metadata;
  const key = deploymentKey({ namespace, name });
  if ((deployment.spec.paused ?? false) === paused) {
    return err(`error: ${quotedName(key)} ${paused ? 'is already paused' : 'is not paused'}`);
  }
  const body = { spec: { paused: paused ? true : null } };
  const answer = client.request({ verb: 'patch', key, patchType: 'strategic', body, fieldManager: 'kubectl-rollout' });
  return answer.ok ? ok(answer.value.object) : err(`failed to patch: ${answer.error.message}`);
}

function setPaused(client: Client, target: Target, paused: boolean): Output {
  const key = deploymentKey(target);
  const verb = paused ? 'pause' : 'resume';
  const printer = new Printer(`kubectl rollout ${verb} deployment/${target.name}${namespaceFlag(key)}`);
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();
  const patched = patchPaused(printer.listening(client), deployment, paused);
  if (patched.ok) printer.print(`${objectName(key)} ${verb}d`);
  else printer.fail({ text: patched.error });
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
