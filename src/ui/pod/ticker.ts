// The one clock of the drawing: at most ten times a second while time runs, once for each change while it stands, never otherwise.
import { useCallback, useSyncExternalStore } from 'react';
import { type AppStore, appStore } from '../../store/index.ts';

/** Ten drawings a second are enough for countdowns and fills; CSS smooths the way between them. */
const TICK_MS = 100;

type Listener = (now: number) => void;

const listeners = new Set<Listener>();
let attached: AppStore | undefined;
let detach = (): void => undefined;
let frame = 0;
let lastTick = Number.NEGATIVE_INFINITY;

/** Calls `listener` with the virtual time to draw (ms): at once, and whenever that has moved. Returns the way to stop. */
export function onTick(listener: Listener): () => void {
  listeners.add(listener);
  attach();
  listener(appStore().renderNow());
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      detach();
      attached = undefined;
    }
  };
}

function attach(): void {
  const store = appStore();
  if (attached === store) return;
  detach();
  attached = store;
  const unsubscribe = store.subscribe((state, before) => {
    if (state.playback === before.playback) return;
    if (state.playback.playing) run();
    else tell();
  });
  detach = () => {
    unsubscribe();
    cancelAnimationFrame(frame);
    frame = 0;
  };
  if (store.getState().playback.playing) run();
}

function run(): void {
  if (frame !== 0) return;
  frame = requestAnimationFrame(function loop(wall) {
    if (attached === undefined || !attached.getState().playback.playing) {
      frame = 0;
      return;
    }
    if (wall - lastTick >= TICK_MS) {
      lastTick = wall;
      tell();
    }
    frame = requestAnimationFrame(loop);
  });
}

function tell(): void {
  const now = appStore().renderNow();
  for (const listener of listeners) listener(now);
}

/** What `pick` makes of the virtual time; the component is drawn again only when that is another value. */
export function useTick<T extends string | number | boolean>(pick: (now: number) => T): T {
  return useSyncExternalStore(
    useCallback((changed) => onTick(changed), []),
    () => pick(appStore().renderNow()),
  );
}
