import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { fakeStore, frameMidUpdate } from '../../store/testing.ts';
import type { Inspected } from '../../worker/protocol.ts';
import History from '../status/History.tsx';
import { folded } from './Diff.tsx';
import Inspector from './Inspector.tsx';
import UndoPreview from './UndoPreview.tsx';

const pod: Inspected = {
  kind: 'Pod',
  namespace: 'default',
  name: 'web-1-a',
  exists: true,
  uid: 'p1',
  createdAt: 0,
  yaml: 'kind: Pod\n',
  status: 'status:\n  phase: Running\n',
  conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'not ready', lastTransition: 0, lastUpdate: 0 }],
  owners: [
    { kind: 'ReplicaSet', namespace: 'default', name: 'web-1', uid: 'r1', exists: true },
    { kind: 'Deployment', namespace: 'default', name: 'web', uid: 'd1', exists: false },
  ],
  events: [],
  causes: {
    links: [
      {
        step: 9,
        at: 3200,
        actor: 'scheduler',
        key: 'default/web-1-a',
        changed: [{ kind: 'Pod', namespace: 'default', name: 'web-1-a' }],
        changedCount: 1,
        passes: 1,
        reason: { actor: 'scheduler', verdict: 'bound', pod: 'web-1-a', node: 'node-1' },
      },
      {
        step: 1,
        at: 1000,
        actor: 'user',
        key: 'default/web',
        changed: [{ kind: 'Deployment', namespace: 'default', name: 'web' }],
        changedCount: 1,
        passes: 1,
        reason: { actor: 'user', userEvent: 'button.setImage', line: 'kubectl set image deployment/web web=web:2' },
      },
    ],
  },
};

async function show(inspected: Inspected | null, what = <Inspector />) {
  const { store, client } = fakeStore({ frame: frameMidUpdate({ inspected }) });
  // The words come by themselves, a moment later.
  await act(async () => {
    render(
      <I18nProvider>
        <Suspense>{what}</Suspense>
      </I18nProvider>,
    );
  });
  return { store, client };
}

test('an object tells whom it belongs to, and an owner opens', async () => {
  const { client } = await show(pod);
  const owners = within(await screen.findByRole('navigation', { name: 'Belongs to' }));
  expect(owners.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['Deployment web (gone)', 'ReplicaSet web-1']);
  await userEvent.click(owners.getByRole('button', { name: 'ReplicaSet web-1' }));
  expect(client.sent.at(-1)).toEqual({ type: 'inspect', object: { kind: 'ReplicaSet', namespace: 'default', name: 'web-1' } });
});

test('the chain of causes ends at what the person typed, and each step leads to its moment', async () => {
  const { client } = await show(pod);
  const chain = within(await screen.findByRole('region', { name: 'How it came to be so' })).getAllByRole('listitem');
  expect(chain[0]?.textContent).toMatch(/Scheduler gave it the node node-1$/);
  expect(chain.at(-1)?.textContent).toMatch(/You.*kubectl set image deployment\/web web=web:2/);
  await userEvent.click(screen.getByRole('button', { name: 'Go to this moment: 00:01.0' }));
  expect(client.sent.at(-1)).toEqual({ type: 'seek', at: 1000 });
});

test('of a long chain the beginning stays in sight, and the middle unfolds', async () => {
  const kubelet = { actor: 'kubelet', verdict: 'running', pod: 'web-1-a' } as const;
  const [, person] = pod.causes.links;
  const middle = Array.from({ length: 12 }, (_, place) => ({
    step: 30 - place,
    at: 9000 - place,
    actor: 'kubelet' as const,
    key: `default/p${place}`,
    changed: [],
    changedCount: 0,
    passes: 1,
    reason: kubelet,
  }));
  await show({ ...pod, causes: { links: person === undefined ? middle : [...middle, person] } });
  const items = () => within(screen.getByRole('region', { name: 'How it came to be so' })).getAllByRole('listitem');
  await screen.findByRole('region', { name: 'How it came to be so' });
  expect(items().length).toBe(8);
  expect(items().at(-1)?.textContent).toContain('kubectl set image');
  await userEvent.click(screen.getByRole('button', { name: '6 steps before that' }));
  expect(items().length).toBe(13);
});

