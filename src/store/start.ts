// Brings the page to life: what to open, what to keep, what to listen to.
import type { WorkerClient } from '../worker/client.ts';
import { DEFAULT_BUILTIN } from './actions.ts';
import { emptyDraft } from './draft.ts';
import { markDocument } from './mark.ts';
import { type Kept, keep, keepTheme, kept, keptTheme } from './persistence.ts';
import { type AppStore, setAppStore } from './react.ts';
import { createAppStore } from './store.ts';

const KEEP_EVERY_MS = 1_000;

export interface Started {
  readonly store: AppStore;
  /** Resolves when the first run is open. */
  readonly opened: Promise<void>;
  stop(): void;
}

/** Makes the page's store and opens, in this order: a link in the address that is new, the run of before a reload, the first built-in scenario. */
export function startApp(connect: () => WorkerClient): Started {
  const before = kept();
  const store = createAppStore({
    connect,
    wallNow: () => performance.now(),
    beforeDrawing: (callback) => {
      const request = requestAnimationFrame(callback);
      return () => cancelAnimationFrame(request);
    },
    address: () => location.href.replace(/#.*$/s, ''),
    view: { ...before?.view, theme: keptTheme() },
    ...(before === undefined || before.scenario === null ? {} : { run: { scenario: before.scenario, moment: before.moment } }),
    ...(before === undefined
      ? {}
      : {
          draft: { ...emptyDraft, ...before.draft, dirty: before.draft.text !== before.draft.baseText },
          log: before.log,
          history: before.history ?? [],
        }),
  });
  setAppStore(store);
  const session = new TabSession(store);
  const stops = [markDocument(store, document.documentElement), session.listen()];
  return {
    store,
    opened: session.open(before),
    stop: () => {
      for (const stop of stops) stop();
      store.dispose();
    },
  };
}

/** One tab's run between address and storage. */
class TabSession {
  readonly #store: AppStore;
  /** The fragment that the run was opened from, as long as nothing was done that the link does not tell. */
  #fragment = '';
  /** The scenario that `#fragment` stands for. */
  #linked: unknown = null;
  #keepAt: ReturnType<typeof setTimeout> | undefined;

  constructor(store: AppStore) {
    this.#store = store;
  }

  async open(before: Kept | undefined): Promise<void> {
    const fragment = linkIn(location.hash);
    // The link that the run of before came from is no new one: a reload comes back to where it was played to.
    const isNewLink = fragment !== '' && fragment !== before?.fragment;
    const wasOpened = (isNewLink && (await this.#openLink(fragment))) || (await this.#reopen(before));
    if (!wasOpened) await this.#store.getState().actions.open({ from: 'builtin', id: DEFAULT_BUILTIN });
    this.#keepNow();
  }

  listen(): () => void {
    const onHash = (): void => {
      const fragment = linkIn(location.hash);
      if (fragment !== '' && fragment !== this.#fragment) void this.#openLink(fragment);
    };
    const onVisibility = (): void => this.#store.getState().actions.setVisible(document.visibilityState === 'visible');
    const onLeave = (): void => this.#keepNow();
    window.addEventListener('hashchange', onHash);
    window.addEventListener('pagehide', onLeave);
    document.addEventListener('visibilitychange', onVisibility);
    const unsubscribe = this.#store.subscribe((state, previous) => {
      if (state.view.theme !== previous.view.theme) keepTheme(state.view.theme);
      if (state.scenario !== previous.scenario) this.#departFromLink();
      this.#keepSoon();
    });
    return () => {
      unsubscribe();
      clearTimeout(this.#keepAt);
      window.removeEventListener('hashchange', onHash);
      window.removeEventListener('pagehide', onLeave);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }

  /** The run of before a reload, at its moment, with the text of the editor as it was. */
  async #reopen(before: Kept | undefined): Promise<boolean> {
    if (before === undefined || before.scenario === null) return false;
    const { actions } = this.#store.getState();
    const wasOpened = await actions.open({ from: 'kept', scenario: before.scenario, moment: before.moment }, { keepsDraft: true });
    if (!wasOpened) return false;
    if (before.speed !== 1) actions.setSpeed(before.speed);
    const [namespace, name] = (before.followed ?? '').split('/');
    if (namespace !== undefined && name !== undefined && before.followed !== this.#store.getState().cluster.followed)
      actions.follow({ namespace, name });
    this.#linkStands(linkIn(location.hash) === before.fragment ? before.fragment : '');
    return true;
  }

  async #openLink(fragment: string): Promise<boolean> {
    const wasOpened = await this.#store.getState().actions.open({ from: 'link', fragment });
    // A link that did not open must not be tried again by a reload.
    if (wasOpened) this.#linkStands(fragment);
    else clearFragment();
    return wasOpened;
  }

  #linkStands(fragment: string): void {
    this.#fragment = fragment;
    this.#linked = this.#store.getState().scenario;
  }

  /** Something was done that the link in the address does not tell: an address that says something else is worse than none. */
  #departFromLink(): void {
    if (this.#fragment === '' || this.#store.getState().scenario === this.#linked) return;
    this.#fragment = '';
    clearFragment();
  }

  #keepSoon(): void {
    if (this.#keepAt !== undefined) return;
    this.#keepAt = setTimeout(() => this.#keepNow(), KEEP_EVERY_MS);
  }

  #keepNow(): void {
    clearTimeout(this.#keepAt);
    this.#keepAt = undefined;
    const state = this.#store.getState();
    // Not before the first picture: an early reload must not lose the run of before.
    if (state.cluster.loaded && state.crash === null) keep(state, this.#fragment);
  }
}

/** The fragment of a link; '' for none. A fragment that names an element of the page is only a jump within it. */
function linkIn(hash: string): string {
  const fragment = hash.replace(/^#/, '');
  return fragment === '' || document.getElementById(fragment) !== null ? '' : fragment;
}

function clearFragment(): void {
  history.replaceState(history.state, '', location.pathname + location.search);
}
