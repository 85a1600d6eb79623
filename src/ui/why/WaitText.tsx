import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { WaitView } from '../../picture/view.ts';
import { ClusterWaitText } from './ClusterWaitText.tsx';
import { PodWaitText } from './PodWaitText.tsx';

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
        ? t.rich('why.refusedPods', { replicaSet: wait.replicaSet, b })
        : t.rich('why.refused', { active: wait.active, desired: wait.desired, b });
    case 'replicaset refused':
      return t.rich('why.refusedReplicaSet', { b });
    case 'its pods':
      return t.rich('why.itsPods', { available: wait.available, desired: wait.desired, b });
    case 'dependents':
      return t.rich('why.dependents', { count: wait.dependents, b });
    case 'finalizers':
      return t.rich('why.finalizers', { names: wait.finalizers.join(', '), b });
    case 'owner gone':
      return t.rich('why.ownerGone', { kind: wait.ownerKind, name: wait.owner, b });
    case 'silent':
    case 'node down':
    case 'node taints':
    case 'cordoned':
    case 'no pods':
    case 'no ready pods':
    case 'no disruptions':
    case 'target missing':
    case 'no metrics':
    case 'scaling off':
    case 'scale refused':
    case 'content':
      return <ClusterWaitText wait={wait} />;
    default:
      return <PodWaitText wait={wait} />;
  }
}

function relation(left: number, right: number): string {
  if (left === right) return '=';
  return left > right ? '>' : '<';
}
