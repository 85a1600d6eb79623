/** What a Deployment waits for. The order of the questions is that of its controller's own passes. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { HorizontalPodAutoscaler } from '../../api/autoscaling.ts';
import type { ObjectKey } from '../../api/client.ts';
import { keyOf } from '../../api/key.ts';
import type { SimTime } from '../../engine/setup.ts';
import { isComplete } from '../complete.ts';
import { limitsOf } from '../limits.ts';
import { findNewReplicaSet } from '../replicaSets.ts';
import { waitingOf } from '../waiting.ts';
import { revisionOf, type World } from '../world.ts';
import { deletionWait } from './deletionWait.ts';
import { dueAt, keysOf, nameOf, nodeEndings, turn, turnAtHand } from './endings.ts';
import { type Lane, lanesOf, replicaSetsOf } from './lanes.ts';
import type { Records } from './records.ts';
import { refusedFacts, retryEnding } from './refusedWait.ts';
import type { CommonWait, DeploymentWait, Ending } from './wait.ts';

/** Undefined for a Deployment that is complete. */
export function deploymentWait(deployment: Deployment, world: World, records: Records): DeploymentWait | CommonWait | undefined {
  const replicaSets = replicaSetsOf(deployment, world);
  const deleting = deletionWait(deployment, keysOf(replicaSets), world);
  if (deleting !== undefined) return deleting;
  return isComplete(deployment) ? undefined : new Rollout(deployment, replicaSets, world, records).answer();
}

/** What any change of a Deployment's ReplicaSets and pods may end. */
class Rollout {
  readonly #deployment: Deployment;
  readonly #replicaSets: readonly ReplicaSet[];
  readonly #world: World;
  readonly #records: Records;
  readonly #who: ObjectKey;
  readonly #fresh: ReplicaSet | undefined;
  readonly #lanes: readonly Lane[];

  constructor(deployment: Deployment, replicaSets: readonly ReplicaSet[], world: World, records: Records) {
    this.#deployment = deployment;
    this.#replicaSets = replicaSets;
    this.#world = world;
    this.#records = records;
    this.#who = keyOf(deployment);
    this.#fresh = findNewReplicaSet(deployment, [...replicaSets]);
    this.#lanes = lanesOf(replicaSets, this.#fresh, world);
  }

