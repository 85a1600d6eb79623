// Sizes of the chain in its own px (at zoom 1).

/** How large everything is drawn: the less room the stage has, the less is said under each pod. */
export interface Measures {
  readonly name: 'roomy' | 'dense' | 'bare';
  readonly deployment: { readonly width: number; readonly height: number };
  readonly replicaSet: { readonly width: number; readonly height: number };
  readonly pod: { readonly width: number; readonly height: number; readonly glyph: number };
  /** Column of the ReplicaSets and of the pods. */
  readonly replicaSetX: number;
  readonly podX: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly laneGap: number;
  /** Room above the first row for the word at the desired line. */
  readonly overhang: number;
}

/** Under each pod its name's end and its state. */
const ROOMY: Measures = {
  name: 'roomy',
  deployment: { width: 212, height: 154 },
  replicaSet: { width: 244, height: 124 },
  pod: { width: 76, height: 92, glyph: 52 },
  replicaSetX: 256,
  podX: 534,
  pitchX: 80,
  pitchY: 112,
  laneGap: 36,
  overhang: 20,
};

/** The same, closer together; a ReplicaSet's numbers stand in one line. */
const DENSE: Measures = {
  name: 'dense',
  deployment: { width: 194, height: 134 },
  replicaSet: { width: 208, height: 84 },
  pod: { width: 74, height: 76, glyph: 42 },
  replicaSetX: 226,
  podX: 460,
  pitchX: 76,
  pitchY: 94,
  laneGap: 22,
  overhang: 16,
};

/** Under each pod only what it counts down to. */
const BARE: Measures = {
  ...DENSE,
  name: 'bare',
  pod: { width: 44, height: 50, glyph: 34 },
  pitchX: 45,
  pitchY: 56,
};

/** From the most readable one on. */
export const MEASURES: readonly [Measures, Measures, ...Measures[]] = [ROOMY, DENSE, BARE];

export const CHIP = { width: 244, height: 30 } as const;
/** A ReplicaSet without pods, opened from the chip. */
export const COMPACT = { width: 244, height: 46, gap: 8 } as const;
export const GROUP = { width: 244, height: 24, gap: 20 } as const;
/** Above this many pods a ReplicaSet holds a tray of tiles instead of a node a pod. */
export const NODES_MAX = 60;
/** The word at the desired line. */
export const DESIRED = { width: 88 } as const;
/** A tray's own header (the ReplicaSet's words) and margins; where the stage is low the words stand in one line, and all is drawn smaller. */
export const TRAY = {
  header: { roomy: 66, dense: 40, bare: 40 },
  pad: 14,
  least: 360,
  zoom: { roomy: 1, dense: 0.84, bare: 0.84 },
} as const;
/** Stacked on a narrow screen: what hangs below the Deployment is indented by this. */
export const INDENT = 22;
export const DEPLOYMENT_STACKED_HEIGHT = 118;
export const REPLICA_SET_STACKED_HEIGHT = 82;
