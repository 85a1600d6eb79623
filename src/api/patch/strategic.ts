/**
 * Strategic merge patches: like merge patches, but lists whose items have a key are merged item by item.
 * upstream: k8s.io/apimachinery/pkg/util/strategicpatch
 */
import { deepEqual } from '../../base/equal.ts';
import { type Fields, isFields, listOf } from '../fields.ts';

/** Merge keys of lists, by the name of the field; a field of the same name elsewhere says what it hangs under. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  secrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  ownerReferences: 'uid',
  conditions: 'type',
  addresses: 'type',
  podIPs: 'ip',
  hostIPs: 'ip',
  resourceClaims: 'name',
  schedulingGates: 'name',
};

/** Lists of plain values that are merged as sets. */
const mergedSets = new Set(['finalizers', 'podCIDRs']);

const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

/** Ports of a container are told apart by containerPort, those of a Service by port. */
function mergeKeyOf(field: string, item: Fields | undefined): string | undefined {
  if (field === 'ports') return item !== undefined && 'containerPort' in item ? 'containerPort' : 'port';
  return mergeKeys[field];
}

function mergeItems(field: string, target: readonly unknown[], patch: readonly unknown[]): readonly unknown[] {
  const changes = patch.filter(isFields);
  if (changes.some((item) => item['$patch'] === 'replace')) return changes.filter((item) => item['$patch'] !== 'replace');
  const key = mergeKeyOf(
    field,
    [...changes, ...target.filter(isFields)].find((item) => !('$patch' in item) || Object.keys(item).length > 1),
  );
  if (key === undefined || changes.length !== patch.length) return patch;
  let result: readonly unknown[] = target;
  for (const change of changes) {
    const { $patch: directive, ...content } = change;
    const isSame = (item: unknown): boolean => isFields(item) && deepEqual(item[key], content[key]);
    if (directive === 'delete') result = result.filter((item) => !isSame(item));
    else if (!result.some(isSame)) result = [...result, mergeFields({}, content)];
    else result = result.map((item) => (isSame(item) ? (directive === 'replace' ? content : mergeFields(item, content)) : item));
  }
  return result;
}

/** Sorts items as the patch lists their keys; items that it does not name keep their place relative to those before them. */
function inOrder(field: string, items: readonly unknown[], order: readonly unknown[]): readonly unknown[] {
  const first = order.find(isFields);
  const key = first === undefined ? undefined : mergeKeyOf(field, first);
  const rankOf = (item: unknown): number =>
    order.findIndex((each) =>
      key !== undefined && isFields(each) && isFields(item) ? deepEqual(each[key], item[key]) : deepEqual(each, item),
    );
  const named = items.filter((item) => rankOf(item) >= 0).sort((a, b) => rankOf(a) - rankOf(b));
  let next = 0;
  return items.map((item) => (rankOf(item) < 0 ? item : named[next++]));
}

function mergeList(field: string, target: unknown, patch: readonly unknown[]): unknown {
  if (mergedSets.has(field)) return [...new Set([...listOf(target), ...patch])];
  const isKeyed = field === 'ports' || mergeKeys[field] !== undefined;
  return isKeyed ? mergeItems(field, listOf(target), patch) : patch;
}

function applyDirectives(result: Record<string, unknown>, patch: Fields): void {
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith(DELETE_FROM_LIST)) {
      const field = name.slice(DELETE_FROM_LIST.length);
      result[field] = listOf(result[field]).filter((item) => !listOf(value).includes(item));
    }
  }
  for (const [name, value] of Object.entries(patch)) {
    if (!name.startsWith(ORDER)) continue;
    const field = name.slice(ORDER.length);
    if (Array.isArray(result[field])) result[field] = inOrder(field, listOf(result[field]), listOf(value));
  }
  const retained = patch['$retainKeys'];
  if (retained === undefined) return;
  for (const name of Object.keys(result)) if (!listOf(retained).includes(name)) delete result[name];
}

function mergeFields(target: unknown, patch: Fields): unknown {
  const { $patch: directive } = patch;
  if (directive === 'delete') return {};
  if (directive === 'replace') {
    const { $patch: _, ...content } = patch;
    return content;
  }
  const result: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$')) continue;
    if (value === null) delete result[name];
    else if (Array.isArray(value)) result[name] = mergeList(name, result[name], value);
    else result[name] = isFields(value) ? mergeFields(result[name], value) : value;
  }
  applyDirectives(result, patch);
  return result;
}

/** Applies a strategic merge patch of one of the cluster's kinds. */
export function applyStrategicMergePatch(target: unknown, patch: unknown): unknown {
  return isFields(patch) ? mergeFields(target, patch) : patch;
}
