/** Owner references: whose controller an object answers to, and how objects are adopted and released. upstream: pkg/controller/controller_ref_manager.go */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Kind, Status } from '../../api/client.ts';
import type { KubeObject, OwnerReference } from '../../api/meta.ts';
import { isEmptySelector, matchesSelector } from '../../api/selector.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Pass } from '../actor.ts';

/** The owner reference that is a controller's. upstream: metav1.GetControllerOf */
export function getControllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((each) => each.controller === true);
}

/** upstream: metav1.NewControllerRef */
export function newControllerRef({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}

/** Gives and takes ownership of objects of one kind on behalf of one controller object, for the length of one sync. */
export class ControllerRefManager<T extends KubeObject> {
  readonly #pass: Pass;
  readonly #controller: Deployment | ReplicaSet;
  readonly #kind: Kind;
  #canAdopt: Result<undefined, Status> | undefined;

  constructor(pass: Pass, controller: Deployment | ReplicaSet, kind: 'ReplicaSet' | 'Pod') {
    this.#pass = pass;
    this.#controller = controller;
    this.#kind = kind;
  }

  /** Whether the selector picks an object with these labels. */
  matches(labels: Readonly<Record<string, string>> | undefined): boolean {
    const { selector } = this.#controller.spec;
    return !isEmptySelector(selector) && matchesSelector(selector, labels ?? {});
  }

  /**
   * Of the objects that the controller owns or might own, those that are its own after this: owned ones with matching labels, and orphans,
   * which are adopted. Owned ones that no longer match are released. upstream: ClaimReplicaSets, ClaimPods
   */
  claim(objects: Iterable<T>): Result<readonly T[], Status> {
    const claimed: T[] = [];
    const failures: Status[] = [];
    for (const object of objects) {
      const claim = this.#claimObject(object);
      if (!claim.ok) failures.push(claim.error);
      else if (claim.value) claimed.push(object);
    }
    const [first, ...others] = failures;
    if (first === undefined) return ok(claimed);
    return err(others.length === 0 ? first : { ...first, message: `[${failures.map((each) => each.message).join(', ')}]` });
  }

  /** upstream: ClaimObject */
  #claimObject(object: T): Result<boolean, Status> {
    const { metadata } = this.#controller;
    const isDeleting = metadata.deletionTimestamp !== undefined;
    const owner = getControllerOf(object);
    const matches = this.matches(object.metadata.labels);
    if (owner !== undefined) {
      if (owner.uid !== metadata.uid) return ok(false);
      if (matches) return ok(true);
      return isDeleting ? ok(false) : this.#release(object);
    }
    if (isDeleting || !matches || object.metadata.deletionTimestamp !== undefined) return ok(false);
    return object.metadata.namespace === metadata.namespace ? this.#adopt(object) : ok(false);
  }

  /** Asks the API server, not the cache, whether we still live: adopting on behalf of a deleted controller would leak. upstream: RecheckDeletionTimestamp */
  #recheck(): Result<undefined, Status> {
    const { kind, metadata } = this.#controller;
    const fresh = this.#pass.live.get({ kind, namespace: metadata.namespace ?? '', name: metadata.name });
    const name = `${metadata.namespace ?? ''}/${metadata.name}`;
    const refuse = (message: string): Result<undefined, Status> =>
      err({ code: 0, reason: '', message: `can't adopt ${this.#kind}: ${message}` });
    if (fresh === undefined) return refuse(`${kind} ${name} not found`);
    if (fresh.metadata.uid !== metadata.uid) {
      return refuse(`original ${kind} ${name} is gone: got uid ${fresh.metadata.uid ?? ''}, wanted ${metadata.uid ?? ''}`);
    }
    if (fresh.metadata.deletionTimestamp !== undefined)
      return refuse(`${name} has just been deleted at ${fresh.metadata.deletionTimestamp}`);
    return ok(undefined);
  }

  #adopt(object: T): Result<boolean, Status> {
    this.#canAdopt ??= this.#recheck();
    if (!this.#canAdopt.ok) return this.#canAdopt;
    return this.#patch(object, { uid: object.metadata.uid, ownerReferences: [newControllerRef(this.#controller)] }, true);
  }

  #release(object: T): Result<boolean, Status> {
    const reference = { $patch: 'delete', uid: this.#controller.metadata.uid };
    const patched = this.#patch(object, { uid: object.metadata.uid, ownerReferences: [reference] }, false);
    // The object is another by now, or has no owner any more: either way it is not ours.
    return !patched.ok && patched.error.reason === 'Invalid' ? ok(false) : patched;
  }

  #patch(object: T, metadata: unknown, claimed: boolean): Result<boolean, Status> {
    const key = { kind: this.#kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
    const answer = this.#pass.request({ verb: 'patch', key, patchType: 'strategic', body: { metadata } });
    if (answer.ok) return ok(claimed);
    return answer.error.reason === 'NotFound' ? ok(false) : err(answer.error);
  }
}
