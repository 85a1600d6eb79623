/** `kubectl set image deployment/web web=shop/web:2.1.0`. upstream: pkg/cmd/set/set_image.go */
import type { Client } from '../api/client.ts';
import type { Container, PodSpec } from '../api/core.ts';
import { replace } from '../api/fields.ts';
import { createThreeWayMergePatch } from '../api/patch/threeWay.ts';
import { sortedKeys } from './goJson.ts';
import { namespaceFlag, objectName } from './names.ts';
import { type Output, Printer } from './output.ts';
import { deploymentKey, getDeployment, type Target } from './target.ts';

/** `container` `*` means every container and init container. */
export interface ImageUpdate {
  readonly container: string;
  readonly image: string;
}

/** A pod spec with new images, and the containers that were named and are not there. */
export function updateImages(
  podSpec: PodSpec,
  updates: readonly ImageUpdate[],
): { readonly podSpec: PodSpec; readonly missing: readonly string[] } {
  const found = new Set<string>();
  const rewrite = (containers: readonly Container[]): readonly Container[] =>
    containers.map((container) => {
      const matching = updates.filter((update) => update.container === '*' || update.container === container.name);
      for (const update of matching) found.add(update.container);
      return replace(container, { image: matching.at(-1)?.image ?? container.image });
    });
  const { containers, initContainers } = podSpec;
  const updated = {
    ...podSpec,
    containers: rewrite(containers),
    ...(initContainers === undefined ? {} : { initContainers: rewrite(initContainers) }),
  };
  return { podSpec: updated, missing: updates.map(({ container }) => container).filter((name) => !found.has(name)) };
}

/** What is wrong with the pairs themselves. */
export function imageUsageError(updates: readonly ImageUpdate[]): string | undefined {
  if (updates.length === 0) return 'at least one image update is required';
  if (updates.length > 1 && updates.some(({ container }) => container === '*'))
    return 'all containers are already specified by *, but saw more than one container_name=container_image pairs';
  return undefined;
}

/** Gives containers new images. Says nothing when they have them already, as kubectl does. */
export function setImage(client: Client, target: Target, updates: readonly ImageUpdate[]): Output {
  const key = deploymentKey(target);
  const pairs = updates.map(({ container, image }) => ` ${container}=${image}`).join('');
  const printer = new Printer(`kubectl set image deployment/${target.name}${pairs}${namespaceFlag(key)}`);
  const usage = imageUsageError(updates);
  if (usage !== undefined) {
    printer.fail({ text: usage });
    return printer.end();
  }
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();

  const { podSpec, missing } = updateImages(deployment.spec.template.spec, updates);
  printer.fail(...missing.map((name) => ({ text: `error: unable to find container named "${name}"` })));
  const updated = { ...deployment, spec: { ...deployment.spec, template: { ...deployment.spec.template, spec: podSpec } } };
  const patch = createThreeWayMergePatch('Deployment', deployment, updated, deployment);
  if (!patch.ok || Object.keys(patch.value).length === 0) return printer.end();

  const answer = client.request({
    verb: 'patch',
    key,
    patchType: 'strategic',
    body: sortedKeys(patch.value),
    fieldManager: 'kubectl-set',
  });
  if (answer.ok) {
    printer.serverWarnings(answer.value.warnings);
    printer.print(`${objectName(key)} image updated`);
  } else {
    printer.fail({ text: `failed to patch image update to pod template: ${answer.error.message}` });
  }
  return printer.end();
}
