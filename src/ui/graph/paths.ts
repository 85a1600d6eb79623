// The edges' ways. Every way of one kind has the same commands, so that one can be tweened into another.

const round = (n: number) => Math.round(n * 100) / 100;

/** From the Deployment's side to a ReplicaSet's side: a soft branch. */
export function branchPath(x1: number, y1: number, x2: number, y2: number): string {
  const middle = round((x1 + x2) / 2);
  return `M${round(x1)} ${round(y1)}C${middle} ${round(y1)} ${middle} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

/** In one column: down the left edge, then right into the ReplicaSet. */
export function gutterPath(x1: number, y1: number, x2: number, y2: number): string {
  const r = 8;
  return `M${round(x1)} ${round(y1)}L${round(x1)} ${round(y2 - r)}Q${round(x1)} ${round(y2)} ${round(x1 + r)} ${round(y2)}L${round(x2)} ${round(y2)}`;
}

/** From a ReplicaSet to a pod like a string of beads: to the pod's row, then along it, behind the pods that stand before it. */
export function beadPath(x1: number, y1: number, x2: number, y2: number): string {
  const turn = x1 + 20;
  const r = Math.min(8, Math.abs(y2 - y1) / 2) * Math.sign(y2 - y1);
  const c = Math.abs(r);
  return [
    `M${round(x1)} ${round(y1)}`,
    `L${round(turn - c)} ${round(y1)}`,
    `Q${round(turn)} ${round(y1)} ${round(turn)} ${round(y1 + r)}`,
    `L${round(turn)} ${round(y2 - r)}`,
    `Q${round(turn)} ${round(y2)} ${round(turn + c)} ${round(y2)}`,
    `L${round(x2)} ${round(y2)}`,
  ].join('');
}
