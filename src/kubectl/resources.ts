/**
 * What discovery tells of a cluster: every type of resource that its API server serves, also those that the simulated one does not store.
 * upstream: APIGroupDiscoveryList of kube-apiserver (meta/v1 APIResource)
 */
import type { Kind } from '../api/client.ts';
import { isKind, kindInfo } from '../api/key.ts';
import { clientMinor } from '../api/release.ts';
import { ensureExists } from '../base/assert.ts';

export interface Resource {
  /** Plural: `deployments`. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** '' for the core group. */
  readonly group: string;
  /** The one that the server prefers. */
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** `all`: `kubectl get all` shows it. */
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  /** Its kind, when the simulated cluster stores objects of it. */
  readonly stored?: Kind;
}

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const createOnly = ['create'];
const readOnly = ['get', 'list'];

interface Extra {
  readonly short?: string;
  readonly category?: string;
  readonly cluster?: true;
  readonly verbs?: readonly string[];
  readonly sub?: string;
  /** The first minor version that serves it in this group and version. */
  readonly since?: number;
  /** The last one. */
  readonly until?: number;
}

type Row = readonly [resource: string, kind: string, extra?: Extra];

const cluster = { cluster: true } as const;
const all = { category: 'all' } as const;
const scaled = { ...all, sub: 'scale,status' } as const;
const extension = { cluster: true, category: 'api-extensions' } as const;

