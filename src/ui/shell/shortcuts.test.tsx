import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { appStore } from '../../store/index.ts';
import { type FakeClient, fakeStore } from '../../store/testing.ts';
import { setPreferences } from './preferences.ts';
import { useShortcuts } from './shortcuts.ts';

function Page() {
  useShortcuts();
  return (
    <>
      <input aria-label="text" />
      <button type="button" aria-keyshortcuts="1" onClick={() => document.body.setAttribute('data-pressed', 'yes')}>
        Set image
      </button>
    </>
  );
}

let client: FakeClient;
beforeEach(() => {
  document.body.removeAttribute('data-pressed');
  setPreferences({ shortcuts: true });
  const made = fakeStore();
  client = made.client;
  render(<Page />);
});

const sent = () => client.sent.map((command) => ('stride' in command ? `${command.type} ${command.stride}` : command.type));

test.each([
  ['.', ['play']],
  [' ', ['play']],
  ['{ArrowRight}', ['step decision']],
  ['{PageDown}', ['step decision']],
  ['{ArrowLeft}', ['stepBack decision']],
  ['{Shift>}{ArrowRight}{/Shift}', ['step change']],
  ['{Home}', ['seek']],
  [']', ['speed']],
  ['{Control>}z{/Control}', ['undoAction']],
])('%s does %j', async (keys, commands) => {
  await userEvent.keyboard(keys);
  expect(sent()).toEqual(commands);
});

test('a number presses the button that names it', async () => {
  await userEvent.keyboard('1');
  expect(document.body.dataset['pressed']).toBe('yes');
});

test('nothing happens while somebody types', async () => {
  document.querySelector('input')?.focus();
  await userEvent.keyboard('. 1]{Control>}z{/Control}');
  expect(sent()).toEqual([]);
  expect(document.body.dataset['pressed']).toBeUndefined();
});

test('Space presses the button that has the focus instead of playing', async () => {
  document.querySelector('button')?.focus();
  await userEvent.keyboard(' ');
  expect(sent()).toEqual([]);
  expect(document.body.dataset['pressed']).toBe('yes');
});

test('single keys can be switched off; those with Ctrl stay', async () => {
  setPreferences({ shortcuts: false });
  await userEvent.keyboard('.{Control>}z{/Control}');
  expect(sent()).toEqual(['undoAction']);
});

test.each(['`', '/'])('%s opens the terminal', async (key) => {
  await userEvent.keyboard(key);
  expect(appStore().getState().view.terminalOpen).toBe(true);
});
