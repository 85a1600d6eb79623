import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { fakeStore, frameMidUpdate } from '../../store/testing.ts';
import { StatusPanel } from './StatusPanel.tsx';

const show = () =>
  render(
    <I18nProvider>
      <StatusPanel />
    </I18nProvider>,
  );
const tab = (name: string) => screen.getByRole('tab', { name });

test('arrows move through the tabs and choose, and the ends meet', async () => {
  fakeStore();
  show();
  tab('Status').focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(tab('Events').getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(tab('Events'));
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(tab('Object').getAttribute('aria-selected')).toBe('true');
});

test('the tables list every ReplicaSet and pod, and a row opens the object', async () => {
  const { store, client } = fakeStore();
  show();
  await userEvent.click(tab('Pods'));
  const pods = within(await screen.findByRole('table', { name: 'Pods' })).getAllByRole('rowheader');
  expect(pods.length).toBe(store.getState().cluster.pods.size);
  const first = within(pods[0] as HTMLElement).getByRole('button');
  await userEvent.click(first);
  expect(store.getState().view.selection?.kind).toBe('Pod');
  expect(client.sent.at(-1)).toMatchObject({ type: 'inspect', object: { kind: 'Pod', name: first.textContent } });
});

test('what was deleted says so and keeps its YAML', async () => {
  const { store } = fakeStore({
    frame: frameMidUpdate({
      inspected: {
        kind: 'Pod',
        namespace: 'default',
        name: 'web-x',
        exists: false,
        uid: 'x',
        createdAt: 0,
        yaml: 'kind: Pod\n',
        status: '',
        conditions: [],
        owners: [],
        events: [],
        causes: { links: [] },
      },
    }),
  });
  store.getState().actions.setPanel('inspector');
  show();
  expect((await screen.findByText('No longer exists')).getAttribute('role')).toBe('status');
  expect(screen.getByText('kind: Pod')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});

test('an object that was never there says so instead of showing an empty box', async () => {
  const nobody = { kind: 'Pod', namespace: 'default', name: 'nobody', exists: false, uid: '', createdAt: 0, yaml: '', status: '' };
  const { store } = fakeStore({
    frame: frameMidUpdate({ inspected: { ...nobody, conditions: [], owners: [], events: [], causes: { links: [] } } }),
  });
  store.getState().actions.setPanel('inspector');
  show();
  expect(await screen.findByText(/There is no such object at this moment/)).toBeTruthy();
  expect(screen.queryByRole('region', { name: /YAML/ })).toBeNull();
});

test('without a Deployment the panel says what to do', () => {
  fakeStore({ frame: frameMidUpdate({ deployments: [], followed: null }) });
  show();
  expect(screen.getByText(/Apply the manifest to create one/)).toBeTruthy();
});
