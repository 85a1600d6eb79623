/** Comparing conditions, with the known races of the real controllers. */
import type { Fields } from './trace.ts';
import { type Allowance, show } from './unstable.ts';

type Row = readonly unknown[];

const deploymentColumns = ['type', 'status', 'reason', 'message', 'lastUpdate', 'lastTransition'] as const;
const replicaSetColumns = ['type', 'status', 'reason', 'message', 'lastTransition'] as const;

function rowsOf(fields: Fields): readonly Row[] {
  return (fields['conditions'] as readonly Row[] | null | undefined) ?? [];
}

function order(rows: readonly Row[]): string {
  return rows.map(([type]) => type).join(',');
}

function replicaSetIn(message: unknown): string | undefined {
  return /replica set "([^"]+)"|ReplicaSet "([^"]+)"/i
    .exec(String(message))
    ?.slice(1)
    .find((name) => name !== undefined);
}

/**
 * The three races of `README.md`: which of two writes the controller makes first decides what Progressing says until the next progress.
 * 1: NewReplicaSetCreated or ReplicaSetUpdated of the same ReplicaSet. 2: ReplicaSetUpdated of one ReplicaSet or still NewReplicaSetAvailable
 * of another. 3: the latter with `Deployment "…" is progressing.`, as no new ReplicaSet exists.
 */
function isKnownRace(want: Row, got: Row): boolean {
  if (want[0] !== 'Progressing' || want[1] !== 'True' || got[1] !== 'True') return false;
  const [wantedRS, ownRS] = [replicaSetIn(want[3]), replicaSetIn(got[3])];
  const reasons = [want[2], got[2]].sort().join('/');
  if (reasons === 'NewReplicaSetCreated/ReplicaSetUpdated') return wantedRS !== undefined && wantedRS === ownRS;
  return reasons === 'NewReplicaSetAvailable/ReplicaSetUpdated' && wantedRS !== ownRS;
}

function compareRow(path: string, want: Row, got: Row, columns: readonly string[], allowance: Allowance): readonly string[] {
  return columns.flatMap((column, index) => {
    const place = `${path}.${String(want[0])}.${column}`;
    if (want[index] === got[index] || allowance.allows(place, got[index])) return [];
    return [`${place}: recorded ${show(want[index])}, ours ${show(got[index])}`];
  });
}

/** Differences between the conditions of two objects, field by field and in their order. */
export function compareConditions(path: string, want: Fields, got: Fields, allowance: Allowance): readonly string[] {
  const [wanted, own] = [rowsOf(want), rowsOf(got)];
  const columns: readonly string[] = path.startsWith('deployments') ? deploymentColumns : replicaSetColumns;
  let isRace = false;
  const differences = [...new Set([...wanted, ...own].map(([type]) => String(type)))].flatMap((type) => {
    const [a, b] = [wanted.find((row) => row[0] === type), own.find((row) => row[0] === type)];
    if (a === undefined || b === undefined) {
      const isAllowed = columns
        .slice(1)
        .some((column) => allowance.allows(`${path}.${type}.${column}`, b === undefined ? undefined : b[columns.indexOf(column)]));
      return isAllowed ? [] : [`${path}.${type}: recorded ${show(a)}, ours ${show(b)}`];
    }
    if (isKnownRace(a, b)) {
      isRace = true;
      return [];
    }
    return compareRow(path, a, b, columns, allowance);
  });
  if (order(wanted) === order(own) || isRace || allowance.allows(`${path}#order`, order(own))) return differences;
  return [...differences, `${path}#order: recorded ${order(wanted)}, ours ${order(own)}`];
}
