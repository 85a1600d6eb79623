import { describe, expect, test, vi } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Client } from '../../api/client.ts';
import type { Event, Pod } from '../../api/core.ts';
import { parseManifest } from '../../api/manifest.ts';
import { epochMs } from '../../api/time.ts';
import { applyObjects } from '../../kubectl/apply/apply.ts';
import { deleteObjects } from '../../kubectl/delete.ts';
import type { Output } from '../../kubectl/output.ts';
import { ageText } from '../../kubectl/print/age.ts';
import { podColumns } from '../../kubectl/print/podStatus.ts';
import { rolloutHistory } from '../../kubectl/rollout/history.ts';
import { rolloutPause, rolloutResume } from '../../kubectl/rollout/pause.ts';
import { rolloutStatus } from '../../kubectl/rollout/status.ts';
import { rolloutUndo } from '../../kubectl/rollout/undo.ts';
import { scale } from '../../kubectl/scale.ts';
import { setImage } from '../../kubectl/setImage.ts';
import { Timeline } from '../timeline.ts';
import { tutorial } from './tutorial.ts';

// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

const latest = 'serve-deployment-f6f6c5bbd';
const v1 = 'serve-deployment-6d9cd7f8c6';
const v2 = 'serve-deployment-6b47bf4db7';
const target = { namespace: 'default', name: 'serve-deployment' };
const key = { kind: 'Deployment', ...target } as const;
const name = 'deployment.apps/serve-deployment';
const undoWarning =
  "Warning: resource deployments/serve-deployment was previously managed with 'kubectl apply'. Rolling back will not update the kubectl.kubernetes.io/last-applied-configuration annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n";

/** A person at the keyboard: commands, and a look at what came of them. */
class Player {
  readonly timeline = Timeline.open(tutorial);

  run(command: (client: Client) => Output): { stdout: string; stderr: string; exitCode: number } {
    const { stdout, stderr, exitCode } = command(this.timeline.client('kubectl'));
    return { stdout, stderr, exitCode };
  }

  wait(seconds: number): void {
    this.timeline.advanceTo(this.timeline.simulation.now + seconds * 1_000, Number.POSITIVE_INFINITY);
  }

  apply(): ReturnType<Player['run']> {
    const { fileName = '', text = '' } = tutorial.draft ?? {};
    const documents = parseManifest(text).documents.map(({ value }) => value);
    return this.run((client) => applyObjects(client, { name: fileName, documents }));
  }

  setImage(tag: string): ReturnType<Player['run']> {
    return this.run((client) => setImage(client, target, [{ container: 'auto-serve', image: `auto-serve:${tag}` }]));
  }

  get deployment(): Deployment {
    return this.timeline.reader.get(key) as Deployment;
  }

  /** NAME DESIRED CURRENT READY IMAGES, as `kubectl get rs -o wide` has them. */
  replicaSets(): readonly string[] {
    return (this.timeline.reader.list('ReplicaSet') as readonly ReplicaSet[]).map(({ metadata, spec, status }) =>
      [metadata.name, spec.replicas, status?.replicas, status?.readyReplicas ?? 0, spec.template.spec.containers[0]?.image].join(' '),
    );
  }

  pods(): readonly Pod[] {
    return this.timeline.reader.list('Pod') as readonly Pod[];
  }

  /** Messages about the Deployment, oldest first. */
  events(): readonly string[] {
    const events = (this.timeline.reader.list('Event') as readonly Event[]).filter(
      ({ involvedObject }) => involvedObject.uid === this.deployment.metadata.uid,
    );
    return [...events]
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(({ type, reason, source, message }) => `${type} ${reason} ${source?.component} ${message}`);
  }

  conditions(): readonly string[] {
    return (this.deployment.status?.conditions ?? []).map(({ type, status, reason }) => `${type} ${status} ${reason}`);
  }
}

const ok = (stdout: string, stderr = '') => ({ stdout, stderr, exitCode: 0 });

