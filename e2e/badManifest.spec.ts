import { serveDeployment } from './manifests.ts';
import { expect, test } from './playground.ts';

test('mistakes are told in the API server’s words at their line, and nothing is lost', async ({ page, playground }) => {
  await playground.open();
  await playground.scenario('tutorial');
  const problems = page.getByRole('alert');

  await test.step('broken YAML', async () => {
    const broken = serveDeployment('auto-serve:latest').replace('  replicas: 2', '    replicas: 2');
    await playground.write(broken);
    await playground.apply();
    await expect(problems).toContainText('error converting YAML to JSON: yaml: line');
    await expect(problems).toContainText('Nothing was changed in the cluster.');
    expect((await playground.manifest()).trimEnd()).toBe(broken.trimEnd());
  });

  await test.step('an unknown field', async () => {
    await playground.write(serveDeployment('auto-serve:latest').replace('replicas: 2', 'replica: 2'));
    await playground.apply();
    await expect(problems).toContainText('unknown field "spec.replica"');
    await problems.getByRole('button', { name: 'line 8' }).click();
    await expect(playground.editor().locator('.cm-activeLine')).toContainText('replica: 2');
  });

  await test.step('a wrong type', async () => {
    await playground.write(serveDeployment('auto-serve:latest').replace('replicas: 2', 'replicas: two'));
    await playground.apply();
    await expect(problems).toContainText('cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32');
  });

  await test.step('several broken rules at once, each at its place', async () => {
    await playground.write(
      serveDeployment('auto-serve:latest').replace('replicas: 2', 'replicas: -1').replace('containerPort: 8082', 'containerPort: 70000'),
    );
    await playground.apply();
    await expect(problems).toContainText('2 problems');
    await expect(problems).toContainText('spec.replicas: Invalid value: -1: must be greater than or equal to 0');
    await expect(problems).toContainText('must be between 1 and 65535, inclusive');
    await expect(problems.getByRole('button', { name: 'line 8' })).toBeVisible();
    await expect(problems.getByRole('button', { name: 'line 22' })).toBeVisible();
  });

  await test.step('a kind that is not known, beside one that is', async () => {
    await playground.write(`${serveDeployment('auto-serve:latest')}---\napiVersion: apps/v1\nkind: Deploymet\nmetadata:\n  name: typo\n`);
    await playground.apply();
    await expect(problems).toContainText('no matches for kind "Deploymet" in version "apps/v1"');
  });

  await test.step('mended, it applies', async () => {
    await playground.write(serveDeployment('auto-serve:latest'));
    await playground.apply();
    await expect(problems).toHaveCount(0);
    await playground.expectOutput(/deployment\.apps\/serve-deployment (created|unchanged)/);
  });
});

test('a pasted Deployment, Service and ConfigMap are applied together', async ({ playground }) => {
  await playground.open();
  await playground.scenario('tutorial');
  await playground.write(
    `${serveDeployment('auto-serve:latest')}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: serve\nspec:\n  selector:\n    app: auto-serve\n  ports:\n  - port: 80\n    targetPort: 8082\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  colour: blue\n`,
  );
  await playground.apply();
  await playground.expectOutput('deployment.apps/serve-deployment created\nservice/serve created\nconfigmap/settings created');
});