/** In the order of discovery: the core group, then groups by their priority; the types of a group by name. */
const groups: readonly (readonly [groupVersion: string, rows: readonly Row[]])[] = [
  [
    'v1',
    [
      ['bindings', 'Binding', { verbs: createOnly }],
      ['componentstatuses', 'ComponentStatus', { short: 'cs', cluster: true, verbs: readOnly }],
      ['configmaps', 'ConfigMap', { short: 'cm' }],
      ['endpoints', 'Endpoints', { short: 'ep' }],
      ['events', 'Event', { short: 'ev' }],
      ['limitranges', 'LimitRange', { short: 'limits' }],
      [
        'namespaces',
        'Namespace',
        { short: 'ns', cluster: true, sub: 'finalize,status', verbs: allVerbs.filter((verb) => verb !== 'deletecollection') },
      ],
      ['nodes', 'Node', { short: 'no', cluster: true, sub: 'proxy,status' }],
      ['persistentvolumeclaims', 'PersistentVolumeClaim', { short: 'pvc', sub: 'status' }],
      ['persistentvolumes', 'PersistentVolume', { short: 'pv', cluster: true, sub: 'status' }],
      ['pods', 'Pod', { short: 'po', ...all, sub: 'attach,binding,ephemeralcontainers,eviction,exec,log,portforward,proxy,resize,status' }],
      ['podtemplates', 'PodTemplate'],
      ['replicationcontrollers', 'ReplicationController', { short: 'rc', ...scaled }],
      ['resourcequotas', 'ResourceQuota', { short: 'quota', sub: 'status' }],
      ['secrets', 'Secret'],
      ['serviceaccounts', 'ServiceAccount', { short: 'sa', sub: 'token' }],
      ['services', 'Service', { short: 'svc', ...all, sub: 'proxy,status' }],
    ],
  ],
  ['apiregistration.k8s.io/v1', [['apiservices', 'APIService', { ...extension, sub: 'status' }]]],
  [
    'apps/v1',
    [
      ['controllerrevisions', 'ControllerRevision'],
      ['daemonsets', 'DaemonSet', { short: 'ds', ...all, sub: 'status' }],
      ['deployments', 'Deployment', { short: 'deploy', ...scaled }],
      ['replicasets', 'ReplicaSet', { short: 'rs', ...scaled }],
      ['statefulsets', 'StatefulSet', { short: 'sts', ...scaled }],
    ],
  ],
  ['events.k8s.io/v1', [['events', 'Event', { short: 'ev' }]]],
  [
    'authentication.k8s.io/v1',
    [
      ['selfsubjectreviews', 'SelfSubjectReview', { ...cluster, verbs: createOnly, since: 28 }],
      ['tokenreviews', 'TokenReview', { ...cluster, verbs: createOnly }],
    ],
  ],
  [
    'authorization.k8s.io/v1',
    [
      ['localsubjectaccessreviews', 'LocalSubjectAccessReview', { verbs: createOnly }],
      ['selfsubjectaccessreviews', 'SelfSubjectAccessReview', { ...cluster, verbs: createOnly }],
      ['selfsubjectrulesreviews', 'SelfSubjectRulesReview', { ...cluster, verbs: createOnly }],
      ['subjectaccessreviews', 'SubjectAccessReview', { ...cluster, verbs: createOnly }],
    ],
  ],
  ['autoscaling/v2', [['horizontalpodautoscalers', 'HorizontalPodAutoscaler', { short: 'hpa', ...all, sub: 'status', since: 23 }]]],
  ['autoscaling/v1', [['horizontalpodautoscalers', 'HorizontalPodAutoscaler', { short: 'hpa', ...all, sub: 'status', until: 22 }]]],
  [
    'batch/v1',
    [
      ['cronjobs', 'CronJob', { short: 'cj', ...all, sub: 'status' }],
      ['jobs', 'Job', { ...all, sub: 'status' }],
    ],
  ],
  [
    'certificates.k8s.io/v1',
    [['certificatesigningrequests', 'CertificateSigningRequest', { short: 'csr', ...cluster, sub: 'approval,status' }]],
  ],
  [
    'networking.k8s.io/v1',
    [
      ['ingressclasses', 'IngressClass', cluster],
      ['ingresses', 'Ingress', { short: 'ing', sub: 'status' }],
      ['ipaddresses', 'IPAddress', { short: 'ip', ...cluster, since: 33 }],
      ['networkpolicies', 'NetworkPolicy', { short: 'netpol' }],
      ['servicecidrs', 'ServiceCIDR', { ...cluster, sub: 'status', since: 33 }],
    ],
  ],
  ['policy/v1', [['poddisruptionbudgets', 'PodDisruptionBudget', { short: 'pdb', sub: 'status' }]]],
  [
    'rbac.authorization.k8s.io/v1',
    [
      ['clusterrolebindings', 'ClusterRoleBinding', cluster],
      ['clusterroles', 'ClusterRole', cluster],
      ['rolebindings', 'RoleBinding'],
      ['roles', 'Role'],
    ],
  ],
  [
    'storage.k8s.io/v1',
    [
      ['csidrivers', 'CSIDriver', cluster],
      ['csinodes', 'CSINode', cluster],
      ['csistoragecapacities', 'CSIStorageCapacity', { since: 24 }],
      ['storageclasses', 'StorageClass', { short: 'sc', ...cluster }],
      ['volumeattachments', 'VolumeAttachment', { ...cluster, sub: 'status' }],
      ['volumeattributesclasses', 'VolumeAttributesClass', { short: 'vac', ...cluster, since: 34 }],
    ],
  ],
  [
    'admissionregistration.k8s.io/v1',
    [
      ['mutatingadmissionpolicies', 'MutatingAdmissionPolicy', { ...extension, since: 36 }],
      ['mutatingadmissionpolicybindings', 'MutatingAdmissionPolicyBinding', { ...extension, since: 36 }],
      ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', extension],
      ['validatingadmissionpolicies', 'ValidatingAdmissionPolicy', { ...extension, sub: 'status', since: 30 }],
      ['validatingadmissionpolicybindings', 'ValidatingAdmissionPolicyBinding', { ...extension, since: 30 }],
      ['validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', extension],
    ],
  ],
  [
    'apiextensions.k8s.io/v1',
    [['customresourcedefinitions', 'CustomResourceDefinition', { short: 'crd,crds', ...extension, sub: 'status' }]],
  ],
  ['scheduling.k8s.io/v1', [['priorityclasses', 'PriorityClass', { short: 'pc', ...cluster }]]],
  ['coordination.k8s.io/v1', [['leases', 'Lease']]],
  ['node.k8s.io/v1', [['runtimeclasses', 'RuntimeClass', cluster]]],
  ['discovery.k8s.io/v1', [['endpointslices', 'EndpointSlice']]],
  [
    'flowcontrol.apiserver.k8s.io/v1',
    [
      ['flowschemas', 'FlowSchema', { ...cluster, sub: 'status', since: 29 }],
      ['prioritylevelconfigurations', 'PriorityLevelConfiguration', { ...cluster, sub: 'status', since: 29 }],
    ],
  ],
  [
    'resource.k8s.io/v1',
    [
      ['deviceclasses', 'DeviceClass', { ...cluster, since: 34 }],
      ['resourceclaims', 'ResourceClaim', { sub: 'status', since: 34 }],
      ['resourceclaimtemplates', 'ResourceClaimTemplate', { since: 34 }],
      ['resourceslices', 'ResourceSlice', { ...cluster, since: 34 }],
    ],
  ],
];

const words = (text: string | undefined): readonly string[] => text?.split(',') ?? [];

function splitGroupVersion(groupVersion: string): { readonly group: string; readonly version: string } {
  const slash = groupVersion.indexOf('/');
  return { group: groupVersion.slice(0, Math.max(slash, 0)), version: groupVersion.slice(slash + 1) };
}

/** Which kind the cluster stores them as. The two APIs of events show one store. */
function storedAs(kind: string, group: string): Kind | undefined {
  if (!isKind(kind)) return undefined;
  return kindInfo(kind).group === group || group === 'events.k8s.io' ? kind : undefined;
}

/** A row of discovery; also for a server whose discovery was recorded. */
export function resourceFrom(groupVersion: string, [resource, kind, extra = {}]: Row): Resource {
  const { group, version } = splitGroupVersion(groupVersion);
  const stored = storedAs(kind, group);
  return {
    resource,
    singular: kind.toLowerCase(),
    shortNames: words(extra.short),
    group,
    version,
    kind,
    namespaced: extra.cluster !== true,
    categories: words(extra.category),
    verbs: extra.verbs ?? allVerbs,
    subresources: words(extra.sub),
    ...(stored === undefined ? {} : { stored }),
  };
}

