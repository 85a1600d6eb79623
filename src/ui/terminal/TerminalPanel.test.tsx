import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../base/result.ts';
import { I18nProvider } from '../../i18n/index.ts';
import type { AppStore } from '../../store/react.ts';
import { type FakeClient, fakeStore, frameMidUpdate } from '../../store/testing.ts';
import type { Replies, TerminalNews } from '../../worker/protocol.ts';
import { TerminalPanel } from './TerminalPanel.tsx';

let store: AppStore;
let client: FakeClient;
let completion: Replies['terminal.complete'] = { from: 0, candidates: [] };
let outcome: Replies['terminal.run']['outcome'] = 'taken';
let id = 0;

beforeEach(async () => {
  // jsdom lays nothing out, and so cannot scroll.
  Element.prototype.scrollIntoView = () => undefined;
  outcome = 'taken';
  ({ store, client } = fakeStore({
    answers: { 'terminal.complete': () => ok(completion), 'terminal.run': () => ok({ outcome }) },
  }));
  render(
    <I18nProvider>
      <TerminalPanel isSmall={false} />
    </I18nProvider>,
  );
  (await input()).focus();
});

const input = (): Promise<HTMLTextAreaElement> => screen.findByRole('textbox');
const typed = () => client.sent.filter(({ type }) => type === 'terminal.run').map((command) => ('text' in command ? command.text : ''));
const value = async () => (await input()).value;

function news(over: Partial<TerminalNews>): void {
  const { type, epoch, playback } = frameMidUpdate();
  act(() =>
    client.emit({ type, epoch, playback, reset: false, jump: false, revision: 2, terminal: { state: 'idle', chunks: [], ...over } }),
  );
}

function print(text: string): void {
  id += 1;
  news({ chunks: [{ id, kind: 'stdout', text }] });
}

describe('typing', () => {
  test('Enter runs the line and empties it', async () => {
    await userEvent.keyboard('kubectl get pods{Enter}');
    expect(typed()).toEqual(['kubectl get pods']);
    expect(await value()).toBe('');
  });
  test('what is not whole goes on below', async () => {
    outcome = 'incomplete';
    await userEvent.keyboard("echo 'a{Enter}");
    expect(await value()).toBe("echo 'a\n");
  });
  test('Up and Down go through what was typed and come back to what was begun', async () => {
    await userEvent.keyboard('one{Enter}two{Enter}thr{ArrowUp}{ArrowUp}');
    expect(await value()).toBe('one');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(await value()).toBe('thr');
  });
  test('Ctrl+R finds, Enter runs what was found', async () => {
    await userEvent.keyboard('get pods{Enter}get rs{Enter}{Control>}r{/Control}pod{Enter}');
    expect(typed()).toEqual(['get pods', 'get rs', 'get pods']);
  });
  test('Ctrl+U, Ctrl+W and Ctrl+Y edit; Ctrl+C gives the line up', async () => {
    await userEvent.keyboard('get pods{Control>}w{/Control}');
    expect(await value()).toBe('get ');
    await userEvent.keyboard('{Control>}y{/Control}');
    expect(await value()).toBe('get pods');
    await userEvent.keyboard('{Control>}c{/Control}');
    expect(await value()).toBe('');
    expect(client.sent.some(({ type }) => type === 'terminal.interrupt')).toBe(false);
  });
});

describe('completion', () => {
  test('one candidate is taken, with a space', async () => {
    completion = { from: 8, candidates: [{ text: 'rollout', isOpenEnded: false }] };
    await userEvent.keyboard('kubectl rollo{Tab}');
    expect(await value()).toBe('kubectl rollout ');
  });
  test('of several the common beginning is, then the list chooses', async () => {
    completion = { from: 8, candidates: ['rolebinding', 'rollout'].map((text) => ({ text, isOpenEnded: false })) };
    await userEvent.keyboard('kubectl r{Tab}');
    expect(await value()).toBe('kubectl rol');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['rolebinding', 'rollout']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(await value()).toBe('kubectl rollout ');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(typed()).toEqual([]);
  });
  test('Tab leaves an empty line, and any line after Escape', async () => {
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).not.toBe(await input());
    (await input()).focus();
    await userEvent.keyboard('get{Escape}{Tab}');
    expect(document.activeElement).not.toBe(await input());
  });
});

