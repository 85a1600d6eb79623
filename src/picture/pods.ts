import type { Pod } from '../api/core.ts';
import type { Outlook } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import { availableFrom, podState, type Surroundings } from './podState.ts';
import { progressOf } from './progress.ts';
import type { PodView } from './view.ts';
import { simTimeOf, uidOf, type Words } from './world.ts';

/** What a pod's view depends on besides the pod itself. */
export interface PodContext extends Surroundings {
  /** uid of the owning ReplicaSet. */
  readonly owner: string | undefined;
  readonly revision: number | undefined;
  readonly slot: number;
  readonly outlook: Outlook | undefined;
}

export interface DerivedPod {
  readonly view: PodView;
  /** When time alone makes it look different; absent: never. */
  readonly until?: SimTime;
}

/** How a pod looks at this moment, and for how long if nothing else happens. */
export function derivePod(pod: Pod, context: PodContext, words: Words): DerivedPod {
  const { owner, revision, slot, outlook, startTime } = context;
  const { name, namespace = '', creationTimestamp } = pod.metadata;
  const state = podState(pod, context);
  const availableAt = availableFrom(pod, context);
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  const createdAt = simTimeOf(creationTimestamp, startTime);
  const readySince = ready === undefined ? undefined : simTimeOf(ready.lastTransitionTime, startTime);
  const progress = progressOf(pod, { state, outlook, createdAt, readySince, availableAt });
  const node = pod.spec.nodeName;
  const ip = pod.status?.podIP;
  const view: PodView = {
    uid: uidOf(pod),
    name,
    namespace,
    suffix: owner === undefined ? name : name.slice(-5),
    state,
    slot,
    ...words.podColumns(pod),
    image: pod.spec.containers[0]?.image ?? '',
    createdAt,
    ...(owner === undefined ? {} : { owner }),
    ...(revision === undefined ? {} : { revision }),
    ...(node === undefined || node === '' ? {} : { node }),
    ...(ip === undefined ? {} : { ip }),
    ...(progress === undefined ? {} : { progress }),
    ...(outlook === undefined ? {} : { outlook }),
  };
  // Time alone changes one thing: a ready pod becomes available.
  return { view, ...(state === 'ready' && availableAt !== undefined ? { until: availableAt } : {}) };
}