describe('the tutorial on Kubernetes 1.22', () => {
  const player = new Player();

  test('§1 create', () => {
    expect(player.apply()).toEqual(ok(`${name} created\n`));
    player.wait(30);
  });

  test('§2 look', () => {
    const { spec, status, metadata } = player.deployment;
    expect([status?.readyReplicas, spec.replicas, status?.updatedReplicas, status?.availableReplicas]).toEqual([2, 2, 2, 2]);
    expect(ageText(metadata.creationTimestamp, epochMs(tutorial.setup.startTime) + player.timeline.simulation.now)).toBe('30s');
    expect(player.run((client) => rolloutStatus(client, target))).toEqual(ok('deployment "serve-deployment" successfully rolled out\n'));
    expect(player.replicaSets()).toEqual([`${latest} 2 2 2 auto-serve:latest`]);
    for (const pod of player.pods()) {
      expect(pod.metadata.name).toMatch(/^serve-deployment-f6f6c5bbd-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      expect(podColumns(pod)).toEqual({ ready: '1/1', status: 'Running', restarts: 0 });
      expect(pod.spec.nodeName).toBe('docker-desktop');
      expect(pod.status?.podIP).toMatch(/^10\.1\.0\.\d+$/);
    }
    expect(player.pods()).toHaveLength(2);
    expect(metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('1');
    expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } });
    expect(player.conditions()).toEqual(['Available True MinimumReplicasAvailable', 'Progressing True NewReplicaSetAvailable']);
    expect(player.events()).toEqual([`Normal ScalingReplicaSet deployment-controller Scaled up replica set ${latest} to 2`]);
  });

  test('§3 update', () => {
    expect(player.setImage('1.1.1')).toEqual(ok(`${name} image updated\n`));
    player.wait(30);
    expect(player.deployment.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    expect(player.replicaSets()).toEqual([`${v1} 2 2 2 auto-serve:1.1.1`, `${latest} 0 0 0 auto-serve:latest`]);
    // 25 % of two is half a pod: one more may come, none may be missing.
    expect(player.events().slice(1)).toEqual([
      `Normal ScalingReplicaSet deployment-controller Scaled up replica set ${v1} to 1`,
      `Normal ScalingReplicaSet deployment-controller Scaled down replica set ${latest} to 1`,
      `Normal ScalingReplicaSet deployment-controller Scaled up replica set ${v1} to 2`,
      `Normal ScalingReplicaSet deployment-controller Scaled down replica set ${latest} to 0`,
    ]);
  });

  test('§4 delete', () => {
    const removed = player.run((client) => deleteObjects(client, [key], 'serve-deployment.yaml'));
    expect(removed).toEqual(ok('deployment.apps "serve-deployment" deleted from default namespace\n'));
    player.wait(60);
    expect(player.deployment).toBeUndefined();
    expect(player.replicaSets()).toEqual([]);
    expect(player.pods()).toEqual([]);
    expect(player.run((client) => deleteObjects(client, [key], 'serve-deployment.yaml'))).toEqual({
      stdout: '',
      stderr: 'Error from server (NotFound): error when deleting "serve-deployment.yaml": deployments.apps "serve-deployment" not found\n',
      exitCode: 1,
    });
  });

  test('§5 roll back', () => {
    expect(player.apply()).toEqual(ok(`${name} created\n`));
    player.wait(30);
    player.setImage('1.1.1');
    player.wait(30);
    player.setImage('2.2.2');
    player.wait(30);
    const history = (...rows: readonly number[]): string =>
      `${name} \nREVISION  CHANGE-CAUSE\n${rows.map((row) => `${row}         <none>\n`).join('')}\n`;
    expect(player.run((client) => rolloutHistory(client, target))).toEqual(ok(history(1, 2, 3)));
    expect(player.run((client) => rolloutHistory(client, target, 2))).toEqual(
      ok(
        `${name} with revision #2\nPod Template:\n  Labels:\tapp=auto-serve\n\tpod-template-hash=6d9cd7f8c6\n  Containers:\n   auto-serve:\n    Image:\tauto-serve:1.1.1\n    Port:\t8082/TCP\n    Host Port:\t0/TCP\n    Environment:\t<none>\n    Mounts:\t<none>\n  Volumes:\t<none>\n  Node-Selectors:\t<none>\n  Tolerations:\t<none>\n\n`,
      ),
    );
    expect(player.run((client) => rolloutUndo(client, target, 0))).toEqual(ok(`${name} rolled back\n`, undoWarning));
    player.wait(30);
    expect(player.deployment.spec.template.spec.containers[0]?.image).toBe('auto-serve:1.1.1');
    expect(player.run((client) => rolloutHistory(client, target))).toEqual(ok(history(1, 3, 4)));
    expect(player.run((client) => rolloutUndo(client, target, 1))).toEqual(ok(`${name} rolled back\n`, undoWarning));
    player.wait(30);
    expect(player.deployment.spec.template.spec.containers[0]?.image).toBe('auto-serve:latest');
    expect(player.run((client) => rolloutHistory(client, target))).toEqual(ok(history(3, 4, 5)));
  });

  test('§6 scale', () => {
    expect(player.run((client) => scale(client, target, 3))).toEqual(ok(`${name} scaled\n`));
    player.wait(30);
    expect(player.replicaSets()).toEqual([
      `${v2} 0 0 0 auto-serve:2.2.2`,
      `${v1} 0 0 0 auto-serve:1.1.1`,
      `${latest} 3 3 3 auto-serve:latest`,
    ]);
    expect(player.deployment.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('5');
  });

  test('§7 pause and resume', () => {
    expect(player.run((client) => rolloutPause(client, target))).toEqual(ok(`${name} paused\n`));
    player.wait(5);
    expect(player.conditions()).toContain('Progressing Unknown DeploymentPaused');
    player.setImage('1.1.1');
    player.wait(30);
    expect(player.replicaSets()).toContain(`${latest} 3 3 3 auto-serve:latest`);
    expect(player.deployment.status?.updatedReplicas).toBeUndefined();
    expect(player.run((client) => rolloutResume(client, target))).toEqual(ok(`${name} resumed\n`));
    player.wait(60);
    expect(player.replicaSets()).toEqual([
      `${v2} 0 0 0 auto-serve:2.2.2`,
      `${v1} 3 3 3 auto-serve:1.1.1`,
      `${latest} 0 0 0 auto-serve:latest`,
    ]);
    expect(player.pods()).toHaveLength(3);
    for (const pod of player.pods())
      expect([pod.spec.nodeName, pod.status?.podIP]).toEqual(['docker-desktop', expect.stringMatching(/^10\.1\.0\.\d+$/)]);
    expect(player.run((client) => rolloutStatus(client, target))).toEqual(ok('deployment "serve-deployment" successfully rolled out\n'));
  });

  test('told again from its scenario, it ends in the same state', () => {
    const again = Timeline.open(player.timeline.scenario());
    again.advanceTo(player.timeline.simulation.now, Number.POSITIVE_INFINITY);
    expect(again.simulation.digest()).toBe(player.timeline.simulation.digest());
    expect(player.timeline.gestures()).toHaveLength(12);
  });
});
