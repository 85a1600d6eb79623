import type { WaitView } from '../../picture/view.ts';
import { PlacementTable } from './Placement.tsx';
import { Probes } from './Probes.tsx';
import { Refusal } from './Refusal.tsx';

/** The numbers behind a sentence, where there are more than fit into it. */
export function Details({ wait }: { readonly wait: WaitView }) {
  switch (wait.code) {
    case 'refused':
    case 'replicaset refused':
      return <Refusal wait={wait} namespace={wait.who.namespace} />;
    case 'no node':
      return wait.placement === undefined ? null : <PlacementTable placement={wait.placement} />;
    case 'start-up':
    case 'never ready':
      return <Probes probes={wait.probes} />;
    default:
      return null;
  }
}
