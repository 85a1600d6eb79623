import { expect, test } from './playground.ts';
import { Terminal } from './terminal.ts';

const name = 'serve-deployment';
const latest = `${name}-f6f6c5bbd`;
const first = `${name}-6d9cd7f8c6`;
const second = `${name}-6b47bf4db7`;

/** The output with what varies from run to run (ages, suffixes of pods, addresses) replaced by what stands for it, and columns by one blank each. */
function plain(text: string): string {
  return text
    .replace(/\b(\d+[smhd])+(?=\s|$)/gm, 'AGE')
    .replace(/\b(serve-deployment-[0-9a-f]+)-[0-9a-z]{5}\b/g, '$1-POD')
    .replace(/ {2,}/g, ' ');
}

/** The texts are those of the tutorial that the product was made for (`../shared/design/tutorial.md`). */
test('the whole tutorial typed as commands, on Kubernetes 1.22', async ({ page, playground }) => {
  test.setTimeout(240_000);
  await playground.open();
  await playground.scenario('tutorial');
  const terminal = new Terminal(playground);
  await terminal.open();
  const run = (line: string): Promise<string> => terminal.run(line);
  const settle = async (): Promise<void> => {
    const lines = (await run(`kubectl rollout status deployment/${name}`)).split('\n');
    expect(lines.at(-1)).toBe(`deployment "${name}" successfully rolled out`);
    // The old pods' grace periods too.
    await run('sleep 60');
  };

  await test.step('1 create', async () => {
    expect(await run(`kubectl apply -f ${name}.yaml`)).toBe(`deployment.apps/${name} created`);
    await settle();
  });

  await test.step('2 look', async () => {
    expect(await run(`kubectl rollout status deployment/${name}`)).toBe(`deployment "${name}" successfully rolled out`);
    expect(plain(await run(`kubectl get deployment/${name}`))).toBe(`NAME READY UP-TO-DATE AVAILABLE AGE\n${name} 2/2 2 2 AGE`);
    expect(plain(await run('kubectl get rs'))).toBe(`NAME DESIRED CURRENT READY AGE\n${latest} 2 2 2 AGE`);
    expect((await run('kubectl get rs')).split('\n')[0]).toBe('NAME                         DESIRED   CURRENT   READY   AGE');
    expect(plain(await run('kubectl get pods'))).toBe(
      `NAME READY STATUS RESTARTS AGE\n${latest}-POD 1/1 Running 0 AGE\n${latest}-POD 1/1 Running 0 AGE`,
    );
    const described = plain(await run(`kubectl describe deployment/${name}`));
    for (const line of [
      'Annotations: deployment.kubernetes.io/revision: 1',
      'Selector: app=auto-serve',
      'Replicas: 2 desired | 2 updated | 2 total | 2 available | 0 unavailable',
      'RollingUpdateStrategy: 25% max unavailable, 25% max surge',
      'Port: 8082/TCP',
      'Host Port: 0/TCP',
      'Available True MinimumReplicasAvailable',
      'Progressing True NewReplicaSetAvailable',
      `NewReplicaSet: ${latest} (2/2 replicas created)`,
      `deployment-controller Scaled up replica set ${latest} to 2`,
    ])
      expect(described).toContain(line);
  });

  await test.step('3 update, and a further one', async () => {
    expect(await run(`kubectl set image deployment/${name} auto-serve=auto-serve:1.1.1`)).toBe(`deployment.apps/${name} image updated`);
    await settle();
    const described = plain(await run(`kubectl describe deployment/${name}`));
    expect(described).toContain('deployment.kubernetes.io/revision: 2');
    expect(described).toContain(`NewReplicaSet: ${first} (2/2 replicas created)`);
    await run(`kubectl set image deployment/${name} auto-serve=auto-serve:2.2.2`);
    await settle();
  });

  await test.step('5 roll back', async () => {
    expect(await run(`kubectl rollout history deployment/${name}`)).toBe(
      `deployment.apps/${name} \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n3         <none>\n`,
    );
    const revision = await run(`kubectl rollout history deployment/${name} --revision=2`);
    expect(revision).toContain('pod-template-hash=6d9cd7f8c6');
    expect(revision).toContain('auto-serve:1.1.1');
    expect(await run(`kubectl rollout undo deployment/${name}`)).toContain(`deployment.apps/${name} rolled back`);
    await settle();
    expect(await run(`kubectl get deployment/${name} -o jsonpath='{.spec.template.spec.containers[0].image}'`)).toBe('auto-serve:1.1.1');
    expect(await run(`kubectl rollout undo deployment/${name} --to-revision=1`)).toContain(`deployment.apps/${name} rolled back`);
    await settle();
  });

  await test.step('6 scale', async () => {
    expect(await run(`kubectl scale deployment/${name} --replicas=3`)).toBe(`deployment.apps/${name} scaled`);
    await settle();
    expect(plain(await run('kubectl get rs'))).toBe(
      `NAME DESIRED CURRENT READY AGE\n${second} 0 0 0 AGE\n${first} 0 0 0 AGE\n${latest} 3 3 3 AGE`,
    );
    expect((await run('kubectl get rs')).split('\n')[0]).toBe('NAME                          DESIRED   CURRENT   READY   AGE');
  });

  await test.step('7 pause and resume', async () => {
    expect(await run(`kubectl rollout pause deployment/${name}`)).toBe(`deployment.apps/${name} paused`);
    await run('sleep 5');
    expect(await run(`kubectl describe deployment/${name}`)).toMatch(/Progressing +Unknown +DeploymentPaused/);
    await run(`kubectl set image deployment/${name} auto-serve=auto-serve:1.1.1`);
    await run('sleep 60');
    expect(plain(await run('kubectl get rs'))).toContain(`${first} 0 0 0 AGE`);
    expect(await run(`kubectl rollout resume deployment/${name}`)).toBe(`deployment.apps/${name} resumed`);
    await settle();
    expect(plain(await run('kubectl get rs -o wide'))).toBe(
      [
        'NAME DESIRED CURRENT READY AGE CONTAINERS IMAGES SELECTOR',
        `${second} 0 0 0 AGE auto-serve auto-serve:2.2.2 app=auto-serve,pod-template-hash=6b47bf4db7`,
        `${first} 3 3 3 AGE auto-serve auto-serve:1.1.1 app=auto-serve,pod-template-hash=6d9cd7f8c6`,
        `${latest} 0 0 0 AGE auto-serve auto-serve:latest app=auto-serve,pod-template-hash=f6f6c5bbd`,
      ].join('\n'),
    );
    const pods = (await run('kubectl get pods -o wide')).split('\n').slice(1);
    expect(pods).toHaveLength(3);
    for (const pod of pods) expect(plain(pod)).toMatch(/^\S+-POD 1\/1 Running 0 AGE 10\.1\.0\.\d+ docker-desktop <none> <none>$/);
  });

  await test.step('4 delete: the Deployment goes, its ReplicaSets follow, its Pods terminate', async () => {
    expect(await run(`kubectl delete -f ${name}.yaml`)).toBe(`deployment.apps "${name}" deleted from default namespace`);
    await run('sleep 60');
    expect(await run('kubectl get deployments,rs,pods')).toBe('No resources found in default namespace.');
    await expect(page.locator('[data-node="pod"]')).toHaveCount(0);
  });
});
