import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, expect, test } from 'vitest';
import { I18nProvider } from '../../i18n/index.ts';
import { fakeStore } from '../../store/testing.ts';
import { Chain } from './Chain.tsx';

beforeAll(() => {
  // What React Flow asks for and jsdom does not have: nothing is measured here, sizes are given.
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.DOMMatrixReadOnly = class {
    m22 = 1;
  } as unknown as typeof DOMMatrixReadOnly;
});

function draw() {
  const made = fakeStore();
  const view = render(
    <I18nProvider>
      <Chain />
    </I18nProvider>,
  );
  return { ...made, view };
}

test('names Deployment, ReplicaSets and Pods, in this order for the Tab key', () => {
  draw();
  const names = screen
    .getAllByRole('button')
    .filter((button) => button.dataset['node'] !== undefined)
    .map((button) => button.getAttribute('aria-label') ?? '');
  expect(names[0]).toBe('Deployment web, 3 of 4 replicas ready');
  expect(names.filter((name) => name.startsWith('ReplicaSet'))).toEqual([
    'ReplicaSet web-6d9cd7f8c6, revision 2: 3 desired, 3 current, 1 ready',
    'ReplicaSet web-f6f6c5bbd, revision 1: 2 desired, 2 current, 2 ready',
  ]);
  expect(names).toContain('Pod web-6d9cd7f8c6-m66cv, revision 2, starting');
  expect(names.filter((name) => name.startsWith('Pod'))).toHaveLength(6);
});

test('a lane is one stop for the Tab key; arrows go from pod to pod', async () => {
  draw();
  const pods = screen.getAllByRole('button', { name: /^Pod/ });
  expect(pods.filter((pod) => pod.tabIndex === 0)).toHaveLength(2);
  pods.find((pod) => pod.getAttribute('aria-label')?.includes('x7k2p'))?.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('m66cv');
  await userEvent.keyboard('{End}');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('zj6p2');
});

test('choosing a pod shows it in detail', async () => {
  const { store } = draw();
  const pod = screen.getByRole('button', { name: /m66cv/ });
  pod.focus();
  await userEvent.keyboard('{Enter}');
  expect(store.getState().view.selection).toEqual({ kind: 'Pod', uid: 'pod-m66cv' });
  expect(store.getState().view.panel).toBe('inspector');
  expect(pod.getAttribute('aria-pressed')).toBe('true');
});

test('a chip has the reason beside the type where both have room, and half of neither', () => {
  const { store } = draw();
  const { cluster } = store.getState();
  const failure = {
    type: 'ReplicaFailure',
    status: 'True',
    reason: 'FailedCreate',
    message: '',
    lastUpdate: 0,
    lastTransition: 0,
  } as const;
  const [deployment] = cluster.deployments;
  if (deployment === undefined) throw new Error('the frame has a Deployment');
  const card = () => screen.getByRole('button', { name: /^Deployment web/ }).textContent;
  expect(card()).toContain('Progressing3/4');
  act(() => store.setState({ cluster: { ...cluster, deployments: [{ ...deployment, conditions: [...deployment.conditions, failure] }] } }));
  expect(card()).toContain('ReplicaFailure');
  expect(card()).not.toContain('FailedCreate');
});
