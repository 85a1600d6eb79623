import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { WaitView } from '../../picture/view.ts';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

type PodWaitView = Extract<WaitView, { readonly code: PodCode }>;
type PodCode =
  | 'scheduler turn'
  | 'no node'
  | 'kubelet turn'
  | 'admission'
  | 'sandbox'
  | 'container start'
  | 'image pull'
  | 'image back-off'
  | 'crash back-off'
  | 'missing object'
  | 'config error'
  | 'init containers'
  | 'start-up'
  | 'never ready'
  | 'minReadySeconds'
  | 'grace'
  | 'node lost'
  | 'node silent'
  | 'node gone'
  | 'ended';

/** What a pod waits for. */
export function PodWaitText({ wait }: { readonly wait: PodWaitView }): ReactNode {
  const t = useT();
  const b = bold;
  switch (wait.code) {
    case 'scheduler turn':
      return t.rich('why.schedulerTurn', { b });
    case 'no node':
      return wait.placement === undefined
        ? t.rich('why.noNode', { message: wait.message, b })
        : t.rich('why.noNodeOf', { count: wait.placement.nodes, b });
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
    case 'node lost':
      return t.rich('why.nodeLost', { node: wait.node, leaving: wait.isLeaving ? 'yes' : 'no', b });
    case 'node silent':
      return t.rich('why.nodeSilent', { node: wait.node, b });
    case 'node gone':
      return t.rich('why.nodeGone', { node: wait.node, b });
    case 'ended':
      return t.rich('why.ended', { phase: wait.phase, reason: wait.reason ?? 'none', b });
  }
}
