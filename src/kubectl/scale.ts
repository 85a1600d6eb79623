/** `kubectl scale deployment/web --replicas=3`. upstream: pkg/cmd/scale/scale.go */
import type { Client } from '../api/client.ts';
import { namespaceFlag, objectName } from './names.ts';
import { type Output, Printer } from './output.ts';
import { deploymentKey, getDeployment, type Target } from './target.ts';

/** Sets `spec.replicas` through the scale subresource. Says `scaled` even if the count is the same. */
export function scale(client: Client, target: Target, replicas: number): Output {
  const key = deploymentKey(target);
  const printer = new Printer(`kubectl scale deployment/${target.name} --replicas=${replicas}${namespaceFlag(key)}`);
  if (replicas < 0) {
    printer.fail({ text: 'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0' });
    return printer.end();
  }
  if (getDeployment(client, target, printer) === undefined) return printer.end();
  const answer = client.request({ verb: 'patch', key, patchType: 'merge', subresource: 'scale', body: { spec: { replicas } } });
  if (answer.ok) {
    printer.serverWarnings(answer.value.warnings);
    printer.print(`${objectName(key)} scaled`);
  } else {
    printer.fail({ status: answer.error });
  }
  return printer.end();
}
