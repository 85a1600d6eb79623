/** For tests only: whether a step is what an ending names. */
import type { ObjectKey } from '../../../api/client.ts';
import { formatKey } from '../../../api/key.ts';
import { matchesSelector } from '../../../api/selector.ts';
import type { Simulation } from '../../../engine/simulation.ts';
import type { Step } from '../../../engine/step.ts';
import { controllerUid } from '../../world.ts';
import type { Ending } from '../wait.ts';

/** The key of a stand-in's step: what it had in hand is not known. */
export const ANY_KEY = '*';

export function isNamed(ending: Ending, who: ObjectKey, step: Step, simulation: Simulation): boolean {
  switch (ending.by) {
    case 'turn': {
      // To the millisecond: what is said of an instant is read off the engine's queue.
      const isDue = ending.at === undefined || step.at === ending.at;
      const isInTime = ending.atLatest === undefined || step.at <= ending.atLatest;
      return step.actor === ending.actor && (step.key === ending.key || step.key === ANY_KEY) && isDue && isInTime;
    }
    case 'object':
      return ending.keys.some((key) => hasChanged(step, key));
    case 'arrival':
      return step.changed.some((key) => {
        const labels = key.kind === 'Pod' && key.namespace === ending.namespace ? simulation.reader.get(key)?.metadata.labels : undefined;
        return labels !== undefined && matchesSelector(ending.selector, labels);
      });
    case 'node':
      return step.actor === 'nodelifecycle' && ending.keys.includes(step.key) && (ending.at === undefined || step.at >= ending.at);
    case 'owner': {
      // It is gone itself, and whoever it owned is left to the collector.
      const isGone = hasChanged(step, ending.key) && simulation.reader.get(ending.key) === undefined;
      // A Deployment hands new numbers of its template's pods, such as minReadySeconds, to the ReplicaSet.
      if (isGone || (step.actor === 'deployment' && hasChanged(step, ending.key))) return true;
      const isOwner = step.key === `${ending.key.namespace}/${ending.key.name}`;
      return isOwner && hasChanged(step, who) && isTakenAway(simulation, who, step);
    }
    case 'time':
      return simulation.now >= ending.at;
    case 'person':
      return false;
  }
}

function hasChanged({ changed }: Step, key: ObjectKey): boolean {
  return changed.some((each) => formatKey(each) === formatKey(key));
}

/** A pod leaves, is gone or is released; a ReplicaSet was given another size. */
function isTakenAway({ reader }: Simulation, who: ObjectKey, step: Step): boolean {
  if (who.kind === 'ReplicaSet') return step.actor === 'deployment';
  const pod = reader.get(who);
  // One whose labels a person has changed is released.
  return pod === undefined || pod.metadata.deletionTimestamp !== undefined || controllerUid(pod, 'ReplicaSet') === undefined;
}
