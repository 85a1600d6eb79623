/** What admission adds to every pod. upstream: plugin/pkg/admission/{serviceaccount,defaulttolerationseconds} */
import type { Container, Pod, PodSpec, ServiceAccount, Toleration, Volume } from '../../api/core.ts';
import { randomLetters } from '../random.ts';
import type { Own } from './store.ts';

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

/** Names the account, hands on its pull secrets and mounts its token into every container; the volume's letters come later, with the pod's name. */
export function withServiceAccount(pod: Pod, account: ServiceAccount): Pod {
  const { name } = account.metadata;
  const secrets = (pod.spec.imagePullSecrets?.length ?? 0) > 0 ? undefined : account.imagePullSecrets;
  const spec: PodSpec = {
    ...pod.spec,
    serviceAccountName: name,
    serviceAccount: name,
    ...(secrets === undefined ? {} : { imagePullSecrets: secrets }),
  };
  const mounts = (spec.automountServiceAccountToken ?? account.automountServiceAccountToken) !== false;
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
  // Set afterwards, here and below: a literal that spreads a field and then names it again leaves the engine's fast path.
  const renameIn = (container: Container): Container => {
    if (container.volumeMounts === undefined) return container;
    const renamed: Own<Container> = { ...container };
    renamed.volumeMounts = container.volumeMounts.map(rename);
    return renamed;
  };
  const [lettered, spec]: [Own<Pod>, Own<PodSpec>] = [{ ...pod }, { ...pod.spec }];
  spec.volumes = (spec.volumes ?? []).map(rename);
  if (spec.initContainers !== undefined) spec.initContainers = spec.initContainers.map(renameIn);
  spec.containers = spec.containers.map(renameIn);
  lettered.spec = spec;
  return lettered;
}

function tolerates(tolerations: readonly Toleration[], wanted: Toleration): boolean {
  return tolerations.some(({ key = '', effect = '' }) => (key === '' || key === wanted.key) && (effect === '' || effect === 'NoExecute'));
}

/** A pod leaves a node that is lost, but not at once. upstream: plugin/pkg/admission/defaulttolerationseconds */
export function withTolerations(pod: Pod): Pod {
  const own = pod.spec.tolerations ?? [];
  const tolerations = [...own, ...[NOT_READY, UNREACHABLE].filter((each) => !tolerates(own, each))];
  return { ...pod, spec: { ...pod.spec, tolerations } };
}
