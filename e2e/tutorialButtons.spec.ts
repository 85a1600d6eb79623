import { expect, test } from './playground.ts';

const name = 'serve-deployment';
const latest = `${name}-f6f6c5bbd`;
const first = `${name}-6d9cd7f8c6`;
const second = `${name}-6b47bf4db7`;

test('the whole tutorial by buttons, on Kubernetes 1.22', async ({ page, playground }, info) => {
  test.setTimeout(120_000);
  const picture = (step: string) => page.screenshot({ path: info.outputPath(`${step}.png`) });
  await playground.open();
  await playground.scenario('tutorial');
  await picture('0 empty cluster');

  await test.step('1 create, 2 look', async () => {
    await playground.apply();
    await playground.expectOutput(`deployment.apps/${name} created`);
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${latest} 2 2 2`]);
    expect(await playground.pods()).toEqual(['1/1 Running 0', '1/1 Running 0']);
    await playground.expectCondition('Available', 'True', 'MinimumReplicasAvailable');
    await playground.expectCondition('Progressing', 'True', 'NewReplicaSetAvailable');
    await playground.expectEvent(`Scaled up replica set ${latest} to 2`);
    await picture('2 created');
  });

  await test.step('3 update', async () => {
    await playground.setImage('auto-serve:1.1.1');
    await playground.expectOutput(`deployment.apps/${name} image updated`);
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${first} 2 2 2`, `${latest} 0 0 0`]);
    await picture('3 updated');
  });

  await test.step('4 delete, and take it back', async () => {
    await playground.delete();
    await playground.expectOutput(`deployment.apps "${name}" deleted from default namespace`);
    await playground.runUntil(() => expect(page.locator('tbody[data-pod]')).toHaveCount(0));
    await expect(playground.action('scale')).toHaveAttribute('aria-disabled', 'true');
    await picture('4 deleted');
    await playground.undoMyLastAction();
    await expect(playground.action('scale')).not.toHaveAttribute('aria-disabled');
    expect(await playground.replicaSets()).toEqual([`${first} 2 2 2`, `${latest} 0 0 0`]);
  });

  await test.step('5 roll back', async () => {
    await playground.setImage('auto-serve:2.2.2');
    await playground.runUntilComplete(name);
    await playground.tab('History');
    await expect(playground.panel.locator('[data-revision]')).toHaveCount(3);
    await playground.undo();
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 2 2 2`, `${latest} 0 0 0`]);
    await playground.undo(1);
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 0 0 0`, `${latest} 2 2 2`]);
    await playground.tab('History');
    await expect(playground.panel.locator('[data-current]').first()).toHaveAttribute('data-revision', '5');
    await picture('5 rolled back');
  });

  await test.step('6 scale', async () => {
    await playground.scale(3);
    await playground.expectOutput(`deployment.apps/${name} scaled`);
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 0 0 0`, `${latest} 3 3 3`]);
    await picture('6 scaled');
  });

  await test.step('7 pause and resume', async () => {
    await playground.press('pause');
    await playground.expectOutput(`deployment.apps/${name} paused`);
    await playground.tab('Status');
    await playground.runUntil(() => playground.expectCondition('Progressing', 'Unknown', 'DeploymentPaused'));
    await playground.setImage('auto-serve:1.1.1');
    await playground.runUntil(() => expect.poll(() => playground.now()).toBeGreaterThan(0));
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 0 0 0`, `${latest} 3 3 3`]);
    await picture('7 paused');
    await playground.press('pause');
    await playground.expectOutput(`deployment.apps/${name} resumed`);
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 3 3 3`, `${latest} 0 0 0`]);
    await picture('7 resumed');
  });
});
