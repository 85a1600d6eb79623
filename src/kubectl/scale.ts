/** `kubectl scale deployment/web --replicas=3`. upstream: pkg/cmd/scale/scale.go */
import type { Answer, Client } from '../api/client.ts';
import { err } from '../base/result.ts';
import type { Info } from './builder.ts';
import { namespaceFlag, objectName } from './names.ts';
import { type Output, Printer } from './output.ts';
import { resourceOf } from './resources.ts';
import { deploymentKey, getDeployment, type Target } from './target.ts';

/** Sets `spec.replicas` through the scale subresource; what has none is answered as a path that does not exist. */
export function scaleObject(
  send: Client['request'],
  { resource, namespace, name }: Pick<Info, 'resource' | 'namespace' | 'name'>,
  replicas: number,
): Answer {
  const { stored, subresources } = resource;
  if (stored === undefined || !subresources.includes('scale')) {
    return err({ code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' });
  }
  return send({
    verb: 'patch',
    key: { kind: stored, namespace, name },
    patchType: 'merge',
    subresource: 'scale',
    body: { spec: { replicas } },
  });
}

/** What the page's button does. Says `scaled` even if the count is the same. */
export function scale(client: Client, target: Target, replicas: number): Output {
  const key = deploymentKey(target);
  const printer = new Printer(`kubectl scale deployment/${target.name} --replicas=${replicas}${namespaceFlag(key)}`);
  if (replicas < 0) {
    printer.fail({ text: 'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0' });
    return printer.end();
  }
  if (getDeployment(client, target, printer) === undefined) return printer.end();
  const answer = scaleObject((request) => client.request(request), { resource: resourceOf('Deployment'), ...target }, replicas);
  if (answer.ok) {
    printer.serverWarnings(answer.value.warnings);
    printer.print(`${objectName(key)} scaled`);
  } else {
    printer.fail({ status: answer.error });
  }
  return printer.end();
}
