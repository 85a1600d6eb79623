import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { setAppStore } from '../../store/react.ts';
import { createAppStore } from '../../store/store.ts';
import { drawsAtOnce, type FakeClient, fakeClient, frameMidUpdate } from '../../store/testing.ts';
import { CrashScreen } from './CrashScreen.tsx';

test('says what happened, keeps the manifest, and goes on from the recorded moment', async () => {
  const clients: FakeClient[] = [];
  const connect = () => {
    const client = fakeClient();
    clients.push(client);
    return client;
  };
  const store = createAppStore({ connect, wallNow: () => 0, beforeDrawing: drawsAtOnce, address: () => 'https://example.test/' });
  setAppStore(store);
  clients[0]?.emit(frameMidUpdate());
  store.getState().actions.setDraft('kind: Deployment # mine');
  clients[0]?.emit({ type: 'crash', message: 'count is negative', stack: 'at sync', moment: { at: 7_200, step: 61 } });
  const { crash } = store.getState();
  if (crash === null) throw new Error('the store has not taken the crash');
  render(
    <I18nProvider>
      <CrashScreen crash={crash} />
    </I18nProvider>,
  );
  const screenText = screen.getByRole('alert').textContent;
  expect(screenText).toContain('At 00:07.2 the engine met a mistake of its own.');
  expect(screenText).toContain('count is negative');
  expect(screenText).toContain('kind: Deployment # mine');
  await userEvent.click(screen.getByRole('button', { name: 'Go on from 00:07.2' }));
  expect(store.getState().crash).toBeNull();
  expect(clients[0]?.isClosed).toBe(true);
  expect(clients[1]?.sent.map(({ type }) => type)).toContain('open');
  expect(store.getState().draft.text).toBe('kind: Deployment # mine');
});
