// How large the chain is drawn and how many pods stand in a row: what is easiest to read in the room that the stage has.
import { MEASURES, type Measures } from './measures.ts';

export interface Fit {
  readonly measures: Measures;
  readonly perRow: number;
}

export interface Stage {
  readonly width: number;
  readonly height: number;
}

/** At this zoom the smallest words can be read; what is reached is preferred to what says less. */
const READABLE = 0.74;
/** A choice is kept, so that no pod moves when a Deployment is scaled, unless another shows everything so much larger. */
const WORTH_A_MOVE = 1.35;
/** Below this height two trays with words of their whole size leave hardly any room for tiles. */
const LOW_STAGE = 420;
const PER_ROW = [4, 5, 6, 8, 10, 12, 15] as const;

/** The zoom at which lanes with so many places are seen whole. */
function zoomOf({ measures, perRow }: Fit, places: readonly number[], { width, height }: Stage): number {
  const columns = Math.min(perRow, Math.max(1, ...places));
  const naturalWidth = measures.podX + columns * measures.pitchX + 12;
  let naturalHeight = -measures.laneGap;
  for (const count of places) naturalHeight += laneHeight(count, perRow, measures) + measures.laneGap;
  return Math.min(width / naturalWidth, height / Math.max(measures.deployment.height, naturalHeight));
}

/** Height of a lane with so many places; several rows need room above them for the word at the desired line. */
export function laneHeight(places: number, perRow: number, { replicaSet, pitchY, overhang }: Measures): number {
  const rows = Math.ceil(places / perRow);
  return Math.max(replicaSet.height, rows * pitchY + (rows > 1 ? overhang : 0));
}

/** Of trays: on a low stage cards take as little room as they can. */
export function trayFit({ height }: Stage): Fit {
  const [roomy, dense] = MEASURES;
  return { measures: height < LOW_STAGE ? dense : roomy, perRow: PER_ROW[0] };
}

/** The best fit for lanes with so many places, or `kept` where that is nearly as good. */
export function bestFit(places: readonly number[], stage: Stage, kept: Fit | undefined): Fit {
  let best: Fit = { measures: MEASURES[0], perRow: PER_ROW[0] };
  let bestZoom = 0;
  for (const measures of MEASURES) {
    if (bestZoom >= READABLE) break;
    for (const perRow of PER_ROW) {
      const fit = { measures, perRow };
      const zoom = zoomOf(fit, places, stage);
      if (zoom > bestZoom) [best, bestZoom] = [fit, zoom];
    }
  }
  if (kept === undefined) return best;
  const keptZoom = zoomOf(kept, places, stage);
  // Above zoom 1 everything is large: nothing is worth a move there.
  return Math.min(1, bestZoom) > keptZoom * WORTH_A_MOVE ? best : kept;
}
