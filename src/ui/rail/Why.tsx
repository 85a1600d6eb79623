import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView, Waiting } from '../../picture/view.ts';
import { clockText } from '../widgets/clock.ts';
import css from './rail.module.css';

type Move = NonNullable<DeploymentView['did']>['reason']['moves'][number];

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What the controller waits for, and what it did last and why. */
export function Why({ deployment }: { readonly deployment: DeploymentView }) {
  const { waiting, did } = deployment;
  return (
    <div className={css.why}>
      <p className={css.waiting} data-code={waiting.code}>
        <WaitingText waiting={waiting} />
      </p>
      <p className={css.did}>{did !== undefined && <Did at={did.at} moves={did.reason.moves} deployment={deployment} />}</p>
    </div>
  );
}

function WaitingText({ waiting }: { readonly waiting: Waiting }): ReactNode {
  const t = useT();
  switch (waiting.code) {
    case 'nothing':
      return t('reason.nothing');
    case 'complete':
      return t.rich('reason.complete', { revision: waiting.revision, replicas: waiting.replicas, b: bold });
    case 'paused':
      return t.rich('reason.paused', { b: bold });
    case 'deleting':
      return t('reason.deleting');
    case 'bothLimits':
      return t.rich('reason.bothLimits', {
        counted: waiting.counted,
        ceiling: waiting.ceiling,
        available: waiting.available,
        floor: waiting.floor,
        b: bold,
      });
    case 'newPods':
      return t.rich('reason.newPods', {
        count: waiting.notAvailable,
        available: waiting.available,
        floor: waiting.floor,
        mayRemove: waiting.mayRemove,
        b: bold,
      });
    case 'oldPodsLeave':
      return t.rich('reason.oldPodsLeave', { count: waiting.leaving, b: bold });
    case 'controller':
      return t('reason.controller');
    case 'refused':
      return t.rich('reason.refused', { message: waiting.message, b: bold });
    case 'deadlineExceeded':
      return t.rich('reason.deadlineExceeded', { count: waiting.notAvailable, b: bold });
  }
}

/** Why a ReplicaSet was given another size, as catalogue keys. */
export const WHY_MOVED = {
  created: 'reason.whyCreated',
  'room below the ceiling': 'reason.whyRoom',
  'unavailable old pods go first': 'reason.whyUnavailableFirst',
  'available above the floor': 'reason.whyAboveFloor',
  proportional: 'reason.whyProportional',
  'follow replicas': 'reason.whyFollow',
  recreate: 'reason.whyRecreate',
} as const satisfies Record<Move['why'], string>;

interface DidProps {
  readonly at: number;
  readonly moves: readonly Move[];
  readonly deployment: DeploymentView;
}

function Did({ at, moves, deployment }: DidProps) {
  const t = useT();
  const [first, ...others] = moves;
  if (first === undefined) return null;
  const { reason } = deployment.did ?? {};
  return (
    <>
      <time>{clockText(at)}</time>{' '}
      {t.rich(first.to > first.from ? 'reason.scaledUp' : 'reason.scaledDown', {
        replicaSet: first.replicaSet,
        from: first.from,
        to: first.to,
        b: bold,
      })}{' '}
      {t(WHY_MOVED[first.why], { ceiling: reason?.ceiling ?? 0, floor: reason?.floor ?? 0, replicas: reason?.replicas ?? 0 })}
      {others.length > 0 && <span className={css.dim}>{t('reason.andMore', { count: others.length })}</span>}
    </>
  );
}
