/** Which releases of Kubernetes the clusters and the client here are. */

/** A patch release of each minor version, by minor. */
const patchReleases: Readonly<Record<number, number>> = {
  22: 17,
  23: 17,
  24: 17,
  25: 16,
  26: 15,
  27: 16,
  28: 15,
  29: 15,
  30: 14,
  31: 14,
  32: 9,
  33: 13,
  34: 1,
  35: 2,
  37: 2,
};

/** The minor version of kubectl, whatever the cluster's. */
export const clientMinor = 37;

/** `v1.37.2`: what a component of this minor version calls itself. */
export function gitVersion(minor: number): string {
  return `v1.${minor}.${patchReleases[minor] ?? 0}`;
}
