// The rail's rows, in px from its top.
export const TRACK_HEIGHT = 124;
/** Labels above: desired, leaving. */
export const LABEL_TOP_Y = 12;
export const ROW_Y = 36;
export const ROW_HEIGHT = 46;
/** Baseline of the revision under a block. */
export const REVISION_Y = ROW_Y + ROW_HEIGHT + 14;
/** Where the lines end. */
export const FLOOR_Y = 102;
/** Labels below: floor, ceiling. */
export const LABEL_Y = 120;
