import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useT } from '../../../i18n/index.ts';
import type { ReplicaSetView } from '../../../picture/view.ts';
import { useReplicaSet } from '../../../store/index.ts';
import { later } from '../../widgets/later.tsx';
import css from '../chain.module.css';
import type { FlowNode } from '../flow.ts';
import type { ChainNode } from '../layout.ts';
import { Handles } from './Handles.tsx';
import { useSelect } from './useSelect.ts';

// Most pictures have a node a pod: the tiles of many come with the first of them.
const Tray = later(() => import('./Tray.tsx'));

export const ReplicaSetNode = memo(function ReplicaSetNode({ data }: NodeProps<FlowNode>) {
  const { node } = data;
  const replicaSet = useReplicaSet(node.kind === 'replicaSet' ? node.uid : '');
  if (node.kind !== 'replicaSet' || replicaSet === undefined) return null;
  return (
    <>
      <Look replicaSet={replicaSet} node={node} />
      <Handles isTarget isSource />
    </>
  );
});

function Look({
  replicaSet,
  node,
}: {
  readonly replicaSet: ReplicaSetView;
  readonly node: Extract<ChainNode, { readonly kind: 'replicaSet' }>;
}) {
  if (node.look === 'compact') return <Compact replicaSet={replicaSet} />;
  if (node.tray === undefined) return <Card replicaSet={replicaSet} isStacked={node.look === 'stacked'} isDense={node.size !== 'roomy'} />;
  return (
    <div className={`${css.card} ${css.trayCard}`} data-live={replicaSet.isNew}>
      <Head replicaSet={replicaSet} isDense={node.size !== 'roomy'} />
      <Tray replicaSet={replicaSet} geometry={node.tray} />
    </div>
  );
}

function useName(replicaSet: ReplicaSetView): string {
  const t = useT();
  const { name, desired, current, ready, revision } = replicaSet;
  return revision === undefined
    ? t('chain.replicaSetName', { name, desired, current, ready })
    : t('chain.replicaSetNameWithRevision', { name, desired, current, ready, revision });
}

/** The hash tells a ReplicaSet from its siblings: it stays whole where the name has no room. */
function Name({ replicaSet: { name, hash } }: { readonly replicaSet: ReplicaSetView }) {
  const hasHash = hash !== '' && name.endsWith(`-${hash}`);
  return (
    <span className={css.name} translate="no" title={name}>
      <span>{hasHash ? name.slice(0, -hash.length - 1) : name}</span>
      {hasHash && `-${hash}`}
    </span>
  );
}

function Revision({ replicaSet }: { readonly replicaSet: ReplicaSetView }) {
  const t = useT();
  if (replicaSet.revision === undefined) return null;
  return (
    <span className={css.revision} data-live={replicaSet.isNew}>
      {t('chain.revision', { revision: replicaSet.revision })}
    </span>
  );
}

function Counts({ replicaSet }: { readonly replicaSet: ReplicaSetView }) {
  const t = useT();
  const counts = [
    [t('chain.desired'), replicaSet.desired],
    [t('chain.current'), replicaSet.current],
    [t('chain.ready'), replicaSet.ready],
  ] as const;
  return (
    <span className={css.counts}>
      {counts.map(([label, count]) => (
        <span key={label}>
          <span className={css.countLabel}>{label}</span>
          <b>{count}</b>
        </span>
      ))}
    </span>
  );
}

interface CardProps {
  readonly replicaSet: ReplicaSetView;
  readonly isStacked: boolean;
  readonly isDense: boolean;
}

function Card({ replicaSet, isStacked, isDense }: CardProps) {
  const { isSelected, select } = useSelect('ReplicaSet', replicaSet.uid);
  const images = replicaSet.images.join(', ');
  return (
    <button
      type="button"
      className={`${css.card} ${css.replicaSet}`}
      data-live={replicaSet.isNew}
      data-stacked={isStacked}
      data-dense={isDense}
      data-node="replicaSet"
      aria-pressed={isSelected}
      aria-label={useName(replicaSet)}
      onClick={select}
    >
      {!isStacked && !isDense && (
        <span className={css.kind} translate="no">
          ReplicaSet
        </span>
      )}
      <Revision replicaSet={replicaSet} />
      <Name replicaSet={replicaSet} />
      <span className={css.image} translate="no" title={images}>
        {images}
      </span>
      <Counts replicaSet={replicaSet} />
    </button>
  );
}

/** The head of a tray: the ReplicaSet itself is one button, the tiles below are another stop. */
function Head({ replicaSet, isDense }: { readonly replicaSet: ReplicaSetView; readonly isDense: boolean }) {
  const { isSelected, select } = useSelect('ReplicaSet', replicaSet.uid);
  return (
    <button
      type="button"
      className={css.trayHead}
      data-dense={isDense}
      data-node="replicaSet"
      aria-pressed={isSelected}
      aria-label={useName(replicaSet)}
      onClick={select}
    >
      <Name replicaSet={replicaSet} />
      <Revision replicaSet={replicaSet} />
      <span className={css.image} translate="no">
        {replicaSet.images.join(', ')}
      </span>
      <Counts replicaSet={replicaSet} />
    </button>
  );
}

function Compact({ replicaSet }: { readonly replicaSet: ReplicaSetView }) {
  const { isSelected, select } = useSelect('ReplicaSet', replicaSet.uid);
  return (
    <button
      type="button"
      className={`${css.card} ${css.compact}`}
      data-node="replicaSet"
      aria-pressed={isSelected}
      aria-label={useName(replicaSet)}
      onClick={select}
    >
      <Name replicaSet={replicaSet} />
      <Revision replicaSet={replicaSet} />
      <span className={css.image} translate="no">
        {replicaSet.images.join(', ')}
      </span>
    </button>
  );
}
