import { memo } from 'react';
import { usePod } from '../../store/index.ts';
import { PodGlyph } from '../pod/PodGlyph.tsx';
import { useProgress } from '../pod/useProgress.ts';
import { REVISION_Y, ROW_HEIGHT, ROW_Y } from './measures.ts';
import css from './rail.module.css';
import { TALL_BELOW, TALL_Y, TallBlock } from './TallBlock.tsx';

interface BlockProps {
  readonly uid: string;
  readonly x: number;
  readonly size: number;
  /** The Deployment's present revision: its pods have the cut corner. */
  readonly newest: number | undefined;
}

/** One counted or leaving pod on the rail; it slides to its place. */
export const Block = memo(function Block({ uid, x, size, newest }: BlockProps) {
  const pod = usePod(uid);
  const ref = useProgress(pod);
  if (pod === undefined) return null;
  const isTall = size < TALL_BELOW;
  const isNew = pod.revision !== undefined && pod.revision === newest;
  const y = isTall ? ROW_Y + TALL_Y : ROW_Y + (ROW_HEIGHT - size) / 2;
  return (
    <g className={css.block} style={{ transform: `translate(${x}px, ${y}px)` }}>
      <g className={css.enter}>
        {isTall ? (
          <TallBlock ref={ref} state={pod.state} isNew={isNew} width={size} />
        ) : (
          <PodGlyph ref={ref} state={pod.state} isNew={isNew} size={size} />
        )}
      </g>
      {size >= 26 && pod.revision !== undefined && (
        <text className={css.small} x={size / 2} y={REVISION_Y - y} textAnchor="middle">
          {`r${pod.revision}`}
        </text>
      )}
    </g>
  );
});

/** A place that is promised by a ReplicaSet's size and has no pod yet. */
export function OwedBlock({ x, size }: { readonly x: number; readonly size: number }) {
  const height = size < TALL_BELOW ? ROW_HEIGHT - 2 * TALL_Y : size;
  const y = ROW_Y + (ROW_HEIGHT - height) / 2;
  return <rect className={css.owed} x={x + 0.75} y={y + 0.75} width={size - 1.5} height={height - 1.5} rx={size * 0.22} />;
}
