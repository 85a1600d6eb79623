/** The scripted garbage collector of a trace: it acts 10 ms after a change, one level of ownership each time. */

import type { Request } from '../../api/client.ts';
import { keyOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { World } from './world.ts';

const DELAY_MS = 10;

export class Collector {
  readonly #world: World;
  #dueAt: number | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  get nextAt(): number | undefined {
    return this.#dueAt;
  }

  /** Something changed: if there is anything to collect, its time is set. */
  observe(now: number): void {
    if (this.#dueAt === undefined && this.#work().length > 0) this.#dueAt = now + DELAY_MS;
  }

  act(): void {
    this.#dueAt = undefined;
    for (const request of this.#work()) this.#world.request(request);
  }

  /** What one level asks for, as of now. */
  #work(): readonly Request[] {
    const objects: readonly KubeObject[] = [...this.#world.deployments(), ...this.#world.replicaSets(), ...this.#world.pods()];
    const living = new Set(objects.map(({ metadata }) => metadata.uid));
    const absent = objects.filter(({ metadata }) => {
      const owners = metadata.ownerReferences ?? [];
      return metadata.deletionTimestamp === undefined && owners.length > 0 && owners.every(({ uid }) => !living.has(uid));
    });
    const leaving = objects.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    return [...absent.map((object) => remove(object, 'Background')), ...leaving.flatMap((object) => finalize(object, objects))];
  }
}

function remove(object: KubeObject, propagationPolicy: 'Background' | 'Foreground'): Request {
  return { verb: 'delete', key: keyOf(object), propagationPolicy };
}

function withoutFinalizer(object: KubeObject, finalizer: string): Request {
  const finalizers = object.metadata.finalizers?.filter((each) => each !== finalizer) ?? [];
  return { verb: 'patch', key: keyOf(object), patchType: 'merge', body: { metadata: { finalizers } } };
}

function dependentsOf(owner: KubeObject, objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) === true);
}

function finalize(owner: KubeObject, objects: readonly KubeObject[]): readonly Request[] {
  const finalizers = owner.metadata.finalizers ?? [];
  const dependents = dependentsOf(owner, objects);
  if (finalizers.includes('orphan')) {
    const strip = dependents.map((dependent): Request => {
      const ownerReferences = dependent.metadata.ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid) ?? [];
      return { verb: 'patch', key: keyOf(dependent), patchType: 'merge', body: { metadata: { ownerReferences } } };
    });
    return [...strip, withoutFinalizer(owner, 'orphan')];
  }
  if (!finalizers.includes('foregroundDeletion')) return [];
  if (dependents.length === 0) return [withoutFinalizer(owner, 'foregroundDeletion')];
  return dependents
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map((dependent) => remove(dependent, dependentsOf(dependent, objects).length > 0 ? 'Foreground' : 'Background'));
}
