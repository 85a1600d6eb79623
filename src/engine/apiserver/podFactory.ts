/**
 * Pods that a controller makes from one template differ in their metadata only, so defaults, admission and rules are worked out
 * for the first of them and remembered by the identity of the template's spec. It is a memo: nothing in it is state of the cluster.
 */
import type { Pod, PodSpec, PodStatus } from '../../api/core.ts';
import type { KubeObject, Labels } from '../../api/meta.ts';
import { limitNoteOf } from './admission/limitRanger.ts';
import { policiesFor } from './admission/policies.ts';
import { serviceAccountOf } from './podAdmission.ts';
import { POD_GENERATION_SINCE } from './podStrategy.ts';
import type { Store } from './store.ts';

interface Prepared {
  readonly spec: PodSpec;
  readonly status: PodStatus;
  readonly annotations: Labels | undefined;
  /** What it was worked out with. */
  readonly policies: readonly (KubeObject | undefined)[];
}

export class PodFactory {
  readonly #prepared = new WeakMap<PodSpec, Prepared>();
  readonly #minor: number;
  readonly #withoutServiceAccounts: boolean;

  constructor(minor: number, withoutServiceAccounts: boolean) {
    this.#minor = minor;
    this.#withoutServiceAccounts = withoutServiceAccounts;
  }

  knows(template: PodSpec): boolean {
    return this.#prepared.has(template);
  }

  /** Remembers what became of a pod with this template in admission. */
  learn(template: PodSpec, pod: Pod, namespace: string, store: Store): void {
    const { spec, status } = pod;
    if (status === undefined) return;
    const policies = policiesFor(namespace, serviceAccountOf(pod), store);
    this.#prepared.set(template, { spec, status, annotations: limitNoteOf(pod), policies });
  }

  /** The pod as it leaves admission, if its template is known and nothing that decides about it has changed since. */
  make(pod: Pod, namespace: string, store: Store): Pod | undefined {
    const prepared = this.#prepared.get(pod.spec);
    if (prepared === undefined) return undefined;
    const policies = policiesFor(namespace, serviceAccountOf(pod), store);
    if (!sameObjects(policies, prepared.policies) || (policies[0] === undefined && !this.#withoutServiceAccounts)) return undefined;
    const noted =
      prepared.annotations === undefined
        ? pod.metadata
        : { ...pod.metadata, annotations: { ...pod.metadata.annotations, ...prepared.annotations } };
    const metadata = this.#minor >= POD_GENERATION_SINCE ? { ...noted, generation: 1 } : noted;
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec: prepared.spec, status: prepared.status };
  }
}

function sameObjects(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((object, index) => object === b[index]);
}
