/** Why no node takes a pod, short enough to be read: a line a node while they are few, else a line for all that object alike. */
import type { NodeObjection, NodeRefusal } from '../../engine/reason.ts';

/** An objection with its amounts as quantities. */
export type ObjectionView =
  | Exclude<NodeObjection, { readonly because: 'insufficient' }>
  /** Of several nodes `free` is the most that any of them has. */
  | { readonly because: 'insufficient'; readonly resource: string; readonly requested: string; readonly free: string };

export interface PlacementRow {
  /** Some of the nodes by name. */
  readonly nodes: readonly string[];
  readonly count: number;
  readonly objections: readonly ObjectionView[];
}

export interface Placement {
  /** All nodes that were asked. */
  readonly nodes: number;
  readonly rows: readonly PlacementRow[];
  /** Nodes that no row tells of. */
  readonly rest: number;
}

const ROWS_MAX = 6;
const NAMED_MAX = 2;

export function placementOf(refusals: readonly NodeRefusal[]): Placement {
  const groups =
    refusals.length <= ROWS_MAX ? refusals.map((each) => [each]) : [...alike(refusals).values()].sort((a, b) => b.length - a.length);
  const told = groups.slice(0, ROWS_MAX);
  return {
    nodes: refusals.length,
    rows: told.map((group) => ({
      nodes: group.slice(0, NAMED_MAX).map(({ node }) => node),
      count: group.length,
      objections: objectionsOf(group),
    })),
    rest: groups.slice(ROWS_MAX).reduce((sum, group) => sum + group.length, 0),
  };
}

/** Nodes that object to the same, whatever their numbers are. */
function alike(refusals: readonly NodeRefusal[]): ReadonlyMap<string, readonly NodeRefusal[]> {
  const groups = new Map<string, NodeRefusal[]>();
  for (const refusal of refusals) {
    const word = refusal.objections.map(wordOf).join(' ');
    const group = groups.get(word);
    if (group === undefined) groups.set(word, [refusal]);
    else group.push(refusal);
  }
  return groups;
}

function wordOf(objection: NodeObjection): string {
  switch (objection.because) {
    case 'insufficient':
      return `insufficient/${objection.resource}`;
    case 'taint':
      return `taint/${objection.key}=${objection.value}:${objection.effect}`;
    case 'topology spread':
      return `spread/${objection.topologyKey}/${objection.skew === undefined}`;
    default:
      return objection.because;
  }
}

function objectionsOf(group: readonly NodeRefusal[]): readonly ObjectionView[] {
  return (group[0]?.objections ?? []).map((objection, index): ObjectionView => {
    if (objection.because !== 'insufficient') return objection;
    const { because, resource, requested } = objection;
    const free = group.map(({ objections }) => objections[index]).map((each) => (each?.because === 'insufficient' ? each.free : 0));
    return { because, resource, requested: amountText(resource, requested), free: amountText(resource, Math.max(...free)) };
  });
}

const KI = 1024;

/** An amount in the scheduler's unit as a quantity that is easy to read; what is smaller than a mebibyte of many is left out. */
export function amountText(resource: string, amount: number): string {
  if (resource === 'cpu') return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  const isBytes = resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-');
  if (!isBytes || Math.abs(amount) < KI) return String(amount);
  if (amount % KI ** 3 === 0) return `${amount / KI ** 3}Gi`;
  return Math.abs(amount) >= KI ** 2 ? `${Math.floor(amount / KI ** 2)}Mi` : `${Math.floor(amount / KI)}Ki`;
}
