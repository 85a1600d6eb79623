// How a tray of tiles is divided: from the number of places alone, so that it stays the same while pods come and go.
import { type Measures, TRAY } from './measures.ts';

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

/** Distances from one tile to the next, from the largest on; what is left between two tiles is the more, the larger they are. */
const PITCHES = [32, 28, 24, 22, 20, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4.5, 4, 3.5, 3, 2.5, 2] as const;
const gapOf = (pitch: number) => (pitch >= 24 ? 6 : pitch >= 16 ? 4 : pitch >= 10 ? 3 : pitch >= 6 ? 2 : pitch >= 4 ? 1 : 0.5);

function geometryOf(places: number, scale: number, innerWidth: number, pitch: number): TrayGeometry {
  const gap = gapOf(pitch);
  const columns = Math.max(1, Math.floor((innerWidth + gap) / pitch));
  const rows = Math.max(1, Math.ceil(places / columns));
  return { columns, rows, tile: pitch - gap, pitch, how: scale <= TILES_MAX ? 'tiles' : 'canvas' };
}

/** A tray as wide as a page. `scale` chooses the size of a tile (the largest lane's places), `places` the number of rows of this lane. */
export function trayGeometry(places: number, scale: number, innerWidth: number): TrayGeometry {
  const pitch = scale <= 160 ? 32 : scale <= TILES_MAX ? 22 : scale <= 1_300 ? 14 : scale <= 5_500 ? 8 : 5;
  return geometryOf(places, scale, innerWidth, pitch);
}

/** The trays of lanes with so many places above each other, with tiles as large as the room allows. */
export function fitTrays(places: readonly number[], width: number, height: number, measures: Measures): readonly TrayGeometry[] {
  const { laneGap } = measures;
  const scale = Math.max(1, ...places);
  let trays: readonly TrayGeometry[] = [];
  for (const pitch of PITCHES) {
    trays = places.map((count) => geometryOf(count, scale, width - 2 * TRAY.pad, pitch));
    if (trays.reduce((sum, tray) => sum + trayHeight(tray, measures) + laneGap, -laneGap) <= height) break;
  }
  return trays;
}

/** The height of a tray with its header. */
export function trayHeight({ rows, pitch }: TrayGeometry, { name }: Measures): number {
  return TRAY.header[name] + rows * pitch + TRAY.pad;
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
