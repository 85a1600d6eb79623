/** How a field of a kind is merged by a strategic patch: the `patchStrategy` and `patchMergeKey` tags of the API's Go types. */
import type { Kind } from '../client.ts';
import { type GoType, goStruct } from '../goTypes.ts';
import { kindInfo } from '../key.ts';

export interface FieldMerge {
  /** `merge`: item by item; otherwise a list is replaced as a whole. Objects are merged either way. */
  readonly strategy: 'merge' | '';
  /** What tells the items of a merged list apart; '' for a list of plain values. */
  readonly key: string;
  /** A patch of this object names the fields that stay: the others go. */
  readonly retainKeys: boolean;
  /** The field's type, without pointers; undefined for what the table of types does not know. */
  readonly type: GoType | undefined;
}

// Facts from staging/src/k8s.io/api and apimachinery's ObjectMeta, Kubernetes 1.37: struct.field → merge key, '' for plain values.
const mergedLists: Readonly<Record<string, string>> = {
  'v1.ObjectMeta.ownerReferences': 'uid',
  'v1.ObjectMeta.finalizers': '',
  'v1.PodSpec.volumes': 'name',
  'v1.PodSpec.initContainers': 'name',
  'v1.PodSpec.containers': 'name',
  'v1.PodSpec.ephemeralContainers': 'name',
  'v1.PodSpec.imagePullSecrets': 'name',
  'v1.PodSpec.hostAliases': 'ip',
  'v1.PodSpec.topologySpreadConstraints': 'topologyKey',
  'v1.PodSpec.schedulingGates': 'name',
  'v1.PodSpec.resourceClaims': 'name',
  'v1.PodSpec.evictionResponders': 'name',
  'v1.Container.ports': 'containerPort',
  'v1.Container.env': 'name',
  'v1.Container.volumeMounts': 'mountPath',
  'v1.Container.volumeDevices': 'devicePath',
  'v1.EphemeralContainerCommon.ports': 'containerPort',
  'v1.EphemeralContainerCommon.env': 'name',
  'v1.EphemeralContainerCommon.volumeMounts': 'mountPath',
  'v1.EphemeralContainerCommon.volumeDevices': 'devicePath',
  'v1.PodStatus.conditions': 'type',
  'v1.PodStatus.podIPs': 'ip',
  'v1.PodStatus.hostIPs': 'ip',
  'v1.PodStatus.resourceClaimStatuses': 'name',
  'v1.ContainerStatus.volumeMounts': 'mountPath',
  'v1.ContainerStatus.allocatedResourcesStatus': 'name',
  'v1.DeploymentStatus.conditions': 'type',
  'v1.ReplicaSetStatus.conditions': 'type',
  'v1.NamespaceStatus.conditions': 'type',
  'v1.NodeSpec.podCIDRs': '',
  'v1.NodeStatus.conditions': 'type',
  'v1.NodeStatus.addresses': 'type',
  'v1.ServiceSpec.ports': 'port',
  'v1.ServiceStatus.conditions': 'type',
  'v1.ServiceAccount.secrets': 'name',
};

/** Fields with the strategy `retainKeys`; of a list it concerns each item. */
const retained = new Set([
  'v1.DeploymentSpec.strategy',
  'v1.PodSpec.volumes',
  'v1.PodSpec.resourceClaims',
  'v1.PodStatus.resourceClaimStatuses',
]);

/** The newest version knows every field, and merging the others' fields as it does is right for them too. */
const NEWEST_MINOR = 37;

const unknownField: FieldMerge = { strategy: '', key: '', retainKeys: false, type: undefined };

function withoutPointer(type: GoType): GoType {
  return type.form === 'pointer' ? withoutPointer(type.element) : type;
}

/** The type of a kind's objects. */
export function typeOfKind(kind: Kind): GoType {
  return goStruct(`${kindInfo(kind).version}.${kind}`, NEWEST_MINOR);
}

/** How `field` of an object of this type is merged. upstream: third_party/forked/golang/json LookupPatchMetadata */
export function lookupPatchMetadata(type: GoType | undefined, field: string): FieldMerge {
  if (type?.form === 'map') return { ...unknownField, type: withoutPointer(type.element) };
  const found = type?.form === 'struct' ? type.byJson.get(field) : undefined;
  if (found === undefined) return unknownField;
  const name = `${found.owner}.${field}`;
  const key = mergedLists[name];
  return { strategy: key === undefined ? '' : 'merge', key: key ?? '', retainKeys: retained.has(name), type: withoutPointer(found.type) };
}

/** The type of the items of a list. */
export function itemTypeOf(type: GoType | undefined): GoType | undefined {
  return type?.form === 'list' ? withoutPointer(type.element) : undefined;
}
