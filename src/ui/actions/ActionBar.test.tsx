import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { err, ok } from '../../base/result.ts';
import { I18nProvider } from '../../i18n/index.ts';
import { fakeStore, frameMidUpdate } from '../../store/testing.ts';
import { ActionBar } from './ActionBar.tsx';
import { nextTag } from './SetImageDialog.tsx';

beforeAll(() => {
  // jsdom has <dialog> but not its methods.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
});

const show = () =>
  render(
    <I18nProvider>
      <ActionBar />
    </I18nProvider>,
  );

test('without a Deployment the buttons stay reachable, say why they are off, and do nothing', async () => {
  const { client } = fakeStore({ frame: frameMidUpdate({ deployments: [], followed: null }) });
  show();
  const scale = screen.getByRole('button', { name: /^Scale/ });
  expect(scale.getAttribute('aria-disabled')).toBe('true');
  expect(scale.textContent).toContain('There is no Deployment yet');
  await userEvent.click(scale);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(client.sent).toEqual([]);
  expect(screen.getByRole('button', { name: /^New/ }).getAttribute('aria-disabled')).toBeNull();
});

test('when the focus comes back from a dialog, what was run is shown and not the preview of the button', async () => {
  const { store } = fakeStore();
  show();
  const button = screen.getByRole('button', { name: /^Set image/ });
  await userEvent.click(button);
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Set image' }));
  // As browsers do when a dialog closes.
  button.focus();
  expect(screen.queryByTitle('What this button runs')).toBeNull();
  expect(screen.getByTitle('Last command').textContent).toBe(`$ ${store.getState().log.at(-1)?.line}`);
  button.blur();
  button.focus();
  expect((await screen.findByTitle('What this button runs')).textContent).toContain('web=IMAGE');
});

test('Set image proposes the next tag, shows the line it equals and sends it', async () => {
  const { client } = fakeStore();
  show();
  await userEvent.click(screen.getByRole('button', { name: /^Set image/ }));
  const dialog = await screen.findByRole('dialog');
  const field = within(dialog).getByRole('combobox');
  await userEvent.clear(field);
  await userEvent.type(field, 'shop/web:3.0.0');
  expect(within(dialog).getByText(/kubectl set image deployment\/web web=shop\/web:3\.0\.0/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Set image' }));
  expect(client.sent.at(-1)).toEqual({
    type: 'act',
    intent: {
      verb: 'setImage',
      deployment: { namespace: 'default', name: 'web' },
      images: [{ container: 'web', image: 'shop/web:3.0.0' }],
    },
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('whatever ends a dialog, the focus goes back to where it came from', async () => {
  fakeStore();
  show();
  const open = screen.getByRole('button', { name: /^Delete/ });
  for (const end of ['Delete', 'Cancel', 'Close']) {
    await userEvent.click(open);
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: end }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(open);
  }
});

test('a number out of range cannot be sent; what kubectl refuses stays in the dialog', async () => {
  const refusal = 'Error from server (Forbidden): deployments.apps "web" is forbidden: too many pods';
  const { client } = fakeStore({ answers: { act: () => ok({ line: 'kubectl scale', stdout: '', stderr: refusal, exitCode: 1 }) } });
  show();
  await userEvent.click(screen.getByRole('button', { name: /^Scale/ }));
  const dialog = await screen.findByRole('dialog');
  const field = within(dialog).getByRole('textbox');
  await userEvent.clear(field);
  await userEvent.type(field, '10001{Enter}');
  expect(client.sent).toEqual([]);
  await userEvent.clear(field);
  await userEvent.type(field, '9000{Enter}');
  expect(client.sent.length).toBe(1);
  expect((await within(dialog).findByRole('alert')).textContent).toBe(refusal);
});

test('a refusal of the worker itself closes the dialog: the page tells it elsewhere', async () => {
  fakeStore({ answers: { act: () => err({ code: 'notFound' }) } });
  show();
  await userEvent.click(screen.getByRole('button', { name: /^Delete/ }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test.each([
  ['shop/web:2.1.0', 'shop/web:2.1.1'],
  ['auto-serve:latest', 'auto-serve:latest'],
  ['nginx', 'nginx'],
  ['host:5000/web:9', 'host:5000/web:10'],
])('the tag after %s is %s', (image, next) => {
  expect(nextTag(image)).toBe(next);
});
