import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { err, ok, type Result } from '../base/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Opened, OpenSource, Refusal } from '../worker/protocol.ts';
import { type Started, startApp } from './start.ts';
import { type FakeClient, fakeClient, frameMidUpdate } from './testing.ts';

const scenario: Scenario = {
  version: 1,
  engine: '0',
  setup: { kubernetes: '1.37', seed: 1, startTime: '2026-01-05T09:00:00Z', nodes: [], images: [] },
  actions: [],
};
const moment = { at: 7_200, step: 61 };

let started: Started | undefined;
let client: FakeClient;
let wouldOpen: (source: OpenSource) => boolean;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/');
  wouldOpen = () => true;
});

afterEach(() => {
  started?.stop();
  started = undefined;
  vi.useRealTimers();
});

/** Loads the page: a new store on a new worker, in the same tab. */
async function load(): Promise<void> {
  started?.stop();
  started = startApp(() => {
    client = fakeClient({ open: ({ source }) => opened(source) });
    return client;
  });
  await started.opened;
}

function opened(source: OpenSource): Result<Opened, Refusal> {
  if (!wouldOpen(source)) return err({ code: 'link.damaged' });
  client.emit(frameMidUpdate({ scenario }));
  return ok({ draft: { fileName: 'web.yaml', text: 'from the story' } });
}

function state() {
  if (started === undefined) throw new Error('not loaded');
  return started.store.getState();
}

function sources(): readonly OpenSource[] {
  return client.sent.flatMap((command) => (command.type === 'open' ? [command.source] : []));
}

function leave(): void {
  window.dispatchEvent(new Event('pagehide'));
}

test('a first visit opens the first story', async () => {
  await load();
  expect(sources()).toEqual([{ from: 'builtin', id: 'four-replicas' }]);
  expect(state().draft.text).toBe('from the story');
});

test('a reload comes back to the same run, moment and draft', async () => {
  await load();
  state().actions.setDraft('half a word');
  state().actions.setPanel('events');
  leave();
  await load();
  expect(sources()).toEqual([{ from: 'kept', scenario, moment }]);
  expect(state()).toMatchObject({ draft: { text: 'half a word', dirty: true }, view: { panel: 'events' } });
});

test('what is done is kept without leaving, soon', async () => {
  vi.useFakeTimers();
  await load();
  state().actions.setDraft('typed');
  expect(sessionStorage.getItem('rollout-playground.run')).not.toContain('typed');
  vi.advanceTimersByTime(1_500);
  expect(sessionStorage.getItem('rollout-playground.run')).toContain('typed');
});

test('another tab has its own run', async () => {
  await load();
  state().actions.setDraft('mine');
  leave();
  // A tab's session storage is its own: in another one there is nothing.
  sessionStorage.clear();
  await load();
  expect(sources()).toEqual([{ from: 'builtin', id: 'four-replicas' }]);
});

test('a link opens, and a reload comes back to where it was played to', async () => {
  history.replaceState(null, '', '/#z1.LINK');
  await load();
  expect(sources()).toEqual([{ from: 'link', fragment: 'z1.LINK' }]);
  leave();
  await load();
  expect(sources()).toEqual([{ from: 'kept', scenario, moment }]);
  expect(location.hash).toBe('#z1.LINK');
});

test('another link in the same tab opens instead of the run of before', async () => {
  await load();
  leave();
  history.replaceState(null, '', '/#z1.OTHER');
  await load();
  expect(sources()).toEqual([{ from: 'link', fragment: 'z1.OTHER' }]);
});

test('taking the link out of the address keeps the run', async () => {
  history.replaceState(null, '', '/#z1.LINK');
  await load();
  leave();
  history.replaceState(null, '', '/');
  await load();
  expect(sources().map(({ from }) => from)).toEqual(['kept']);
});

test('once something was done the address no longer claims to be the link', async () => {
  history.replaceState(null, '', '/#z1.LINK');
  await load();
  client.emit(frameMidUpdate({ reset: false, scenario: { ...scenario, actions: [] } }));
  expect(location.hash).toBe('');
});

