/** What admission adds to every pod. upstream: plugin/pkg/admission/{serviceaccount,priority,defaulttolerationseconds} */
import type { Reader } from '../../api/client.ts';
import type { Container, Pod, Toleration, Volume } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import { randomLetters } from '../random.ts';

const TOKEN_MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN_PREFIX = 'kube-api-access-';
/** Stands in a prepared spec where each pod gets letters of its own. */
const TOKEN_PLACE = `${TOKEN_PREFIX}-`;

const NOT_READY: Toleration = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };
const UNREACHABLE: Toleration = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 };

const TOKEN_SOURCES = {
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
  ],
  defaultMode: 420,
};

/** The service account that a pod will run as. */
export function serviceAccountOf(pod: Pod): string {
  const { serviceAccountName } = pod.spec;
  return serviceAccountName === undefined || serviceAccountName === '' ? 'default' : serviceAccountName;
}

function withTokenMount(container: Container): Container {
  if (container.volumeMounts?.some((mount) => mount.mountPath === TOKEN_MOUNT) === true) return container;
  return { ...container, volumeMounts: [...(container.volumeMounts ?? []), { name: TOKEN_PLACE, readOnly: true, mountPath: TOKEN_MOUNT }] };
}

/** Names the account and mounts its token into every container; the volume's letters come later, with the pod's name. */
export function withServiceAccount(pod: Pod, account: string): Pod {
  const spec = { ...pod.spec, serviceAccountName: account, serviceAccount: account };
  const mounts = (spec as { automountServiceAccountToken?: boolean }).automountServiceAccountToken !== false;
  if (!mounts || spec.volumes?.some((volume) => volume.name.startsWith(TOKEN_PREFIX)) === true) return { ...pod, spec };
  const volume: Volume = { name: TOKEN_PLACE, projected: TOKEN_SOURCES };
  return {
    ...pod,
    spec: {
      ...spec,
      volumes: [...(spec.volumes ?? []), volume],
      ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(withTokenMount) }),
      containers: spec.containers.map(withTokenMount),
    },
  };
}

/** Gives the token volume of this one pod its letters. */
export function withTokenLetters(pod: Pod, seed: number, word: string): Pod {
  if (pod.spec.volumes?.some((volume) => volume.name === TOKEN_PLACE) !== true) return pod;
  const name = `${TOKEN_PREFIX}${randomLetters(5, seed, 'token', word)}`;
  const rename = <T extends { readonly name: string }>(item: T): T => (item.name === TOKEN_PLACE ? { ...item, name } : item);
  const renameIn = (container: Container): Container =>
    container.volumeMounts === undefined ? container : { ...container, volumeMounts: container.volumeMounts.map(rename) };
  const { spec } = pod;
  return {
    ...pod,
    spec: {
      ...spec,
      volumes: (spec.volumes ?? []).map(rename),
      ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(renameIn) }),
      containers: spec.containers.map(renameIn),
    },
  };
}

function tolerates(tolerations: readonly Toleration[], wanted: Toleration): boolean {
  return tolerations.some(({ key = '', effect = '' }) => (key === '' || key === wanted.key) && (effect === '' || effect === 'NoExecute'));
}

/** Undefined when the pod names a PriorityClass that does not exist. */
export function withTolerationsAndPriority(pod: Pod, store: Reader): Pod | undefined {
  const { spec } = pod;
  const own = spec.tolerations ?? [];
  const tolerations = [...own, ...[NOT_READY, UNREACHABLE].filter((each) => !tolerates(own, each))];
  const className = spec.priorityClassName ?? '';
  let priority = 0;
  let preemptionPolicy = 'PreemptLowerPriority';
  if (className !== '') {
    const found = store.get({ kind: 'PriorityClass', namespace: '', name: className }) ?? systemClass(className);
    if (found === undefined) return undefined;
    const { value, preemptionPolicy: policy } = found as { readonly value?: number; readonly preemptionPolicy?: string };
    priority = value ?? 0;
    preemptionPolicy = policy ?? preemptionPolicy;
  }
  return { ...pod, spec: { ...spec, tolerations, priority, preemptionPolicy } };
}

function systemClass(name: string): (KubeObject & { readonly value: number }) | undefined {
  const value = { 'system-node-critical': 2_000_001_000, 'system-cluster-critical': 2_000_000_000 }[name];
  return value === undefined ? undefined : { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value };
}
