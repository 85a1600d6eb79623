import { memo } from 'react';
import { useApp, usePod } from '../../../store/index.ts';
import { PodGlyph } from '../../pod/PodGlyph.tsx';
import css from '../chain.module.css';
import { tileAt, type TrayGeometry } from '../tray.ts';

interface TileProps {
  readonly uid: string;
  readonly slot: number;
  readonly geometry: TrayGeometry;
  readonly onPick: (slot: number) => void;
}

/** One pod among many: subscribed to itself alone, moved by style sheets alone. */
export const Tile = memo(function Tile({ uid, slot, geometry, onPick }: TileProps) {
  const pod = usePod(uid);
  const isNew = useApp(({ cluster }) => pod?.owner !== undefined && cluster.replicaSets.get(pod.owner)?.isNew === true);
  if (pod === undefined) return null;
  const { x, y } = tileAt(slot, geometry);
  return (
    // The list's keys reach every tile; the pointer is a second way.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    <span className={css.tile} style={{ left: x, top: y }} title={pod.name} onClick={() => onPick(slot)}>
      <PodGlyph state={pod.state} isNew={isNew} size={geometry.tile} />
    </span>
  );
}, isSameTile);

function isSameTile(a: TileProps, b: TileProps): boolean {
  return a.uid === b.uid && a.slot === b.slot && a.geometry.columns === b.geometry.columns && a.geometry.tile === b.geometry.tile;
}