test('a damaged link is refused, the run of before comes back and the address is clean', async () => {
  await load();
  state().actions.setDraft('mine');
  leave();
  wouldOpen = ({ from }) => from !== 'link';
  history.replaceState(null, '', '/#z1.BAD');
  await load();
  expect(sources().map(({ from }) => from)).toEqual(['link', 'kept']);
  expect(state()).toMatchObject({ opened: { refusedLink: { code: 'link.damaged' } }, draft: { text: 'mine' } });
  expect(location.hash).toBe('');
});

test('a damaged link on a first visit still shows something', async () => {
  wouldOpen = ({ from }) => from !== 'link';
  history.replaceState(null, '', '/#z1.BAD');
  await load();
  expect(sources().map(({ from }) => from)).toEqual(['link', 'builtin']);
  expect(state().opened.refusedLink).toEqual({ code: 'link.damaged' });
});

test('a run that cannot be brought back gives way to the first story, and the text stays to be had', async () => {
  await load();
  state().actions.setDraft('mine');
  leave();
  wouldOpen = ({ from }) => from !== 'kept';
  await load();
  expect(sources().map(({ from }) => from)).toEqual(['kept', 'builtin']);
  expect(state().draft).toMatchObject({ text: 'from the story', previous: { text: 'mine' } });
});

test('a link pasted into the address opens at once', async () => {
  await load();
  history.replaceState(null, '', '/#z1.PASTED');
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await vi.waitFor(() => expect(sources().at(-1)).toEqual({ from: 'link', fragment: 'z1.PASTED' }));
});

test('a jump within the page is no link', async () => {
  document.body.innerHTML = '<main id="main"></main>';
  await load();
  history.replaceState(null, '', '/#main');
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  expect(sources()).toHaveLength(1);
  document.body.innerHTML = '';
});

test('broken storage costs the run, nothing else', async () => {
  sessionStorage.setItem('rollout-playground.run', '{"version":1,"moment":');
  await load();
  expect(sources()).toEqual([{ from: 'builtin', id: 'four-replicas' }]);
});

test('after a crash the run of before it stays kept', async () => {
  await load();
  leave();
  const kept = sessionStorage.getItem('rollout-playground.run');
  client.emit({ type: 'crash', message: 'boom', stack: '' });
  leave();
  expect(sessionStorage.getItem('rollout-playground.run')).toBe(kept);
});

test('a worker that crashes before the first picture goes back to the run of before', async () => {
  await load();
  state().actions.setDraft('mine');
  leave();
  wouldOpen = () => false;
  const loading = load();
  client.emit({ type: 'crash', message: 'could not be started', stack: '' });
  await loading;
  expect(state()).toMatchObject({ crash: { message: 'could not be started' }, draft: { text: 'mine' }, playback: { now: 7_200 } });
  wouldOpen = () => true;
  await state().actions.restartAfterCrash();
  expect(sources()).toEqual([{ from: 'kept', scenario, moment }]);
  expect(state()).toMatchObject({ crash: null, draft: { text: 'mine' }, opened: { left: null } });
  state().actions.setDraft('and more');
  leave();
  expect(sessionStorage.getItem('rollout-playground.run')).toContain('and more');
});

test('the theme is for all tabs and all days', async () => {
  await load();
  state().actions.setTheme('dark');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await load();
  expect(state().view.theme).toBe('dark');
});

test('the root element says what state the page is in', async () => {
  await load();
  const { dataset } = document.documentElement;
  expect([dataset['busy'], dataset['playing'], dataset['now'], dataset['revision']]).toEqual(['false', 'false', '7200', '1']);
  const sharing = state().actions.share();
  expect(dataset['busy']).toBe('true');
  await sharing;
  expect(dataset['busy']).toBe('false');
});

test('a hidden page tells the worker', async () => {
  await load();
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(client.sent.at(-1)).toEqual({ type: 'visible', visible: false });
  vi.restoreAllMocks();
});
