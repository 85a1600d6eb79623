import { appStore, type Selection } from '../../store/index.ts';
import type { Names } from './links.ts';

let known: { readonly from: readonly unknown[]; readonly names: Names } | undefined;

/** The objects that can be shown now, by name; made anew only when the cluster has changed. */
export function namesNow(): Names {
  const { pods, replicaSets, deployments } = appStore().getState().cluster;
  const from = [pods, replicaSets, deployments];
  if (known?.from.every((each, index) => each === from[index])) return known.names;
  const names = new Map<string, Selection>();
  const add = (kind: Selection['kind'], views: Iterable<{ readonly uid: string; readonly name: string }>): void => {
    for (const { uid, name } of views) names.set(name, { kind, uid });
  };
  add('Pod', pods.values());
  add('ReplicaSet', replicaSets.values());
  add('Deployment', deployments);
  known = { from, names };
  return names;
}
