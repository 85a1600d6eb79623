// How a tray of tiles is divided: from the number of places alone, so that it stays the same while pods come and go.
import { TRAY } from './measures.ts';

export interface TrayGeometry {
  readonly columns: number;
  readonly rows: number;
  /** Side of a tile and distance from one to the next, in px. */
  readonly tile: number;
  readonly pitch: number;
  /** Tiles as elements, or drawn on one canvas. */
  readonly how: 'tiles' | 'canvas';
}

/** Above this many places elements cost too much on a weak machine, and all are drawn on one canvas. */
const TILES_MAX = 400;

/** `scale` chooses the size of a tile (the largest lane's places), `places` the number of rows of this lane. */
export function trayGeometry(places: number, scale: number, innerWidth: number): TrayGeometry {
  const [tile, gap] = scale <= 160 ? [26, 6] : scale <= TILES_MAX ? [18, 4] : scale <= 1_300 ? [12, 3] : scale <= 5_500 ? [6, 2] : [4, 1];
  const pitch = tile + gap;
  const columns = Math.max(1, Math.floor((innerWidth + gap) / pitch));
  return { columns, rows: Math.max(1, Math.ceil(places / columns)), tile, pitch, how: scale <= TILES_MAX ? 'tiles' : 'canvas' };
}

/** The width of a tray in columns, by its largest lane's places: two of them above each other then fit a stage. */
export function trayWidth(scale: number): number {
  return scale <= 160 ? 720 : scale <= 400 ? 900 : 1080;
}

/** The height of a tray with its header. */
export function trayHeight({ rows, pitch }: TrayGeometry): number {
  return TRAY.header + rows * pitch + TRAY.pad;
}

/** Top left corner of a slot's tile inside the tray's grid. */
export function tileAt(slot: number, { columns, pitch }: TrayGeometry): { readonly x: number; readonly y: number } {
  return { x: (slot % columns) * pitch, y: Math.floor(slot / columns) * pitch };
}

/** The slot under a point of the grid; -1 beside all of them. */
export function slotAt(x: number, y: number, { columns, rows, pitch }: TrayGeometry): number {
  const column = Math.floor(x / pitch);
  const row = Math.floor(y / pitch);
  return column < 0 || column >= columns || row < 0 || row >= rows ? -1 : row * columns + column;
}

const STEPS: Readonly<Record<string, (columns: number) => number>> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
};

/** The slot that a key leads to from `slot`: the next one in that direction that holds a pod, or `slot` when there is none. */
export function slotAfterKey(key: string, slot: number, slots: readonly string[], columns: number): number {
  if (key === 'Home')
    return Math.max(
      0,
      slots.findIndex((uid) => uid !== ''),
    );
  if (key === 'End')
    return Math.max(
      0,
      slots.findLastIndex((uid) => uid !== ''),
    );
  const step = STEPS[key]?.(columns);
  if (step === undefined) return slot;
  for (let next = slot + step; next >= 0 && next < slots.length; next += step) {
    if (slots[next] !== '') return next;
  }
  return slot;
}