const byMinor = new Map<number, readonly Resource[]>();

/** What discovery of a cluster of this minor version tells, in its order. */
export function discoveryOf(minor: number): readonly Resource[] {
  const known = byMinor.get(minor);
  if (known !== undefined) return known;
  const found = groups.flatMap(([groupVersion, rows]) =>
    rows
      .filter(([, , { since = 0, until = Number.POSITIVE_INFINITY } = {}]) => minor >= since && minor <= until)
      .map((each) => resourceFrom(groupVersion, each)),
  );
  byMinor.set(minor, found);
  return found;
}

/** What this server's discovery tells. */
export function discovery({
  discovery: own,
  serverMinor,
}: {
  readonly discovery?: readonly Resource[];
  readonly serverMinor: number;
}): readonly Resource[] {
  return own ?? discoveryOf(serverMinor);
}

/** `apps/v1`, or `v1` for the core group. */
export function groupVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `deployments.apps`, `pods`: in errors. */
export function groupResourceOf({ group, resource }: Pick<Resource, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** `deployment.apps`, `pod`: in lines that tell of success. */
export function groupSingularOf({ group, kind }: Pick<Resource, 'group' | 'kind'>): string {
  return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
}

/** What discovery says of a kind that the cluster stores. */
export function resourceOf(kind: Kind): Resource {
  return ensureExists(
    discoveryOf(clientMinor).find(({ stored, group }) => stored === kind && group === kindInfo(kind).group),
    `discovery of ${kind}`,
  );
}

/** The one line for a type that discovery knows and the simulated cluster does not keep. */
export function notStored({ resource }: Pick<Resource, 'resource'>): string {
  return `${resource} are not modelled here: the simulated cluster stores none and none can be created`;
}

/** A type that a real API server of the newest version serves and ours does not store; undefined for any other word. */
export function unstoredResource(apiVersion: string, kind: string): Resource | undefined {
  const { group } = splitGroupVersion(apiVersion);
  const known = discoveryOf(clientMinor).find((each) => each.kind === kind && each.group === group);
  if (known === undefined) return undefined;
  const isServed = groupVersionOf(known) === apiVersion || OLDER_SERVED.has(`${apiVersion} ${kind}`);
  return isServed && (known.stored === undefined || groupVersionOf(known) !== apiVersion) ? known : undefined;
}

/** Served beside the preferred version. */
const OLDER_SERVED = new Set(['autoscaling/v1 HorizontalPodAutoscaler']);

interface Named {
  readonly resource: string;
  readonly group?: string;
  readonly version?: string;
}

/** A short name stands for its resource, in the letters in which it was given. upstream: restmapper shortcutExpander */
function expandShort(known: readonly Resource[], named: Named): Named {
  const { resource: word, group } = named;
  const isExact = known.some((each) => (group === undefined || group === each.group) && [each.resource, each.singular].includes(word));
  if (isExact) return named;
  const short = known.filter(({ shortNames }) => shortNames.includes(word));
  const found =
    short.find((each) => group === undefined || each.group === group) ?? short.find((each) => each.group.startsWith(group ?? ''));
  return found === undefined ? named : { ...named, resource: found.resource, group: found.group };
}

/** upstream: meta.DefaultRESTMapper ResourcesFor; the first one found is the one with the highest priority */
function byResource(known: readonly Resource[], given: Named): Resource | undefined {
  const { resource, group, version } = expandShort(known, given);
  const word = resource.toLowerCase();
  const called = known.filter((each) => each.resource === word || each.singular === word);
  const versioned = version === undefined ? called : called.filter((each) => each.version === version);
  if (group === undefined) return versioned[0];
  const exact = versioned.find((each) => each.group === group);
  return exact ?? (version === undefined ? versioned.find((each) => each.group.startsWith(group)) : undefined);
}

function byKind(known: readonly Resource[], kind: string, group = '', version?: string): Resource | undefined {
  return known.find((each) => each.kind === kind && each.group === group && (version === undefined || each.version === version));
}

/**
 * The resource that a user means by `deploy`, `Deployment`, `deployments.apps` or `deployments.v1.apps`; undefined if none.
 * upstream: cli-runtime Builder.mappingFor
 */
export function findResourceType(known: readonly Resource[], word: string): Resource | undefined {
  const [first = '', second, ...more] = word.split('.');
  const group = second === undefined ? undefined : [second, ...more].join('.');
  const long = more.length > 0 ? { version: second ?? '', group: more.join('.') } : undefined;
  const fully = long === undefined ? undefined : byResource(known, { resource: first, ...long });
  const found = fully ?? byResource(known, { resource: first, ...(group === undefined ? {} : { group }) });
  if (found !== undefined) return found;
  const kind = long === undefined ? undefined : byKind(known, first, long.group, long.version);
  return kind ?? byKind(known, first, group);
}

/** The members of a category, in the order of discovery; undefined for a word that is none. */
export function categoryMembers(known: readonly Resource[], word: string): readonly Resource[] | undefined {
  const members = known.filter(({ categories }) => categories.includes(word));
  return members.length === 0 ? undefined : members;
}
