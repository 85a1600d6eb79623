import { expect, expectNoAxeViolations, test } from './playground.ts';
import { Terminal } from './terminal.ts';

test('why it waits: the limits, the pod that is due first, and the field behind a number', async ({ playground }) => {
  await playground.open();
  const why = playground.panel.getByRole('region', { name: 'Why is it waiting?' });
  await expect(why).toContainText('None may be added, none removed. Counted 5 = ceiling 5; available 3 = floor 3.');
  await expect(why).toContainText(/Wants\s*4 pods of revision 2, all available/);
  await expect(why).toContainText(/Did last\s*00:35\.8 Deployment controller scaled web-\w+ 2 → 3: room below the ceiling of 5/);
  await expect(why).toContainText('First of them:');
  await expect(why).toContainText('nothing rolls back by itself');
  await why.getByRole('button', { name: 'ceiling' }).click();
  await expect(why).toContainText('A percentage is rounded up.');
  await why.getByRole('button', { name: 'Show spec.strategy.rollingUpdate.maxSurge in the editor' }).click();
  await expect(playground.page.locator('.cm-activeLine')).toHaveText(/maxSurge: 25%/);

  // The pod that is due first is shown in full, and in the picture.
  await why.getByRole('button', { name: /^Pod / }).first().click();
  await playground.tab('Object');
  await expect(why).toContainText('its readinessProbe has not passed yet');
  await expect(playground.panel.getByRole('navigation', { name: 'Belongs to' })).toContainText('Deployment web');
  const chain = playground.panel.getByRole('region', { name: 'How it came to be so' }).getByRole('listitem');
  await expect(chain.last()).toContainText('You');
  await expect(chain.last()).toContainText('kubectl');

  await playground.runUntilComplete('web');
  await expect(why).toContainText('It waits for nothing.');
});

test('any object is chosen by name, and a step of its chain leads to its moment', async ({ playground }) => {
  await playground.open();
  await playground.tab('Object');
  const picker = playground.panel.getByRole('combobox', { name: 'Object' });
  await picker.selectOption('Node node-1');
  await playground.idle();
  await expect(playground.panel.getByRole('heading', { name: 'node-1' })).toBeVisible();
  await picker.selectOption('Deployment default/web');
  await playground.idle();
  const first = playground.panel.getByRole('button', { name: /^Go to this moment/ }).last();
  const time = (await first.innerText()).trim();
  await first.click();
  await playground.idle();
  await expect(playground.page.getByText(time).first()).toBeVisible();
});

test('a full quota: the inequality with its numbers, the quota itself, and what lets the next try pass', async ({ playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  await terminal.run('kubectl create quota team --hard=pods=4');
  await terminal.run('kubectl scale deployment/web --replicas=8');
  await playground.tab('Status');
  const why = playground.panel.getByRole('region', { name: 'Why is it waiting?' });
  await playground.runUntil(() => expect(why).toContainText('The API server refuses the pods of web-'));
  await expect(why).toContainText(/used\s\d\s\+\srequested\s1\s>\shard\s4/);
  await expect(why).toContainText('it passes when this has changed:');
  await why.getByRole('button', { name: 'ResourceQuota team' }).first().click();
  await playground.tab('Object');
  await expect(playground.panel.getByRole('heading', { name: 'team' })).toBeVisible();
  await playground.tab('Status');
  await terminal.run('kubectl delete quota team');
  await expect(why).toContainText('That is no longer so: the next try passes.');
});

test('a pod that no node takes: a row for each node with its numbers', async ({ playground }) => {
  await playground.open();
  const terminal = new Terminal(playground);
  await terminal.open();
  await terminal.run('kubectl cordon node-1');
  await terminal.run('kubectl taint node node-2 team=a:NoSchedule');
  await terminal.run(
    'kubectl run big --image=shop/web:2.1.0 --overrides=\'{"spec":{"containers":[{"name":"big","image":"shop/web:2.1.0","resources":{"requests":{"memory":"64Gi"}}}]}}\'',
  );
  await playground.tab('Object');
  const why = playground.panel.getByRole('region', { name: 'Why is it waiting?' });
  const picker = playground.panel.getByRole('combobox', { name: 'Object' });
  await picker.focus();
  await picker.selectOption('Pod default/big');
  await playground.runUntil(() => expect(why).toContainText('None of 3 nodes takes it.'));
  await expect(why.getByRole('row')).toHaveText([
    /^NodeWhy not$/,
    /node-1\s*cordoned/,
    /node-2\s*taint team=a:NoSchedule is not tolerated/,
    /node-3\s*memory: requests 64Gi > free \d+/,
  ]);
  await expectNoAxeViolations(playground.page);
  await why.getByRole('button', { name: 'Node node-1' }).click();
  await expect(why).toContainText('It is cordoned: it takes no new pod.');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`panels of why, object and history are accessible (${colorScheme})`, async ({ playground }) => {
    await playground.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await playground.open();
    await expect(playground.panel.getByRole('region', { name: 'Why is it waiting?' })).toBeVisible();
    await expectNoAxeViolations(playground.page);
    await playground.tab('Object');
    await playground.panel.getByRole('combobox', { name: 'Object' }).selectOption('Deployment default/web');
    await expect(playground.panel.getByRole('region', { name: 'How it came to be so' })).toBeVisible();
    await expectNoAxeViolations(playground.page);
    await playground.tab('History');
    await expect(playground.panel.getByText('1 line goes, 1 line comes')).toBeVisible();
    await playground.panel.getByRole('button', { name: 'Undo to revision 1' }).click();
    await expect(playground.dialog().getByText('What the undo changes in the pod template')).toBeVisible();
    await expectNoAxeViolations(playground.page);
  });
}
