/** Which endpoint stands in which slice. upstream: staging/src/k8s.io/endpointslice/reconciler.go */
import type { Endpoint, EndpointSlice, SlicePort } from '../../../api/discovery.ts';
import { deepEqual } from '../../../base/equal.ts';
import { portWord } from './endpoint.ts';

/** upstream: --max-endpoints-per-slice */
const MAX_ENDPOINTS = 100;

/** A pod's place as it should be. */
export interface Wanted {
  readonly endpoint: Endpoint;
  readonly ports: readonly SlicePort[];
}

export interface Plan {
  /** Slices with what they should hold from now on. */
  readonly updates: readonly EndpointSlice[];
  readonly creations: readonly { readonly endpoints: readonly Endpoint[]; readonly ports: readonly SlicePort[] }[];
  readonly deletions: readonly EndpointSlice[];
}

interface Draft {
  readonly slice: EndpointSlice;
  readonly word: string;
  endpoints: readonly Endpoint[];
}

/**
 * The slices' next contents. `wanted` holds a place, or undefined for none, for every pod that changed; `isAll`: pods that it does not
 * name are gone. Others keep their place, and their identity.
 */
export function planSlices(slices: readonly EndpointSlice[], wanted: ReadonlyMap<string, Wanted | undefined>, isAll: boolean): Plan {
  const missing = new Map(wanted);
  const drafts = slices.map((slice): Draft => {
    const word = portWord(slice.ports ?? []);
    return { slice, word, endpoints: kept(slice.endpoints ?? [], word, wanted, missing, isAll) };
  });
  const creations = new Map<string, { endpoints: Endpoint[]; ports: readonly SlicePort[] }[]>();
  for (const place of missing.values()) if (place !== undefined) settle(place, drafts, creations);
  const made = [...creations.values()].flat();
  const used = drafts.filter(({ endpoints }) => endpoints.length > 0);
  // A Service without endpoints keeps one empty slice.
  const spare = used.length === 0 && made.length === 0 ? drafts[0] : undefined;
  const live = drafts.filter((draft) => draft.endpoints.length > 0 || draft === spare);
  return {
    updates: live
      .filter(({ slice, endpoints }) => endpoints !== (slice.endpoints ?? NONE) && (endpoints.length > 0 || slice.endpoints !== undefined))
      .map(({ slice, endpoints }) => withEndpoints(slice, endpoints)),
    creations: made.length === 0 && drafts.length === 0 ? [{ endpoints: [], ports: [] }] : made,
    deletions: drafts.filter((draft) => !live.includes(draft)).map(({ slice }) => slice),
  };
}

const NONE: readonly Endpoint[] = [];

/** The endpoints of a slice that stay; the same list if all do. What found its place is no longer missing. */
function kept(
  endpoints: readonly Endpoint[],
  word: string,
  wanted: ReadonlyMap<string, Wanted | undefined>,
  missing: Map<string, Wanted | undefined>,
  isAll: boolean,
): readonly Endpoint[] {
  let isChanged = false;
  const next: Endpoint[] = [];
  for (const endpoint of endpoints) {
    const name = endpoint.targetRef?.name ?? '';
    const place = wanted.get(name);
    const isConcerned = isAll || wanted.has(name);
    if (!isConcerned) next.push(endpoint);
    else if (place !== undefined && missing.has(name) && portWord(place.ports) === word) {
      const isSame = deepEqual(place.endpoint, endpoint);
      next.push(isSame ? endpoint : place.endpoint);
      missing.delete(name);
      isChanged ||= !isSame;
    } else isChanged = true;
  }
  return isChanged ? next : endpoints;
}

function settle(
  place: Wanted,
  drafts: readonly Draft[],
  creations: Map<string, { endpoints: Endpoint[]; ports: readonly SlicePort[] }[]>,
): void {
  const word = portWord(place.ports);
  const free = drafts.find((draft) => draft.word === word && draft.endpoints.length < MAX_ENDPOINTS);
  if (free !== undefined) {
    free.endpoints = [...free.endpoints, place.endpoint];
    return;
  }
  const made = creations.get(word) ?? [];
  creations.set(word, made);
  const last = made.at(-1);
  if (last !== undefined && last.endpoints.length < MAX_ENDPOINTS) last.endpoints.push(place.endpoint);
  else made.push({ endpoints: [place.endpoint], ports: place.ports });
}

function withEndpoints(slice: EndpointSlice, endpoints: readonly Endpoint[]): EndpointSlice {
  if (endpoints.length > 0) return { ...slice, endpoints };
  const { endpoints: _, ...rest } = slice;
  return rest;
}
