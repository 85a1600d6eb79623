import { memo } from 'react';
import { PodGlyph } from '../../pod/PodGlyph.tsx';
import css from '../tray.module.css';
import { useKeyedPod } from './useKeyedPod.ts';

interface TileProps {
  readonly uid: string;
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Whether its ReplicaSet is the one of the present template. */
  readonly isNew: boolean;
  readonly onPick: (slot: number) => void;
}

/** One pod among many: subscribed to itself alone, moved by style sheets alone. */
export const Tile = memo(function Tile({ uid, slot, x, y, size, isNew, onPick }: TileProps) {
  const pod = useKeyedPod(uid);
  if (pod === undefined) return null;
  return (
    // The list's keys reach every tile; the pointer is a second way.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    <span className={css.tile} data-enters={size > 20} style={{ left: x, top: y }} title={pod.name} onClick={() => onPick(slot)}>
      <PodGlyph state={pod.state} isNew={isNew} size={size} />
    </span>
  );
});
