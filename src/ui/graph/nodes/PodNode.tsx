import type { NodeProps } from '@xyflow/react';
import * as m from 'framer-motion/m';
import { memo, useRef, useState } from 'react';
import type { PodView } from '../../../picture/view.ts';
import { useApp, usePod } from '../../../store/index.ts';
import { PodCaption } from '../../pod/PodCaption.tsx';
import { PodGlyph } from '../../pod/PodGlyph.tsx';
import { useProgress } from '../../pod/useProgress.ts';
import { usePodName } from '../../pod/usePodName.ts';
import { isMoving, move } from '../../theme/motion.ts';
import css from '../chain.module.css';
import { featuresAreThere } from '../loadFeatures.ts';
import type { FlowNode } from '../flow.ts';
import type { ChainNode } from '../layout.ts';
import { POD } from '../measures.ts';
import { useSelect } from './useSelect.ts';

type PodPlace = Extract<ChainNode, { readonly kind: 'pod' }>;

export const PodNode = memo(function PodNode({ data }: NodeProps<FlowNode>) {
  const uid = data.node.kind === 'pod' ? data.node.uid : '';
  const pod = usePod(uid);
  // A pod that is gone fades out as it was last seen.
  const last = useRef(pod);
  if (pod !== undefined) last.current = pod;
  if (data.node.kind !== 'pod' || last.current === undefined) return null;
  return <Pod pod={last.current} place={data.node} isGone={data.isGone} />;
});

/** Grows out of its ReplicaSet's edge, stays in its slot, and fades where it stood. */
function Pod({ pod, place, isGone }: { readonly pod: PodView; readonly place: PodPlace; readonly isGone: boolean }) {
  const { isSelected, select } = useSelect('Pod', pod.uid);
  const nameOf = usePodName();
  const glyph = useProgress(pod);
  const isNew = useIsNew(pod);
  const [entering] = useState(() => featuresAreThere() && isMoving());
  return (
    <m.div
      className={css.podMotion ?? ''}
      initial={entering ? { opacity: 0, scale: 0.25, x: place.fromX, y: place.fromY } : false}
      animate={isGone ? { opacity: 0, scale: 0.3, x: 0, y: 0 } : { opacity: 1, scale: 1, x: 0, y: 0 }}
      transition={move()}
    >
      <button
        type="button"
        className={css.pod}
        data-state={pod.state}
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
          <PodGlyph ref={glyph} state={pod.state} isNew={isNew} size={POD.glyph} />
        </span>
        <span className={css.suffix} translate="no">
          {pod.suffix}
        </span>
        <span className={css.caption}>
          <PodCaption pod={pod} />
        </span>
      </button>
    </m.div>
  );
}

/** Whether the pod is of its Deployment's present revision: it then has the cut corner. */
function useIsNew(pod: PodView): boolean {
  return useApp(({ cluster }) => pod.owner !== undefined && cluster.replicaSets.get(pod.owner)?.isNew === true);
}
