/** What an object is there for: the first thing that somebody who asks why it waits has to know. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { WantsView } from '../view.ts';
import { revisionOf, type World } from '../world.ts';

/** Undefined for kinds that ask for nothing themselves. */
export function wantsOf(object: KubeObject, world: World): WantsView | undefined {
  if (object.metadata.deletionTimestamp !== undefined) return { code: 'gone' };
  switch (object.kind) {
    case 'Deployment': {
      const revision = revisionOf(object);
      return { code: 'replicas', count: (object as Deployment).spec.replicas ?? 1, ...(revision === undefined ? {} : { revision }) };
    }
    case 'ReplicaSet':
      return { code: 'pods', count: (object as ReplicaSet).spec.replicas ?? 1 };
    case 'Pod':
      return { code: 'available', minReadySeconds: minReadySecondsOf(object, world) };
    default:
      return undefined;
  }
}

/** Its ReplicaSet says how long it has to be ready. */
function minReadySecondsOf({ metadata }: KubeObject, world: World): number {
  const owner = metadata.ownerReferences?.find(({ kind, controller }) => kind === 'ReplicaSet' && controller === true);
  if (owner === undefined) return 0;
  const replicaSet = world.get({ kind: 'ReplicaSet', namespace: metadata.namespace ?? '', name: owner.name });
  return (replicaSet as ReplicaSet | undefined)?.spec.minReadySeconds ?? 0;
}