describe('output', () => {
  test('names of pods select them, and only while they are there', async () => {
    const [first] = store.getState().cluster.pods.values();
    print(`${first?.name}   1/1\nno-such-pod   0/1\n`);
    await userEvent.click(screen.getByRole('button', { name: first?.name ?? '' }));
    expect(store.getState().view.selection).toEqual({ kind: 'Pod', uid: first?.uid });
    expect(screen.queryByRole('button', { name: 'no-such-pod' })).toBeNull();
  });
  test('a line of the page is marked as such', async () => {
    news({ chunks: [{ id: 90, kind: 'page', text: 'kubectl scale deployment/web --replicas=5' }] });
    expect(screen.getByRole('img', { name: 'From the page' })).toBeTruthy();
  });
  test('the empty terminal offers something to begin with', async () => {
    await userEvent.click(screen.getByRole('button', { name: /^Run kubectl rollout status/ }));
    expect(typed()).toEqual(['kubectl rollout status deployment/web']);
  });
  test('Ctrl+L clears', async () => {
    print('gone\n');
    expect(screen.getByText('gone')).toBeTruthy();
    await userEvent.keyboard('{Control>}l{/Control}');
    expect(screen.queryByText('gone')).toBeNull();
  });
});

describe('a command that runs', () => {
  test('says that the clock keeps it waiting, and offers to play', async () => {
    news({ state: 'running' });
    const isPlaying = store.getState().playback.playing;
    if (isPlaying) act(() => store.setState({ playback: { ...store.getState().playback, playing: false, idle: false } }));
    expect(screen.getByText(/The clock is stopped/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Play' }));
    expect(client.sent.at(-1)).toEqual({ type: 'play' });
  });
  test('Ctrl+C ends it', async () => {
    news({ state: 'running' });
    await userEvent.keyboard('{Control>}c{/Control}');
    expect(client.sent.at(-1)).toEqual({ type: 'terminal.interrupt' });
  });
  test('what is typed meanwhile runs when it has ended, and what is not ended by Enter stays', async () => {
    news({ state: 'running' });
    await userEvent.keyboard('one{Enter}two{Enter}thr');
    expect(typed()).toEqual([]);
    expect(await value()).toBe('one\ntwo\nthr');
    news({ state: 'idle' });
    await screen.findByDisplayValue('thr');
    expect(typed()).toEqual(['one\ntwo']);
  });
  test('what was typed meanwhile does not run after Ctrl+C, and is not lost', async () => {
    news({ state: 'running' });
    await userEvent.keyboard('one{Enter}{Control>}c{/Control}');
    news({ state: 'idle' });
    expect(typed()).toEqual([]);
    expect(await value()).toBe('one\n');
  });
  test('when the worker still runs another, the line waits for it', async () => {
    outcome = 'busy';
    await userEvent.keyboard('one{Enter}');
    expect(await value()).toBe('one\n');
    outcome = 'taken';
    news({ state: 'idle' });
    await screen.findByDisplayValue('');
    expect(typed()).toEqual(['one', 'one']);
  });
  test('input goes to it, Ctrl+D ends the input', async () => {
    news({ state: 'input' });
    await userEvent.keyboard('abc{Enter}{Control>}d{/Control}');
    expect(client.sent.filter(({ type }) => type === 'terminal.answer')).toEqual([
      { type: 'terminal.answer', text: 'abc' },
      { type: 'terminal.answer' },
    ]);
  });
});
