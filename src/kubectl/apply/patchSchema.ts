/** How lists and structs of the API are merged. upstream: the patchStrategy and patchMergeKey tags of k8s.io/api */

/** What a list is for a strategic merge patch: items told apart by a key, a set of plain values, or one value that is replaced whole. */
export type ListStrategy =
  | { readonly type: 'keyed'; readonly key: string; readonly retainKeys: boolean }
  | { readonly type: 'set' }
  | { readonly type: 'atomic' };

const mergeKeys: Readonly<Record<string, string>> = {
  conditions: 'type',
  containers: 'name',
  env: 'name',
  ephemeralContainers: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
  initContainers: 'name',
  ownerReferences: 'uid',
  resourceClaims: 'name',
  schedulingGates: 'name',
  secrets: 'name',
  topologySpreadConstraints: 'topologyKey',
  volumeDevices: 'devicePath',
  volumeMounts: 'mountPath',
  volumes: 'name',
};

const atomic = { type: 'atomic' } as const;

/** The strategy of the list `field` inside `parent` (the name of the field that holds it; list items carry their list's name). */
export function listStrategy(parent: string, field: string): ListStrategy {
  if (field === 'finalizers' && parent === 'metadata') return { type: 'set' };
  if (field === 'ports') return { type: 'keyed', key: parent === 'spec' ? 'port' : 'containerPort', retainKeys: false };
  const key = Object.hasOwn(mergeKeys, field) ? mergeKeys[field] : undefined;
  return key === undefined ? atomic : { type: 'keyed', key, retainKeys: field === 'volumes' };
}

/** Whether a struct is a union: what the patch does not name goes when another member is chosen. */
export function retainsKeys(parent: string, field: string): boolean {
  return parent === 'spec' && field === 'strategy';
}
