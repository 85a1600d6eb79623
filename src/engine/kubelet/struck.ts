/** What faults do to the pods of a kubelet. upstream has no such thing: there the world itself is at fault. */

import type { Handling, Memory, Pass, Wake } from '../actor.ts';
import type { ActiveFault, FaultKind } from '../faults/fault.ts';
import { faultsOf, isLost, isStruck, strikesPod } from '../faults/match.ts';
import { hidesImage } from '../faults/table.ts';
import { hasExited, isRunning, type PodLife, setContainer } from './life.ts';
import { livesKey } from './outlook.ts';
import { type PodSync, specOf, want } from './sync.ts';

/** Whether a fault of the kind is about the container. */
export function isStruckBy({ pass, draft }: PodSync, kind: FaultKind, container: string): boolean {
  return isStruck(pass.faults, kind, draft.pod, specOf(draft.pod, container), pass.cache);
}

/** Whether a fault has taken the container's image from the node. */
export function isImageHidden({ pass, draft }: PodSync, container: string): boolean {
  return hidesImage(faultsOf(pass.faults, draft.pod, specOf(draft.pod, container), pass.cache));
}

/** Whether any fault is about the container. */
export function isStruckAtAll({ pass, draft }: PodSync, container: string): boolean {
  return faultsOf(pass.faults, draft.pod, specOf(draft.pod, container), pass.cache).length > 0;
}

function silentKey(node: string): string {
  return `silent ${node}`;
}

/** A pod of a node whose kubelet is silent: it has its turn when the kubelet is back. */
export function keepForLater(pass: Pass, node: string, key: string): boolean {
  if (!isLost(pass.faults, node)) return false;
  const waiting = pass.memory.get<readonly string[]>(silentKey(node)) ?? [];
  if (!waiting.includes(key)) pass.memory.set(silentKey(node), [...waiting, key]);
  return true;
}

function mark(memory: Memory, namespace: string, name: string, change: Partial<PodLife>): boolean {
  const key = livesKey(namespace, name);
  const lives = memory.get<readonly PodLife[]>(key);
  if (lives === undefined) return false;
  memory.set(
    key,
    lives.map((life) => ({ ...life, ...change })),
  );
  return true;
}

/** A fault comes or goes: the workers of all pods that it is about look at them anew. */
export function wakesOfFault({ fault }: ActiveFault, isOn: boolean, { cache, memory }: Handling): readonly Wake[] {
  const { target, kind } = fault;
  const wakes = new Map<string, Wake>();
  if (kind === 'nodeLost') {
    const node = target.node ?? '';
    for (const { metadata } of cache.podsOnNode(node)) {
      const { namespace = '', name } = metadata;
      mark(memory, namespace, name, { wasSilent: true });
      wakes.set(`${namespace}/${name}`, { key: `${namespace}/${name}` });
    }
    for (const key of memory.get<readonly string[]>(silentKey(node)) ?? []) wakes.set(key, { key });
    memory.delete(silentKey(node));
    return isOn ? [] : [...wakes.values()];
  }
  for (const pod of cache.list('Pod')) {
    if (!strikesPod(target, pod as Parameters<typeof strikesPod>[1], cache)) continue;
    const { namespace = '', name } = pod.metadata;
    if (mark(memory, namespace, name, { isDisturbed: true })) wakes.set(`${namespace}/${name}`, { key: `${namespace}/${name}` });
  }
  return [...wakes.values()];
}

/** Plans the end of runs anew after a fault came or went. Ends that a stop has brought about stand. */
function replanExits({ pass, runtime, draft }: PodSync): void {
  const isStopping = draft.worker !== 'syncing' || draft.toKill.length > 0 || draft.point === 'hookFailed';
  if (isStopping) return;
  for (const { name, current } of draft.containers) {
    if (current?.startedAt === undefined || !isRunning(current, pass.now) || hasExited(current, pass.now)) continue;
    const { startedAt, attempt } = current;
    const subject = { pod: draft.pod, container: specOf(draft.pod, name), attempt };
    const end = runtime.run(pass, subject, startedAt);
    const { exit: _, ...running } = current;
    const at = end === undefined ? 0 : Math.ceil((startedAt + end.afterMs) / runtime.grainMs) * runtime.grainMs;
    const exit = end === undefined ? undefined : { at: Math.max(at, pass.now), code: end.code, reason: end.reason };
    setContainer(draft, name, { current: { ...running, exit } });
  }
}

/** The kubelet was silent and is back: what others have written of the pod meanwhile is where it begins. */
function startOver({ pass, draft }: PodSync): void {
  const live = pass.live.get({ kind: 'Pod', namespace: draft.namespace, name: draft.name }) as PodLife['pod'] | undefined;
  if (live?.metadata.uid !== draft.uid || draft.status === undefined) return;
  const conditions = live.status?.conditions ?? [];
  draft.status = { ...draft.status, conditions };
  want(draft, pass.now);
}

/** Lets the pod feel what has come or gone since its worker last looked. */
export function feel(sync: PodSync): void {
  const { draft } = sync;
  if (draft.isDisturbed === true) {
    draft.isDisturbed = undefined;
    replanExits(sync);
  }
  if (draft.wasSilent === true) {
    draft.wasSilent = undefined;
    startOver(sync);
  }
}
