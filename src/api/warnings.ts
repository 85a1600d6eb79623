/** What the API server accepts but warns about. upstream: pkg/api/pod/warnings.go, pkg/apis/apps deployment strategy */
import { deepEqual } from '../base/equal.ts';
import type { Deployment, ReplicaSet } from './apps.ts';
import type { Container, Pod, PodSpec } from './core.ts';
import { type Fields, fieldsOf, listOf } from './fields.ts';
import type { KubeObject, ObjectMeta } from './meta.ts';
import { isDNS1123Label } from './names.ts';
import { knownQuantity, parseQuantity } from './quantity.ts';

const deprecatedNodeLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

function fractionalBytes(field: string, list: unknown): readonly string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) => {
    const text = fieldsOf(list)[name];
    if (typeof text !== 'string' || !parseQuantity(text).ok) return [];
    const { unscaled, scale } = knownQuantity(text);
    // Numbers beyond 64 bits carry nine places after the point and count as broken.
    const isWhole = scale <= 0 || (scale < 9 && unscaled % 10n ** BigInt(scale) === 0n);
    return isWhole ? [] : [`${field}[${name}]: fractional byte value "${text}" is invalid, must be an integer`];
  });
}

const dumpPort = ({
  name = '',
  hostPort = 0,
  containerPort = 0,
  protocol = '',
  hostIP = '',
}: NonNullable<Container['ports']>[number]): string =>
  `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;

function portWarnings(at: string, container: Container, taken: Map<string, string>, names: Map<string, string>): readonly string[] {
  const found: string[] = [];
  for (const [index, port] of (container.ports ?? []).entries()) {
    const field = `${at}.ports[${index}]`;
    if (port.hostIP !== undefined && port.hostPort === undefined) found.push(`${field}: hostIP set without hostPort: ${dumpPort(port)}`);
    const word = `${port.protocol}/${port.containerPort}/${port.hostPort ?? 0}/${port.hostIP ?? ''}`;
    const twin = taken.get(`${at}/${word}`);
    if (twin !== undefined) found.push(`${field}: duplicate port definition with ${twin}`);
    else taken.set(`${at}/${word}`, field);
    const name = port.name ?? '';
    const other = name === '' ? undefined : names.get(name);
    if (other !== undefined && !other.startsWith(`${at}.`))
      found.push(`${field}: duplicate port name "${name}" with ${other}, services and probes that select ports by name will use ${other}`);
    else if (name !== '') names.set(name, field);
  }
  return found;
}

function envWarnings(at: string, container: Container): readonly string[] {
  const seen = new Set<string>();
  return (container.env ?? []).flatMap(({ name, value = '' }, index) => {
    const hides = seen.has(name) && !value.includes(`$(${name})`);
    seen.add(name);
    return hides ? [`${at}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`] : [];
  });
}

function containerWarnings(field: string, containers: readonly Container[], names: Map<string, string>): readonly string[] {
  const taken = new Map<string, string>();
  return containers.flatMap((container, index) => {
    const at = `${field}[${index}]`;
    const { limits, requests } = fieldsOf(container.resources);
    return [
      ...portWarnings(at, container, taken, names),
      ...fractionalBytes(`${at}.resources.limits`, limits),
      ...fractionalBytes(`${at}.resources.requests`, requests),
      ...envWarnings(at, container),
    ];
  });
}

function nullSelectors(field: string, affinity: unknown): readonly string[] {
  const found: string[] = [];
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const rules = fieldsOf(fieldsOf(affinity)[kind]);
    for (const [index, term] of listOf(rules['requiredDuringSchedulingIgnoredDuringExecution']).entries()) {
      if (fieldsOf(term)['labelSelector'] === undefined) {
        found.push(
          `${field}.${kind}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector: a null labelSelector results in matching no pod`,
        );
      }
    }
    for (const [index, term] of listOf(rules['preferredDuringSchedulingIgnoredDuringExecution']).entries()) {
      if (fieldsOf(fieldsOf(term)['podAffinityTerm'])['labelSelector'] === undefined) {
        found.push(
          `${field}.${kind}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm.labelSelector: a null labelSelector results in matching no pod`,
        );
      }
    }
  }
  return found;
}

/** upstream: warningsForPodSpecAndMeta */
function podSpecWarnings(field: string, given: PodSpec): readonly string[] {
  const spec = given as PodSpec & Fields;
  const found: string[] = [];
  for (const key of Object.keys(spec.nodeSelector ?? {}).sort()) {
    const note = Object.hasOwn(deprecatedNodeLabels, key) ? deprecatedNodeLabels[key] : undefined;
    if (note !== undefined) found.push(`${field}.nodeSelector[${key}]: ${note}`);
  }
  for (const [index, constraint] of listOf(spec.topologySpreadConstraints).entries()) {
    if (fieldsOf(constraint)['labelSelector'] === undefined) {
      found.push(`${field}.topologySpreadConstraints[${index}].labelSelector: a null labelSelector results in matching no pod`);
    }
  }
  for (const [index, volume] of listOf(spec.volumes).entries()) {
    if (fieldsOf(volume)['gitRepo'] !== undefined)
      found.push(`${field}.volumes[${index}].gitRepo: deprecated in v1.11, and disabled by default in v1.33+`);
  }
  const names = new Map<string, string>();
  found.push(...containerWarnings(`${field}.containers`, spec.containers ?? [], names));
  found.push(...containerWarnings(`${field}.initContainers`, spec.initContainers ?? [], names));
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    found.push(`${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`);
  }
  return [...found, ...nullSelectors(`${field}.affinity`, spec.affinity)];
}

/** Names that become part of pod names and hostnames are better DNS labels. */
function nameWarnings({ name = '' }: ObjectMeta): readonly string[] {
  const wrong = name.includes('.') ? ['must not contain dots'] : isDNS1123Label(name);
  const long = name.includes('.') && name.length > 63 ? isDNS1123Label(name.replaceAll('.', '-')) : [];
  const all = [...wrong, ...long];
  if (name === '' || all.length === 0) return [];
  return [
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${all.join(' ')}]`,
  ];
}

/** What to warn about an accepted object; `old` is what it replaces. Warnings are sent only when the request succeeds. */
export function warningsFor(object: KubeObject, old?: KubeObject): readonly string[] {
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet': {
      const next = object as Deployment | ReplicaSet;
      const before = old as Deployment | ReplicaSet | undefined;
      const names = old === undefined ? nameWarnings(object.metadata) : [];
      // An update that leaves the template alone says nothing about it.
      return before !== undefined && deepEqual(before.spec.template, next.spec.template)
        ? names
        : [...names, ...podSpecWarnings('spec.template.spec', next.spec.template.spec)];
    }
    case 'Pod':
      return old === undefined ? [...nameWarnings(object.metadata), ...podSpecWarnings('spec', (object as Pod).spec)] : [];
    default:
      return [];
  }
}
