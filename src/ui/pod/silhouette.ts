import type { PodState } from '../../picture/view.ts';

/** The glyph is drawn on a square of this side. */
export const GLYPH = 44;

/** Rounded square; the pods of the newest revision have their top left corner cut off. */
const SQUARE = 'M11 1H33A10 10 0 0 1 43 11V33A10 10 0 0 1 33 43H11A10 10 0 0 1 1 33V11A10 10 0 0 1 11 1Z';
const SQUARE_CUT = 'M16 1H33A10 10 0 0 1 43 11V33A10 10 0 0 1 33 43H11A10 10 0 0 1 1 33V16Z';
const OCTAGON = 'M13.5 1H30.5L43 13.5V30.5L30.5 43H13.5L1 30.5V13.5Z';
const OCTAGON_CUT = 'M21 1H30.5L43 13.5V30.5L30.5 43H13.5L1 30.5V21Z';
const FOLDED = 'M11 1H30L43 14V33A10 10 0 0 1 33 43H11A10 10 0 0 1 1 33V11A10 10 0 0 1 11 1Z';
const FOLDED_CUT = 'M16 1H30L43 14V33A10 10 0 0 1 33 43H11A10 10 0 0 1 1 33V16Z';

/** The outline that tells a state even at 12 px and in black and white. */
export function silhouette(state: PodState, isNew: boolean): string {
  if (state === 'failed') return isNew ? OCTAGON_CUT : OCTAGON;
  if (state === 'leaving') return isNew ? FOLDED_CUT : FOLDED;
  return isNew ? SQUARE_CUT : SQUARE;
}
