import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { WaitView } from '../../picture/view.ts';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What is waited for, with the numbers of this moment. */
export function WaitText({ wait }: { readonly wait: WaitView }): ReactNode {
  const t = useT();
  const b = bold;
  switch (wait.code) {
    case 'paused':
      return t.rich('why.paused', { b });
    case 'controller turn':
      return t.rich('why.controllerTurn', { b });
    case 'replicaset turn':
      return t.rich('why.replicaSetTurn', { replicaSet: wait.replicaSet, active: wait.active, desired: wait.desired, b });
    case 'both limits': {
      const { counted, ceiling, available, floor } = wait;
      return t.rich('why.bothLimits', {
        counted,
        ceiling,
        available,
        floor,
        over: relation(counted, ceiling),
        under: relation(available, floor),
        b,
      });
    }
    case 'new pods':
      return t.rich('why.newPods', {
        count: wait.notAvailable,
        available: wait.available,
        floor: wait.floor,
        mayRemove: wait.mayRemove,
        b,
      });
    case 'old pods leave':
      return t.rich('why.oldPodsLeave', { count: wait.leaving, b });
    case 'refused':
      return 'replicaSet' in wait
        ? t.rich('why.refusedPods', { replicaSet: wait.replicaSet, message: wait.message, b })
        : t.rich('why.refused', { active: wait.active, desired: wait.desired, message: wait.message, b });
    case 'its pods':
      return t.rich('why.itsPods', { available: wait.available, desired: wait.desired, b });
    case 'dependents':
      return t.rich('why.dependents', { count: 'pods' in wait ? wait.pods : wait.replicaSets, b });
    default:
      return <PodWaitText wait={wait} />;
  }
}

function relation(left: number, right: number): string {
  if (left === right) return '=';
  return left > right ? '>' : '<';
}

type PodWaitView = Exclude<
  WaitView,
  {
    readonly code:
      | 'paused'
      | 'controller turn'
      | 'replicaset turn'
      | 'both limits'
      | 'new pods'
      | 'old pods leave'
      | 'refused'
      | 'its pods'
      | 'dependents';
  }
>;

function PodWaitText({ wait }: { readonly wait: PodWaitView }): ReactNode {
  const t = useT();
  const b = bold;
  switch (wait.code) {
    case 'scheduler turn':
      return t.rich('why.schedulerTurn', { b });
    case 'no node':
      return t.rich('why.noNode', { message: wait.message, b });
    case 'kubelet turn':
      return t.rich('why.kubeletTurn', { node: wait.node, b });
    case 'admission':
      return t.rich('why.admission', { node: wait.node, b });
    case 'sandbox':
      return t.rich('why.sandbox', { node: wait.node, b });
    case 'container start':
      return t.rich('why.containerStart', { node: wait.node, b });
    case 'image pull':
      return t.rich('why.imagePull', { image: wait.image, b });
    case 'image back-off':
      return t.rich('why.imageBackOff', { image: wait.image, message: wait.message, b });
    case 'crash back-off':
      return t.rich('why.crashBackOff', {
        restarts: wait.restarts,
        exitCode: wait.exitCode === undefined ? 'none' : String(wait.exitCode),
        b,
      });
    case 'missing object':
      return t.rich('why.missingObject', { kind: wait.kind, name: wait.name, b });
    case 'config error':
      return t.rich('why.configError', { message: wait.message, b });
    case 'init containers':
      return t.rich('why.initContainers', { done: wait.done, total: wait.total, b });
    case 'start-up':
      return wait.probe === undefined ? t.rich('why.startUp', { b }) : t.rich('why.startUpProbe', { probe: wait.probe, b });
    case 'never ready':
      return t.rich('why.neverReady', { probe: wait.probe, b });
    case 'minReadySeconds':
      return t.rich('why.minReadySeconds', { seconds: wait.seconds, b });
    case 'grace':
      return t.rich('why.grace', { seconds: wait.seconds, b });
    case 'finalizers':
      return t.rich('why.finalizers', { names: wait.finalizers.join(', '), b });
    case 'node lost':
      return t.rich('why.nodeLost', { node: wait.node, b });
    case 'ended':
      return t.rich('why.ended', { phase: wait.phase, reason: wait.reason ?? 'none', b });
  }
}
