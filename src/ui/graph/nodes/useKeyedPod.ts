// Hundreds of tiles: one look over the pods a frame tells who changed, and only those tiles are asked to draw.
import { useCallback, useSyncExternalStore } from 'react';
import type { PodView } from '../../../picture/view.ts';
import { type AppStore, appStore } from '../../../store/index.ts';

const listeners = new Map<string, Set<() => void>>();
let attached: AppStore | undefined;
let detach = (): void => undefined;

function attach(): void {
  const store = appStore();
  if (attached === store) return;
  detach();
  attached = store;
  detach = store.subscribe(({ cluster: { pods } }, { cluster: { pods: before } }) => {
    if (pods === before) return;
    for (const [uid, asking] of listeners) if (pods.get(uid) !== before.get(uid)) for (const changed of asking) changed();
  });
}

function listen(uid: string, changed: () => void): () => void {
  attach();
  const asking = listeners.get(uid) ?? new Set();
  listeners.set(uid, asking.add(changed));
  return () => {
    asking.delete(changed);
    if (asking.size === 0) listeners.delete(uid);
    if (listeners.size === 0) {
      detach();
      attached = undefined;
    }
  };
}

/** The same as usePod, at a cost that does not grow with the number of tiles. */
export function useKeyedPod(uid: string): PodView | undefined {
  return useSyncExternalStore(
    useCallback((changed) => listen(uid, changed), [uid]),
    () => appStore().getState().cluster.pods.get(uid),
  );
}