test('objects that no picture shows are chosen from the list', async () => {
  const { client, store } = await show(null);
  await userEvent.selectOptions(
    await screen.findByRole('combobox', { name: 'Object' }),
    await screen.findByRole('option', { name: 'node-1' }),
  );
  expect(client.sent).toContainEqual({ type: 'inspect', object: { kind: 'Node', namespace: '', name: 'node-1' } });
  expect(store.getState().view.selection).toBeNull();
});

test('the history compares two templates', async () => {
  const { client } = await show(null, <History />);
  expect(await screen.findByText('1 line goes, 1 line comes')).toBeTruthy();
  expect(client.sent.find(({ type }) => type === 'compare')).toMatchObject({ to: 'current' });
});

test('why an object waits comes first: the block, what ends it, and each number leads to its field', async () => {
  const { store, client } = await show({
    ...pod,
    why: {
      who: { kind: 'Pod', namespace: 'default', name: 'web-1-a' },
      wait: {
        who: { kind: 'Pod', namespace: 'default', name: 'web-1-a' },
        code: 'minReadySeconds',
        seconds: 20,
        since: 0,
        endings: [
          { by: 'time', at: 90_000 },
          { by: 'owner', key: { kind: 'ReplicaSet', namespace: 'default', name: 'web-1' } },
        ],
        objects: 0,
      },
      numbers: [{ field: 'spec.minReadySeconds', value: '20' }],
      manifest: { kind: 'Deployment', name: 'web' },
      deadline: { state: 'over', seconds: 600 },
    },
  });
  const card = within(screen.getByRole('region', { name: 'Why is it waiting?' }));
  expect(card.getByText('It is ready, and counts as available when it has been so for 20 s.')).toBeTruthy();
  expect(card.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
    expect.stringMatching(/^time alonein /),
    'no longer wanted by ReplicaSet web-1',
  ]);
  expect(card.getByText(/Nothing rolls back by itself/)).toBeTruthy();
  await userEvent.click(card.getByRole('button', { name: 'Show spec.minReadySeconds in the editor' }));
  expect(client.sent.at(-1)).toMatchObject({ type: 'locate', kind: 'Deployment', name: 'web', field: 'spec.minReadySeconds' });
  expect(store.getState().view.reveal).toMatchObject({ line: 8, column: 3 });
  await userEvent.click(card.getByRole('button', { name: 'available' }));
  expect(card.getByText(/for minReadySeconds without a break/)).toBeTruthy();
});

test('turns of one controller are told apart by their objects', async () => {
  const who = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
  const turn = (name: string) => ({ by: 'turn', actor: 'replicaset', key: `default/${name}` }) as const;
  const why = (names: readonly string[]) => ({
    who,
    wait: { who, code: 'controller turn' as const, endings: names.map(turn), objects: 0 },
    numbers: [],
  });
  await show({ ...pod, why: why(['web-1', 'web-2']) });
  const items = within(screen.getByRole('region', { name: 'Why is it waiting?' })).getAllByRole('listitem');
  expect(items.map((each) => each.textContent?.split(' · ')[1])).toEqual(['web-1', 'web-2']);
});

test('an undo shows beforehand what it changes, and under which number', async () => {
  const { store, client } = fakeStore();
  const [deployment] = store.getState().cluster.deployments;
  if (deployment === undefined) throw new Error('the frame has a Deployment');
  await act(async () => {
    render(
      <I18nProvider>
        <Suspense>
          <UndoPreview deployment={deployment} toRevision={0} />
        </Suspense>
      </I18nProvider>,
    );
  });
  const numbers = deployment.revisions.map(({ revision }) => revision).sort((x, y) => y - x);
  expect(await screen.findByText('1 line goes, 1 line comes')).toBeTruthy();
  expect(client.sent.at(-1)).toMatchObject({ type: 'compare', from: 'current', to: numbers[1] });
  expect(screen.getByText(`Revision ${numbers[1]} comes back under the number ${(numbers[0] ?? 0) + 1};`, { exact: false })).toBeTruthy();
});

test('of lines that stay only those near a change are shown', () => {
  const same = (text: string) => ({ sign: ' ' as const, text });
  const lines = [...'abcdefgh'].map(same);
  const changed = { sign: '+' as const, text: 'x' };
  expect(folded([...lines, changed, ...lines])).toEqual([5, ...lines.slice(5), changed, ...lines.slice(0, 3), 5]);
});
