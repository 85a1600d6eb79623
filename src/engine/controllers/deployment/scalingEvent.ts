/** The wording of ScalingReplicaSet events, which changed over the versions. upstream: pkg/controller/deployment/sync.go */

/** Up to this minor version the texts name only the new size. Seen in recordings of 1.22; gone before 1.28. */
const WITHOUT_FROM_MINOR = 24;
/** From this minor version on the texts read `from X to Y`. */
const FROM_TO_MINOR = 32;

export type Direction = 'up' | 'down';

/** A ReplicaSet was created with replicas. */
export function scaledUpOnCreation(minor: number, name: string, to: number): string {
  return minor >= FROM_TO_MINOR ? `Scaled up replica set ${name} from 0 to ${to}` : `Scaled up replica set ${name} to ${to}`;
}

/**
 * A ReplicaSet's size changed. In proportional scaling versions before 1.32 name the direction of the whole (`overall`), even where this
 * ReplicaSet went the other way.
 */
export function scaledReplicaSet(minor: number, name: string, from: number, to: number, overall?: Direction): string {
  const own: Direction = from < to ? 'up' : 'down';
  if (minor >= FROM_TO_MINOR) return `Scaled ${own} replica set ${name} from ${from} to ${to}`;
  const suffix = minor > WITHOUT_FROM_MINOR ? ` from ${from}` : '';
  return `Scaled ${overall ?? own} replica set ${name} to ${to}${suffix}`;
}
