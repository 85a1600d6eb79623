/** Which pods of a node a drain may take away. upstream: pkg/drain/filters.go */
import { fieldsOf, listOf } from '../api/fields.ts';
import type { KubeObject } from '../api/meta.ts';

export interface DrainRules {
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  /** Pods that nobody will make anew may go. */
  readonly force: boolean;
}

/** What a pod's filters say of it. */
interface Verdict {
  readonly goes: boolean;
  /** Why the whole drain is refused. */
  readonly refusal?: string;
  readonly warning?: string;
}

const fine: Verdict = { goes: true };

const controllerOf = ({ metadata }: KubeObject) => metadata.ownerReferences?.find(({ controller }) => controller === true);

function isFinished(pod: KubeObject): boolean {
  const phase = fieldsOf(fieldsOf(pod)['status'])['phase'];
  return phase === 'Succeeded' || phase === 'Failed';
}

type Filter = (pod: KubeObject, rules: DrainRules) => Verdict;

const daemonSet: Filter = (pod, { ignoreDaemonSets }) => {
  if (controllerOf(pod)?.kind !== 'DaemonSet' || isFinished(pod)) return fine;
  return ignoreDaemonSets
    ? { goes: false, warning: 'ignoring DaemonSet-managed Pods' }
    : { goes: false, refusal: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
};

const mirror: Filter = ({ metadata }) => (metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? fine : { goes: false });

const localStorage: Filter = (pod, { deleteEmptyDirData }) => {
  const volumes = listOf(fieldsOf(fieldsOf(pod)['spec'])['volumes']);
  if (isFinished(pod) || !volumes.some((volume) => fieldsOf(volume)['emptyDir'] !== undefined)) return fine;
  return deleteEmptyDirData
    ? { goes: true, warning: 'deleting Pods with local storage' }
    : { goes: false, refusal: 'Pods with local storage (use --delete-emptydir-data to override)' };
};

const unmanaged: Filter = (pod, { force }) => {
  if (isFinished(pod) || controllerOf(pod) !== undefined) return fine;
  return force
    ? { goes: true, warning: 'deleting Pods that declare no controller' }
    : { goes: false, refusal: 'Pods that declare no controller (use --force to override)' };
};

const filters: readonly Filter[] = [daemonSet, mirror, localStorage, unmanaged];

/** The first filter that keeps a pod decides; else the last word is that of the last filter. */
function verdictOn(pod: KubeObject, rules: DrainRules): Verdict {
  let verdict = fine;
  for (const filter of filters) {
    verdict = filter(pod, rules);
    if (!verdict.goes) break;
  }
  return verdict;
}

export interface DrainPlan {
  readonly pods: readonly KubeObject[];
  /** Each is one error; any of them stops the drain of the node. */
  readonly refusals: readonly string[];
  /** '' when there is nothing to warn of. */
  readonly warnings: string;
}

/** `MESSAGE: ns/a, ns/b` for each message. */
function grouped(pods: readonly (readonly [message: string, pod: KubeObject])[]): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const [message, { metadata }] of pods) {
    byMessage.set(message, [...(byMessage.get(message) ?? []), `${metadata.namespace}/${metadata.name}`]);
  }
  return [...byMessage].map(([message, names]) => `${message}: ${names.join(', ')}`);
}

/** Looks at all pods of a node. upstream: Helper.GetPodsForDeletion, PodDeleteList */
export function planDrain(pods: readonly KubeObject[], rules: DrainRules): DrainPlan {
  const judged = pods.map((pod) => ({ pod, ...verdictOn(pod, rules) }));
  const told = (field: 'refusal' | 'warning') =>
    judged.flatMap((each): (readonly [string, KubeObject])[] => {
      const message = each[field];
      return message === undefined ? [] : [[message, each.pod]];
    });
  return {
    pods: judged.filter(({ goes }) => goes).map(({ pod }) => pod),
    refusals: grouped(told('refusal')).map((text) => `cannot delete ${text}`),
    warnings: grouped(told('warning')).join('; '),
  };
}
