/**
 * Pods that a controller makes from one template differ in their metadata only, so defaults, admission and rules are worked out
 * for the first of them and remembered by the identity of the template's spec. It is a memo: nothing in it is state of the cluster.
 */
import type { Pod, PodSpec, PodStatus } from '../../api/core.ts';
import { serviceAccountOf } from './podAdmission.ts';
import { POD_GENERATION_SINCE } from './podStrategy.ts';
import type { Store } from './store.ts';

interface Prepared {
  readonly spec: PodSpec;
  readonly status: PodStatus;
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

  /** Remembers what became of a pod with this template in admission. What names a priority class depends on that class and is not kept. */
  learn(template: PodSpec, { spec, status }: Pod): void {
    if (spec.priorityClassName === undefined && status !== undefined) this.#prepared.set(template, { spec, status });
  }

  /** The pod as it leaves admission, if its template is known and its service account exists. */
  make(pod: Pod, namespace: string, store: Store): Pod | undefined {
    const prepared = this.#prepared.get(pod.spec);
    if (prepared === undefined) return undefined;
    const account = { kind: 'ServiceAccount', namespace, name: serviceAccountOf(pod) } as const;
    if (!this.#withoutServiceAccounts && store.get(account) === undefined) return undefined;
    const metadata = this.#minor >= POD_GENERATION_SINCE ? { ...pod.metadata, generation: 1 } : pod.metadata;
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec: prepared.spec, status: prepared.status };
  }
}
