// Where everything on the rail stands, from counts and a width alone.

/** Above this many places blocks become too small to tell apart and the rail is drawn as bars. */
export const BLOCKS_MAX = 60;
const PITCH_MAX = 62;
const PITCH_MIN = 8;
const GLYPH_MAX = 46;
/** Between the count and the leaving pods. */
const LEAVING_GAP = 24;
const PAD = 8;

export interface RailCounts {
  /** Pods that stand in the row. */
  readonly counted: number;
  /** Promised pods that no pod stands for yet. */
  readonly owed: number;
  readonly leaving: number;
  readonly floor: number;
  readonly desired: number;
  readonly ceiling: number;
}

export interface RailLines {
  readonly floor: number;
  readonly desired: number;
  readonly ceiling: number;
}

export interface RailBlocks {
  readonly kind: 'blocks';
  /** Side of a pod. */
  readonly glyph: number;
  /** Left edges, in rail order: the counted pods, the owed places, the leaving pods. */
  readonly counted: readonly number[];
  readonly owed: readonly number[];
  readonly leaving: readonly number[];
  readonly lines: RailLines;
  /** Middle of the leaving group. */
  readonly leavingAt: number;
}

export interface RailBars {
  readonly kind: 'bars';
  /** px a pod. */
  readonly scale: number;
  readonly start: number;
  readonly lines: RailLines;
  readonly leavingAt: number;
  readonly leavingWidth: number;
}

export type RailLayout = RailBlocks | RailBars;

/** Lays the rail out on `width` px. The same counts and width always give the same places. */
export function railLayout(counts: RailCounts, width: number): RailLayout {
  const places = Math.max(counts.counted + counts.owed, counts.ceiling, counts.desired, 1);
  // Room for the pods that leave is kept while none does, so that the row does not move when the first one goes.
  const leavingPlaces = Math.max(counts.leaving, counts.desired <= 12 ? 1 : 2);
  const room = width - 2 * PAD - LEAVING_GAP;
  const pitch = Math.min(PITCH_MAX, room / (places + leavingPlaces));
  return places + leavingPlaces <= BLOCKS_MAX && pitch >= PITCH_MIN
    ? blocks(counts, places, Math.floor(pitch * 4) / 4)
    : bars(counts, places, width);
}

function blocks(counts: RailCounts, places: number, pitch: number): RailBlocks {
  const glyph = Math.min(GLYPH_MAX, pitch - Math.max(1.5, pitch * 0.16));
  const inset = (pitch - glyph) / 2;
  const row = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index * pitch + inset);
  const line = (n: number) => PAD + n * pitch;
  const leavingStart = line(places) + LEAVING_GAP;
  return {
    kind: 'blocks',
    glyph,
    counted: row(PAD, counts.counted),
    owed: row(line(counts.counted), counts.owed),
    leaving: row(leavingStart, counts.leaving),
    lines: { floor: line(counts.floor), desired: line(counts.desired), ceiling: line(counts.ceiling) },
    leavingAt: leavingStart + (Math.max(1, counts.leaving) * pitch) / 2,
  };
}

function bars(counts: RailCounts, places: number, width: number): RailBars {
  const room = width - 2 * PAD - LEAVING_GAP;
  // A quarter at most goes to the leaving pods: in a restart of everything they may be as many as those counted.
  const leavingShare = Math.min(0.25, Math.max(0.12, counts.leaving / (places + counts.leaving)));
  const scale = (room * (1 - leavingShare)) / places;
  const line = (n: number) => PAD + n * scale;
  const leavingWidth = Math.min(counts.leaving * scale, room * leavingShare);
  const leavingStart = line(places) + LEAVING_GAP;
  return {
    kind: 'bars',
    scale,
    start: PAD,
    lines: { floor: line(counts.floor), desired: line(counts.desired), ceiling: line(counts.ceiling) },
    leavingAt: leavingStart,
    leavingWidth,
  };
}

/** A piece of the row of bars: so many pods of one kind in a row. */
export interface Segment<Kind extends string> {
  readonly kind: Kind;
  readonly count: number;
  readonly x: number;
  readonly width: number;
}

/** Puts runs of pods side by side; empty ones are left out. */
export function segments<Kind extends string>(runs: readonly (readonly [Kind, number])[], layout: RailBars): readonly Segment<Kind>[] {
  let x = layout.start;
  const placed: Segment<Kind>[] = [];
  for (const [kind, count] of runs) {
    if (count === 0) continue;
    const width = count * layout.scale;
    placed.push({ kind, count, x, width });
    x += width;
  }
  return placed;
}

/** How a label hangs on its line, so that two close lines do not write over each other. */
export function labelAnchors(lines: RailLines, minGap = 96): { readonly floor: 'middle' | 'end'; readonly ceiling: 'middle' | 'start' } {
  return lines.ceiling - lines.floor < minGap ? { floor: 'end', ceiling: 'start' } : { floor: 'middle', ceiling: 'middle' };
}
