import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { WaitView } from '../../picture/view.ts';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

type ClusterWaitView = Extract<
  WaitView,
  {
    readonly code:
      | 'silent'
      | 'node down'
      | 'node taints'
      | 'cordoned'
      | 'no pods'
      | 'no ready pods'
      | 'no disruptions'
      | 'target missing'
      | 'no metrics'
      | 'scaling off'
      | 'scale refused'
      | 'content';
  }
>;

/** What nodes, Services, budgets, autoscalers and namespaces wait for. */
export function ClusterWaitText({ wait }: { readonly wait: ClusterWaitView }): ReactNode {
  const t = useT();
  const b = bold;
  switch (wait.code) {
    case 'silent':
      return t.rich('why.silent', { b });
    case 'node down': {
      const seconds = wait.tolerates === undefined ? 'none' : String(wait.tolerates);
      return t.rich('why.nodeDown', { pods: wait.pods, evicts: wait.evicts && wait.pods > 0 ? 'yes' : 'no', seconds, b });
    }
    case 'node taints':
      return t.rich('why.nodeTaints', { b });
    case 'cordoned':
      return t.rich('why.cordoned', { pods: wait.pods, b });
    case 'no pods':
      return t.rich('why.noPods', { selector: wait.selector, b });
    case 'no ready pods':
      return t.rich('why.noReadyPods', { pods: wait.pods, b });
    case 'no disruptions': {
      const { healthy, desired, expected } = wait;
      return t.rich('why.noDisruptions', { healthy, desired, expected, relation: healthy < desired ? '<' : '=', b });
    }
    case 'target missing':
      return t.rich('why.targetMissing', { kind: wait.kind, name: wait.name, b });
    case 'no metrics':
      return t.rich('why.noMetrics', { least: wait.least, most: wait.most, current: wait.current, b });
    case 'scaling off':
      return t.rich('why.scalingOff', { kind: wait.kind, name: wait.name, b });
    case 'scale refused':
      return t.rich('why.scaleRefused', { message: wait.message, b });
    case 'content':
      return t.rich('why.content', { left: wait.left, pods: wait.pods, held: wait.finalizers.join(', ') || 'none', b });
  }
}
