/** `kubectl set image deployment/web web=shop/web:2.1.0`. upstream: pkg/cmd/set/set_image.go */
import type { Client } from '../api/client.ts';
import type { Container } from '../api/core.ts';
import { namespaceFlag, objectName } from './names.ts';
import { type Output, Printer } from './output.ts';
import { deploymentKey, getDeployment, type Target } from './target.ts';

/** `container` `*` means every container and init container. */
export interface ImageUpdate {
  readonly container: string;
  readonly image: string;
}

interface Rewritten {
  readonly containers: readonly Container[];
  readonly found: ReadonlySet<string>;
}

function rewrite(containers: readonly Container[], updates: readonly ImageUpdate[]): Rewritten {
  const found = new Set<string>();
  const rewritten = containers.map((container) => {
    const matching = updates.filter((update) => update.container === '*' || update.container === container.name);
    for (const update of matching) found.add(update.container);
    const image = matching.at(-1)?.image ?? container.image;
    return image === container.image || image === undefined ? container : { ...container, image };
  });
  return { containers: rewritten, found };
}

/** The strategic merge patch between two lists that differ in images alone; undefined when they do not. */
function listPatch(field: 'containers' | 'initContainers', before: readonly Container[], after: readonly Container[]): object | undefined {
  const changed = after.filter((container, i) => container !== before[i]);
  if (changed.length === 0) return undefined;
  return {
    [`$setElementOrder/${field}`]: after.map(({ name }) => ({ name })),
    [field]: changed.map(({ image, name }) => ({ image, name })),
  };
}

function usageError(updates: readonly ImageUpdate[]): string | undefined {
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
  const usage = usageError(updates);
  if (usage !== undefined) {
    printer.fail({ text: usage });
    return printer.end();
  }
  const deployment = getDeployment(client, target, printer);
  if (deployment === undefined) return printer.end();

  const { containers, initContainers = [] } = deployment.spec.template.spec;
  const app = rewrite(containers, updates);
  const init = rewrite(initContainers, updates);
  for (const { container } of updates) {
    if (!app.found.has(container) && !init.found.has(container)) {
      printer.fail({ text: `error: unable to find container named "${container}"` });
    }
  }
  const lists = { ...listPatch('containers', containers, app.containers), ...listPatch('initContainers', initContainers, init.containers) };
  if (Object.keys(lists).length === 0) return printer.end();

  const answer = client.request({
    verb: 'patch',
    key,
    patchType: 'strategic',
    body: { spec: { template: { spec: lists } } },
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
