// Sizes of the chain in its own px (at zoom 1).
export const DEPLOYMENT = { width: 208, height: 154 } as const;
export const REPLICA_SET = { width: 244, height: 124 } as const;
export const POD = { width: 76, height: 92, glyph: 52 } as const;
/** Column of the ReplicaSets and of the pods. */
export const REPLICA_SET_X = 256;
export const POD_X = REPLICA_SET_X + REPLICA_SET.width + 34;
export const PITCH_X = 80;
export const PITCH_Y = 112;
export const LANE_GAP = 36;
export const CHIP = { width: 244, height: 30 } as const;
/** A ReplicaSet without pods, opened from the chip. */
export const COMPACT = { height: 46, gap: 8 } as const;
export const GROUP = { width: 244, height: 24, gap: 20 } as const;
/** Above this many pods a ReplicaSet holds a tray of tiles instead of a node a pod. */
export const NODES_MAX = 60;
/** Room above the first row for the word at the desired line. */
export const DESIRED = { width: 88, overhang: 20 } as const;
/** A tray's own header and margins. */
export const TRAY = { header: 84, pad: 14 } as const;
/** Stacked on a narrow screen: what hangs below the Deployment is indented by this. */
export const INDENT = 22;
export const DEPLOYMENT_STACKED_HEIGHT = 118;
export const REPLICA_SET_STACKED_HEIGHT = 98;
