/** The pod life of golden/perf as an actor: it binds every pod, and every pod is ready after the same delays. */
import type { Pod, PodCondition } from '../src/api/core.ts';
import type { Actor, Pass } from '../src/engine/actor.ts';

const SCHEDULE_MS = 100;
const START_MS = 500;
const READY_MS = 500;
const TERMINATE_MS = 1000;

function keyOf(key: string): { readonly kind: 'Pod'; readonly namespace: string; readonly name: string } {
  const [namespace = '', name = ''] = key.split('/');
  return { kind: 'Pod', namespace, name };
}

function writeStatus(pass: Pass, pod: Pod, ready: 'True' | 'False'): void {
  const others = (pod.status?.conditions ?? []).filter((each) => each.type !== 'Ready');
  const condition: PodCondition = { type: 'Ready', status: ready, lastTransitionTime: pass.time };
  const status = { ...pod.status, phase: 'Running', conditions: [...others, condition] };
  pass.request({ verb: 'update', object: { ...pod, status }, subresource: 'status' });
}

/** Takes the pod one transition further; gives the milliseconds to the next one. */
function live(pass: Pass, pod: Pod, nodes: number): number | undefined {
  if (pod.spec.nodeName === undefined) {
    const node = Math.floor(pass.random('node', pod.metadata.uid ?? '') * nodes) + 1;
    const { name, namespace = '' } = pod.metadata;
    const object = { apiVersion: 'v1', kind: 'Binding', metadata: { name, namespace }, target: { kind: 'Node', name: `node-${node}` } };
    pass.request({ verb: 'create', object, subresource: 'binding' });
    return START_MS;
  }
  if (pod.status?.phase === 'Pending') {
    writeStatus(pass, pod, 'False');
    return READY_MS;
  }
  if (pod.status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'False') === true) writeStatus(pass, pod, 'True');
  return undefined;
}

/** Scheduler and kubelet in one. */
export function scriptedPods(nodes: number): Actor {
  return {
    name: 'kubelet',
    wakes({ type, object, old }, { memory, now }) {
      if (object.kind !== 'Pod') return [];
      const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
      if (type === 'added') return [{ key, afterMs: SCHEDULE_MS }];
      if (type === 'deleted') {
        memory.delete(key);
        return [];
      }
      if (object.metadata.deletionTimestamp === undefined || old?.metadata.deletionTimestamp !== undefined) return [];
      memory.set(key, now + TERMINATE_MS);
      return [{ key, afterMs: TERMINATE_MS }];
    },
    sync(key, pass) {
      const pod = pass.live.get(keyOf(key)) as Pod | undefined;
      if (pod === undefined) return {};
      const goneAt = pass.memory.get<number>(key);
      if (goneAt === undefined) {
        const requeueAfterMs = live(pass, pod, nodes);
        return requeueAfterMs === undefined ? {} : { requeueAfterMs };
      }
      if (goneAt > pass.now) return { requeueAfterMs: goneAt - pass.now };
      pass.request({ verb: 'delete', key: keyOf(key), gracePeriodSeconds: 0 });
      return {};
    },
  };
}
