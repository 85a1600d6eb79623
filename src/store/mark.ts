// The page's idle mark: what tests wait for, and what the style sheet goes by.
import type { AppStore } from './react.ts';
import type { AppState, Theme } from './state.ts';

/** Writes the state that matters to whoever waits onto the root element. Returns the way to stop. */
export function markDocument(store: AppStore, root: HTMLElement): () => void {
  const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  const write = ({ cluster, playback, busy, crash, view }: AppState): void => {
    set(root, 'revision', String(cluster.revision));
    set(root, 'playing', String(playback.playing));
    set(root, 'now', String(Math.floor(playback.now)));
    set(root, 'step', String(playback.step));
    set(root, 'busy', String(busy > 0 || (!cluster.loaded && crash === null)));
    set(root, 'theme', resolved(view.theme, dark?.matches === true));
  };
  const rewrite = (): void => write(store.getState());
  rewrite();
  dark?.addEventListener('change', rewrite);
  const unsubscribe = store.subscribe(write);
  return () => {
    unsubscribe();
    dark?.removeEventListener('change', rewrite);
  };
}

/** An attribute that is written costs style work even when it stays the same. */
function set(root: HTMLElement, name: string, value: string): void {
  if (root.dataset[name] !== value) root.dataset[name] = value;
}

function resolved(theme: Theme, isDark: boolean): 'light' | 'dark' {
  return theme === 'system' ? (isDark ? 'dark' : 'light') : theme;
}
