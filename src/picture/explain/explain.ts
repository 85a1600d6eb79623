/** What any object waits for at this moment. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { ObjectKey } from '../../api/client.ts';
import type { Node, Pod } from '../../api/core.ts';

import type { SimTime } from '../../engine/setup.ts';
import { isNodeLost } from '../nodes.ts';
import { controllerUid, type World } from '../world.ts';
import { podWait } from './podWait.ts';
import type { Wait } from './wait.ts';
import { deploymentWait, replicaSetsOf, replicaSetWait } from './workloadWait.ts';

/** When the ReplicaSet controller tries a refused creation again, by `namespace/name`. */
export type RetryOf = (replicaSet: string) => SimTime | undefined;

/** Undefined for what waits for nothing, is not there, or is of a kind that never waits. */
export function waitOf(key: ObjectKey, world: World, retryOf: RetryOf): Wait | undefined {
  const object = world.get(key);
  if (object === undefined) return undefined;
  const retry = (name: string): SimTime | undefined => retryOf(`${key.namespace}/${name}`);
  switch (key.kind) {
    case 'Deployment': {
      const deployment = object as Deployment;
      const retries = replicaSetsOf(deployment, world).flatMap(({ metadata }) => retry(metadata.name) ?? []);
      return deploymentWait(deployment, world, retries.length === 0 ? undefined : Math.min(...retries));
    }
    case 'ReplicaSet':
      return replicaSetWait(object as ReplicaSet, world, retry(key.name));
    case 'Pod':
      return podWait(object as Pod, podFacts(object as Pod, world), world);
    default:
      return undefined;
  }
}

function podFacts(pod: Pod, world: World): { readonly minReadySeconds: number; readonly isNodeLost: boolean } {
  const { namespace = '' } = pod.metadata;
  const owner = pod.metadata.ownerReferences?.find(({ kind, controller }) => kind === 'ReplicaSet' && controller === true)?.name;
  const replicaSet =
    owner === undefined ? undefined : (world.get({ kind: 'ReplicaSet', namespace, name: owner }) as ReplicaSet | undefined);
  const isOwned = replicaSet !== undefined && replicaSet.metadata.uid === controllerUid(pod, 'ReplicaSet');
  const node = world.get({ kind: 'Node', namespace: '', name: pod.spec.nodeName ?? '' }) as Node | undefined;
  return {
    minReadySeconds: isOwned ? (replicaSet.spec.minReadySeconds ?? 0) : 0,
    isNodeLost: node !== undefined && isNodeLost(node),
  };
}
