/** The taints that follow from a node's condition. upstream: nodelifecycle doNoScheduleTaintingPass, doNoExecuteTaintingPass */
import type { Node, Pod, Taint } from '../../../api/core.ts';
import type { Time } from '../../../api/meta.ts';
import { tolerates } from '../../tolerations.ts';

const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const NOT_READY = 'node.kubernetes.io/not-ready';
const OURS = new Set([UNSCHEDULABLE, UNREACHABLE, NOT_READY]);

export function readyStatus(node: Node): string | undefined {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

/** The key of the taint of a node that is not ready; undefined while it is. */
export function failureTaint(node: Node): string | undefined {
  const status = readyStatus(node);
  return status === 'Unknown' ? UNREACHABLE : status === 'False' ? NOT_READY : undefined;
}

function isOurs({ key, effect }: Taint, ofEffect: string): boolean {
  return effect === ofEffect && OURS.has(key);
}

function same(a: readonly Taint[], b: readonly Taint[]): boolean {
  return a.length === b.length && a.every(({ key, effect }) => b.some((each) => each.key === key && each.effect === effect));
}

/** The node's taints with those of one effect made what they should be; undefined when they are that already. */
function withTaints(node: Node, effect: string, keys: readonly string[], now: Time): readonly Taint[] | undefined {
  const taints = node.spec.taints ?? [];
  const wanted = keys.map(
    (key): Taint => taints.find((each) => each.key === key && each.effect === effect) ?? { key, effect, timeAdded: now },
  );
  const next = [...taints.filter((taint) => !isOurs(taint, effect)), ...wanted];
  return same(taints, next) ? undefined : next;
}

/** What keeps new pods away follows at once. */
export function withNoSchedule(node: Node, now: Time): readonly Taint[] | undefined {
  const failure = failureTaint(node);
  const keys = [...(failure === undefined ? [] : [failure]), ...(node.spec.unschedulable === true ? [UNSCHEDULABLE] : [])];
  return withTaints(node, 'NoSchedule', keys, now);
}

/** What drives pods out. `mayAdd`: the limit of evictions lets it. */
export function withNoExecute(node: Node, mayAdd: boolean, now: Time): readonly Taint[] | undefined {
  const failure = failureTaint(node);
  return withTaints(node, 'NoExecute', failure !== undefined && mayAdd ? [failure] : [], now);
}

export function hasNoExecute(node: Node): boolean {
  return node.spec.taints?.some((taint) => taint.effect === 'NoExecute') === true;
}

/** How long the pod may stay on the node, milliseconds; undefined: for ever. upstream: pkg/controller/tainteviction getMinTolerationTime */
export function staysFor(pod: Pod, node: Node): number | undefined {
  let least: number | undefined;
  for (const taint of node.spec.taints ?? []) {
    if (taint.effect !== 'NoExecute') continue;
    const tolerations = (pod.spec.tolerations ?? []).filter((each) => tolerates(each, taint));
    if (tolerations.length === 0) return 0;
    for (const { tolerationSeconds } of tolerations) {
      if (tolerationSeconds !== undefined) least = Math.min(least ?? Number.POSITIVE_INFINITY, Math.max(0, tolerationSeconds * 1000));
    }
  }
  return least;
}

/** Whether nothing is left to be done about the node. */
export function isSettled(node: Node, now: Time): boolean {
  return readyStatus(node) === 'True' && withNoSchedule(node, now) === undefined && withNoExecute(node, false, now) === undefined;
}
