import type { NodeProps } from '@xyflow/react';
import { memo, useRef, useState } from 'react';
import type { PodView } from '../../../picture/view.ts';
import { useApp, usePod } from '../../../store/index.ts';
import { PodCaption } from '../../pod/PodCaption.tsx';
import { PodGlyph } from '../../pod/PodGlyph.tsx';
import { usePodName } from '../../pod/usePodName.ts';
import { useProgress } from '../../pod/useProgress.ts';
import { isMoving } from '../../theme/motion.ts';
import css from '../chain.module.css';
import type { FlowNode } from '../flow.ts';
import type { ChainNode } from '../layout.ts';
import { Pod as MovingPod, useCanMove } from '../Motion.tsx';
import { Handles } from './Handles.tsx';
import { useSelect } from './useSelect.ts';

type PodPlace = Extract<ChainNode, { readonly kind: 'pod' }>;

export const PodNode = memo(function PodNode({ data }: NodeProps<FlowNode>) {
  const uid = data.node.kind === 'pod' ? data.node.uid : '';
  const pod = usePod(uid);
  // A pod that is gone fades out as it was last seen.
  const last = useRef(pod);
  if (pod !== undefined) last.current = pod;
  if (data.node.kind !== 'pod' || last.current === undefined) return null;
  return (
    <>
      <Pod pod={last.current} place={data.node} isGone={data.isGone} />
      <Handles isTarget />
    </>
  );
});

/** Grows out of its ReplicaSet's edge, stays in its slot, and fades where it stood. */
function Pod({ pod, place, isGone }: { readonly pod: PodView; readonly place: PodPlace; readonly isGone: boolean }) {
  const { isSelected, select } = useSelect('Pod', pod.uid);
  const nameOf = usePodName();
  const glyph = useProgress(pod);
  const isNew = useIsNew(pod);
  const canMove = useCanMove();
  const [entering] = useState(() => canMove && isMoving());
  return (
    <MovingPod className={css.podMotion ?? ''} from={entering ? { x: place.fromX, y: place.fromY } : undefined} isGone={isGone}>
      <button
        type="button"
        className={css.pod}
        data-state={pod.state}
        data-size={place.size}
        data-node="pod"
        data-lane={place.lane}
        data-slot={place.slot}
        tabIndex={place.isFirst ? 0 : -1}
        aria-pressed={isSelected}
        aria-label={nameOf(pod)}
        disabled={isGone}
        onClick={select}
      >
        <span className={css.glyph} data-state={pod.state}>
          <PodGlyph ref={glyph} state={pod.state} isNew={isNew} size={place.glyph} />
        </span>
        {place.size !== 'bare' && (
          <span className={css.suffix} translate="no">
            {pod.suffix}
          </span>
        )}
        <span className={css.caption}>
          <PodCaption pod={pod} isShort={place.size === 'bare'} />
        </span>
      </button>
    </MovingPod>
  );
}

/** Whether the pod is of its Deployment's present revision: it then has the cut corner. */
function useIsNew(pod: PodView): boolean {
  return useApp(({ cluster }) => pod.owner !== undefined && cluster.replicaSets.get(pod.owner)?.isNew === true);
}
