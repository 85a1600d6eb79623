/** The objects of the cluster that decide what admission makes of a pod. */
import type { LimitRange } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import type { Store } from '../store.ts';

const NONE: readonly never[] = [];

function inOrder<T extends KubeObject>(objects: Iterable<KubeObject>): readonly T[] {
  return ([...objects] as T[]).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The LimitRanges of a namespace, by name. */
export function limitRangesIn(namespace: string, store: Store): readonly LimitRange[] {
  return store.count('LimitRange') === 0 ? NONE : inOrder<LimitRange>(store.all('LimitRange', namespace));
}

/** Everything that what becomes of a pod's spec depends on besides the pod: while these stay, the outcome stays. */
export function policiesFor(namespace: string, account: string, store: Store): readonly (KubeObject | undefined)[] {
  const found = store.get({ kind: 'ServiceAccount', namespace, name: account });
  if (store.count('PriorityClass') === 0 && store.count('LimitRange') === 0) return [found];
  return [found, ...inOrder(store.all('PriorityClass')), ...limitRangesIn(namespace, store)];
}
