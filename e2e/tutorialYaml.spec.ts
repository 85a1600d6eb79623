import { serveDeployment } from './manifests.ts';
import { expect, test } from './playground.ts';

const name = 'serve-deployment';
const latest = `${name}-f6f6c5bbd`;
const first = `${name}-6d9cd7f8c6`;
const second = `${name}-6b47bf4db7`;

test('the whole tutorial by editing YAML, on Kubernetes 1.22', async ({ page, playground }) => {
  test.setTimeout(120_000);
  await playground.open();
  await playground.scenario('tutorial');

  await test.step('1 create, 2 look: the manifest is already in the editor', async () => {
    await expect.poll(() => playground.manifest()).toBe(serveDeployment('auto-serve:latest').trimEnd() + (await trailing(playground)));
    await playground.apply();
    await playground.expectOutput(`deployment.apps/${name} created`);
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${latest} 2 2 2`]);
  });

  await test.step('applying the same again changes nothing', async () => {
    await playground.apply();
    await playground.expectOutput(`deployment.apps/${name} unchanged`);
  });

  await test.step('3 update and 5 a further one', async () => {
    for (const image of ['auto-serve:1.1.1', 'auto-serve:2.2.2']) {
      await playground.write(serveDeployment(image));
      await playground.editor().press('Control+Enter');
      await playground.idle();
      await playground.expectOutput(`deployment.apps/${name} configured`);
      await playground.runUntilComplete(name);
    }
    expect(await playground.replicaSets()).toEqual([`${second} 2 2 2`, `${first} 0 0 0`, `${latest} 0 0 0`]);
  });

  await test.step('5 roll back by writing the old image again: the old ReplicaSet is used again', async () => {
    await playground.write(serveDeployment('auto-serve:1.1.1'));
    await playground.apply();
    await playground.runUntilComplete(name);
    await playground.write(serveDeployment('auto-serve:latest'));
    await playground.apply();
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 0 0 0`, `${latest} 2 2 2`]);
  });

  await test.step('6 scale', async () => {
    await playground.write(serveDeployment('auto-serve:latest', 3));
    await playground.apply();
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 0 0 0`, `${latest} 3 3 3`]);
  });

  await test.step('7 pause and resume', async () => {
    const paused = (image: string, isPaused: boolean) => serveDeployment(image, 3).replace('spec:\n', `spec:\n  paused: ${isPaused}\n`);
    await playground.write(paused('auto-serve:1.1.1', true));
    await playground.apply();
    await playground.tab('Status');
    await playground.runUntil(() => playground.expectCondition('Progressing', 'Unknown', 'DeploymentPaused'));
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 0 0 0`, `${latest} 3 3 3`]);
    await playground.write(paused('auto-serve:1.1.1', false));
    await playground.apply();
    await playground.runUntilComplete(name);
    expect(await playground.replicaSets()).toEqual([`${second} 0 0 0`, `${first} 3 3 3`, `${latest} 0 0 0`]);
  });

  await test.step('4 delete', async () => {
    await playground.delete();
    await playground.runUntil(() => expect(page.locator('tbody[data-pod]')).toHaveCount(0));
    await expect(playground.action('scale')).toHaveAttribute('aria-disabled', 'true');
  });
});

/** The editor shows a last empty line for a text that ends with a line feed. */
async function trailing(playground: { manifest(): Promise<string> }): Promise<string> {
  return (await playground.manifest()).endsWith('\n') ? '\n' : '';
}
