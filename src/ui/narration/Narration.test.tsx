import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { I18nProvider, loadLaterWords } from '../../i18n/index.ts';
import type { AppStore } from '../../store/react.ts';
import { fakeStore } from '../../store/testing.ts';
import Narration from './Narration.tsx';
import { SCENE_EVENT } from './sceneEvent.ts';

let store: AppStore;
beforeEach(async () => {
  await loadLaterWords();
  vi.useFakeTimers();
  ({ store } = fakeStore());
  render(
    <I18nProvider>
      <Narration />
    </I18nProvider>,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** The followed Deployment asks for so many pods from now on. */
function resize(replicas: number): void {
  const { cluster } = store.getState();
  const deployments = cluster.deployments.map((each) => ({ ...each, replicas }));
  act(() => store.setState({ cluster: { ...cluster, deployments } }));
}
const pass = (ms: number): void =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });
const said = () => screen.getByRole('status').textContent;

test('the first news is told at once, what follows at most every two seconds, and only as it stands then', () => {
  resize(5);
  pass(0);
  const first = said();
  expect(first).toContain('5');
  resize(6);
  pass(1_000);
  resize(7);
  pass(999);
  expect(said()).toBe(first);
  pass(1);
  expect(said()).toContain('7');
  expect(said()).not.toContain('6');
});

test('the scene names the wait in which it stands', () => {
  act(() => void dispatchEvent(new Event(SCENE_EVENT)));
  expect(said()).toContain('Both limits are touched.');
});