  answer(): DeploymentWait | CommonWait {
    const who = this.#who;
    const limits = limitsOf(this.#deployment);
    // What the conditions say follows from what is asked here, a moment later.
    const waiting = waitingOf({
      deployment: { ...this.#deployment, status: { ...this.#deployment.status, conditions: [] } },
      limits,
      lanes: this.#lanes.map(({ counts }) => counts),
      revision: this.#fresh === undefined ? undefined : revisionOf(this.#fresh),
      retryAt: undefined,
    });
    if (waiting.code === 'paused')
      return { who, code: 'paused', endings: [{ by: 'person', how: 'resume' }, this.#owned(), this.#turn(), ...this.#scalers()] };
    const refused = this.#refused(waiting.code === 'controller');
    if (refused !== undefined) return refused;
    switch (waiting.code) {
      case 'bothLimits': {
        const { counted, ceiling, available, floor } = waiting;
        const pods = this.#newPods();
        return pods === undefined ? this.#controllersTurn() : { who, code: 'both limits', counted, ceiling, available, floor, ...pods };
      }
      case 'newPods':
      case 'deadlineExceeded': {
        const pods = this.#newPods();
        if (pods === undefined) return this.#controllersTurn();
        const { notAvailable } = waiting;
        const available = this.#lanes.reduce((sum, { counts }) => sum + counts.available, 0);
        const mayRemove = waiting.code === 'newPods' ? waiting.mayRemove : 0;
        return { who, code: 'new pods', notAvailable, available, floor: limits.floor, mayRemove, ...pods };
      }
      case 'oldPodsLeave': {
        const old = this.#others().flatMap(({ pods }) => keysOf(pods));
        const endings: readonly Ending[] = [{ by: 'object', keys: old }, this.#turn(), ...this.#outside()];
        return { who, code: 'old pods leave', leaving: waiting.leaving, endings };
      }
      default:
        return this.#controllersTurn();
    }
  }

  #turn(): Ending {
    return turn('deployment', nameOf(this.#deployment));
  }

  /** Everything that it owns: any change of it may move the rollout. */
  #owned(): Ending {
    return { by: 'object', keys: [...keysOf(this.#replicaSets), ...this.#lanes.flatMap(({ pods }) => keysOf(pods))] };
  }

  /** Autoscalers that will give it another size. */
  #scalers(): readonly Ending[] {
    const { namespace = '', name } = this.#deployment.metadata;
    const endings: Ending[] = [];
    for (const object of this.#world.all('HorizontalPodAutoscaler', namespace)) {
      const { kind, name: target } = (object as HorizontalPodAutoscaler).spec.scaleTargetRef;
      const at = this.#world.turnOf('horizontalpodautoscaler', nameOf(object));
      if (kind === 'Deployment' && target === name && at !== undefined) endings.push(turn('horizontalpodautoscaler', nameOf(object), at));
    }
    return endings;
  }

  /** Who else moves it: nodes that lose its pods, and autoscalers. */
  #outside(): readonly Ending[] {
    const nodes = nodeEndings(() => this.#lanes.flatMap(({ pods }) => pods), this.#world);
    return [...nodes, ...this.#scalers(), ...turnAtHand('deployment', nameOf(this.#deployment), this.#world)];
  }

  #others(): readonly Lane[] {
    return this.#lanes.filter(({ replicaSet }) => replicaSet !== this.#fresh);
  }

  #controllersTurn(): CommonWait {
    const counts: readonly Ending[] = this.#replicaSets.map((each) => turn('replicaset', nameOf(each)));
    return { who: this.#who, code: 'controller turn', endings: [this.#turn(), this.#owned(), ...counts, ...this.#outside()] };
  }

  #refused(isControllersTurn: boolean): DeploymentWait | undefined {
    const { metadata } = this.#deployment;
    const { namespace = '' } = metadata;
    const key = nameOf(this.#deployment);
    const own = this.#records.refusedOf('deployment', key);
    if (own !== undefined && this.#fresh === undefined) {
      const retry = retryEnding('deployment', key, own, this.#world);
      const facts = refusedFacts(own, namespace, '', this.#world);
      return { who: this.#who, code: 'replicaset refused', ...facts, endings: [retry], ...dueAt(latestOf(retry)) };
    }
    // The Deployment's own condition is a copy that comes later and stays longer: its ReplicaSet's decides.
    const replicaSet = this.#lanes.find(isRefused)?.replicaSet;
    if (replicaSet === undefined || isControllersTurn) return undefined;
    const refused = this.#records.refusedOf('replicaset', nameOf(replicaSet));
    const retry = retryEnding('replicaset', nameOf(replicaSet), refused, this.#world);
    const words = replicaSet.status?.conditions?.find(({ type }) => type === 'ReplicaFailure')?.message ?? '';
    const facts = refusedFacts(refused, namespace, words, this.#world);
    const endings: readonly Ending[] = [retry, this.#turn(), this.#owned(), ...this.#outside()];
    return { who: this.#who, code: 'refused', replicaSet: replicaSet.metadata.name, ...facts, endings, ...dueAt(latestOf(retry)) };
  }

  /** The new pods that are not available, undefined when there is none: any of them moves it on, by a change or by time. */
  #newPods(): { readonly endings: readonly Ending[]; readonly dueAt?: SimTime } | undefined {
    const lane = this.#lanes.find(({ replicaSet }) => replicaSet === this.#fresh);
    // All of them are, and only the controllers have not counted them yet.
    if (lane === undefined || lane.waiting.length === 0 || isCountedAvailable(lane.replicaSet)) return undefined;
    const at = lane.availableAt;
    const byTime: readonly Ending[] = at === undefined ? [] : [{ by: 'time', at }];
    // An old pod that stops working, or comes back, moves the sum too.
    const keys = keysOf([...lane.waiting, ...this.#others().flatMap(({ pods }) => pods)]);
    // What the pods did moves the rollout when their ReplicaSet has counted it.
    const count = turn('replicaset', nameOf(lane.replicaSet));
    return { endings: [{ by: 'object', keys }, ...byTime, count, ...this.#outside()], ...dueAt(at) };
  }
}

function latestOf(ending: Ending): SimTime | undefined {
  return ending.by === 'turn' ? ending.atLatest : undefined;
}

/** The ReplicaSet has told that all of its pods are available: the Deployment controller will believe it, even if one has failed since. */
function isCountedAvailable({ spec, status }: ReplicaSet): boolean {
  return (spec.replicas ?? 1) === (status?.availableReplicas ?? 0) && (status?.replicas ?? 0) === (spec.replicas ?? 1);
}

/** The API server refused a pod that it wants. */
function isRefused({ replicaSet: { status }, counts }: Lane): boolean {
  const failure = status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  return counts.active < counts.desired && failure?.status === 'True';
}
