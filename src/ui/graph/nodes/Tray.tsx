import { type KeyboardEvent, memo, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useT } from '../../../i18n/index.ts';
import type { ReplicaSetView } from '../../../picture/view.ts';
import { type AppState, useActions, useApp, usePod } from '../../../store/index.ts';
import { usePodName } from '../../pod/usePodName.ts';
import unseen from '../../widgets/unseen.module.css';
import { desiredBoundary } from '../desired.ts';
import css from '../tray.module.css';
import { slotAfterKey, type TrayGeometry, tileAt } from '../tray.ts';
import { Tile } from './Tile.tsx';
import { TrayCanvas } from './TrayCanvas.tsx';
import { show } from './useSelect.ts';

interface TrayProps {
  readonly replicaSet: ReplicaSetView;
  readonly geometry: TrayGeometry;
}

/**
 * All pods of a ReplicaSet as tiles. To keyboard and screen reader it is a list with one stop: arrows move a mark over the
 * pods, Enter selects. Only the pod under the mark is in the document as an option, however many there are.
 */
export default function Tray({ replicaSet, geometry }: TrayProps) {
  const t = useT();
  const actions = useActions();
  const id = useId();
  const [marked, setMarked] = useState(0);
  const [hasFocus, setHasFocus] = useState(false);
  const { slots } = replicaSet;
  const slot = slots[marked] === undefined || slots[marked] === '' ? slotAfterKey('Home', 0, slots, geometry.columns) : marked;
  const uid = slots[slot] ?? '';
  const select = (chosen: string) => {
    if (chosen === '') return;
    show(actions, { kind: 'Pod', uid: chosen });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') select(uid);
    else {
      const next = slotAfterKey(event.key, slot, slots, geometry.columns);
      if (next === slot && !event.key.startsWith('Arrow')) return;
      setMarked(next);
    }
    event.preventDefault();
  };
  // Through a reference, so that the tiles' handler stays the same while pods come and go.
  const latest = useRef({ slots, select });
  latest.current = { slots, select };
  const pick = useCallback((picked: number) => {
    const chosen = latest.current.slots[picked] ?? '';
    if (chosen === '') return;
    setMarked(picked);
    latest.current.select(chosen);
  }, []);
  const { columns, rows, pitch } = geometry;
  return (
    <div
      className={css.tray}
      role="listbox"
      tabIndex={0}
      aria-label={t('chain.trayName', { name: replicaSet.name, count: replicaSet.current })}
      aria-activedescendant={uid === '' ? undefined : `${id}-option`}
      onKeyDown={onKeyDown}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      style={{ width: columns * pitch, height: rows * pitch }}
    >
      {geometry.how === 'tiles' ? (
        <Tiles slots={slots} isNew={replicaSet.isNew} geometry={geometry} onPick={pick} />
      ) : (
        <TrayCanvas replicaSet={replicaSet} geometry={geometry} onPick={pick} />
      )}
      <Boundary replicaSet={replicaSet} geometry={geometry} />
      <Selected slots={slots} geometry={geometry} />
      {hasFocus && uid !== '' && <Mark slot={slot} geometry={geometry} />}
      {uid !== '' && <Option id={`${id}-option`} uid={uid} position={slot + 1} size={slots.length} />}
    </div>
  );
}

interface TilesProps {
  readonly slots: readonly string[];
  readonly isNew: boolean;
  readonly geometry: TrayGeometry;
  readonly onPick: (slot: number) => void;
}

/** Drawn again only when pods come or go, not when the ReplicaSet's counts change. */
const Tiles = memo(function Tiles({ slots, isNew, geometry, onPick }: TilesProps) {
  return slots.map((uid, slot) => {
    if (uid === '') return null;
    const { x, y } = tileAt(slot, geometry);
    return <Tile key={uid} uid={uid} slot={slot} x={x} y={y} size={geometry.tile} isNew={isNew} onPick={onPick} />;
  });
});

function Option({
  id,
  uid,
  position,
  size,
}: {
  readonly id: string;
  readonly uid: string;
  readonly position: number;
  readonly size: number;
}) {
  const pod = usePod(uid);
  const nameOf = usePodName();
  const isSelected = useApp(({ view }) => view.selection?.uid === uid);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and points here (aria-activedescendant).
    <span id={id} role="option" aria-selected={isSelected} aria-posinset={position} aria-setsize={size} className={unseen.unseen}>
      {pod === undefined ? '' : nameOf(pod)}
    </span>
  );
}

/** The ring around the tile that the keys stand on. */
function Mark({ slot, geometry }: { readonly slot: number; readonly geometry: TrayGeometry }) {
  const { x, y } = tileAt(slot, geometry);
  return <span className={css.mark} style={{ left: x - 3, top: y - 3, width: geometry.tile + 6, height: geometry.tile + 6 }} />;
}

function Selected({ slots, geometry }: { readonly slots: readonly string[]; readonly geometry: TrayGeometry }) {
  const slot = useApp(({ view }) => (view.selection === null ? -1 : slots.indexOf(view.selection.uid)));
  if (slot < 0) return null;
  const { x, y } = tileAt(slot, geometry);
  return <span className={css.selectedTile} style={{ left: x - 2, top: y - 2, width: geometry.tile + 4, height: geometry.tile + 4 }} />;
}

/** The dotted line after as many counted pods as are desired. */
function Boundary({ replicaSet: { slots, desired }, geometry }: TrayProps) {
  const at = useBoundary(slots, desired);
  const { columns, pitch, tile } = geometry;
  const row = at === 0 ? 0 : Math.floor((at - 1) / columns);
  const x = (at - row * columns) * pitch - (pitch - tile) / 2 - 1;
  return <span className={css.boundary} style={{ left: x, top: row * pitch - 2, height: tile + 4 }} />;
}

/** The slot of the boundary. All slots are looked at for it, so once for each change of the pods, and not for every word of the store. */
function useBoundary(slots: readonly string[], desired: number): number {
  const select = useMemo(() => {
    let known: { readonly pods: AppState['cluster']['pods']; readonly at: number } | undefined;
    return ({ cluster: { pods } }: AppState): number => {
      if (known?.pods !== pods) known = { pods, at: desiredBoundary(slots, (uid) => pods.get(uid)?.state === 'leaving', desired) };
      return known.at;
    };
  }, [slots, desired]);
  return useApp(select);
}
