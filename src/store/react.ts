// The store in React. One store a page, set before the first render; components read it through narrow hooks.
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { ensureExists } from '../base/assert.ts';
import type { DeploymentView, PodView, ReplicaSetView } from '../picture/view.ts';
import type { Actions, AppState } from './state.ts';

export type AppStore = StoreApi<AppState> & {
  /** The virtual time to draw at this very moment (ms): runs on between frames while the clock plays. */
  renderNow(): number;
  /** Stops the worker and every listener. */
  dispose(): void;
};

let current: AppStore | undefined;

/** Sets the page's store; main.tsx does it before the first render, tests before each. */
export function setAppStore(store: AppStore): void {
  current = store;
}

/** The page's store, for what is not a component (an animation loop, a key handler). */
export function appStore(): AppStore {
  return ensureExists(current, 'the store');
}

/** Reads what `selector` picks; the component is drawn again only when that is another value. Pick existing objects, do not make new ones. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(appStore(), selector);
}

/** The actions never change: reading them draws nothing again. */
export function useActions(): Actions {
  return useApp((state) => state.actions);
}

export function usePod(uid: string): PodView | undefined {
  return useApp((state) => state.cluster.pods.get(uid));
}

export function useReplicaSet(uid: string): ReplicaSetView | undefined {
  return useApp((state) => state.cluster.replicaSets.get(uid));
}

/** The Deployment that rail, chart and buttons follow. */
export function useFollowed(): DeploymentView | undefined {
  return useApp(({ cluster }) => cluster.deployments.find(({ namespace, name }) => `${namespace}/${name}` === cluster.followed));
}
