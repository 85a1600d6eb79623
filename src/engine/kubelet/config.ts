/** What a container needs before it can be created: its configuration and its volumes' sources. upstream: pkg/kubelet/kubelet_pods.go */
import type { ConfigMap, Container, Pod, Secret } from '../../api/core.ts';
import type { Pass } from '../actor.ts';
import { podText } from './texts.ts';

type Source = 'ConfigMap' | 'Secret';

function find(pass: Pass, kind: Source, namespace: string, name: string): ConfigMap | Secret | undefined {
  return pass.live.get({ kind, namespace, name }) as ConfigMap | Secret | undefined;
}

function hasKey(object: ConfigMap | Secret, key: string): boolean {
  const extra = 'binaryData' in object ? object.binaryData : undefined;
  return object.data?.[key] !== undefined || extra?.[key] !== undefined;
}

interface Need {
  readonly kind: Source;
  readonly name: string;
  readonly key: string | undefined;
}

function* needsOf(container: Container): Iterable<Need> {
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef !== undefined && configMapRef.optional !== true)
      yield { kind: 'ConfigMap', name: configMapRef.name ?? '', key: undefined };
    if (secretRef !== undefined && secretRef.optional !== true) yield { kind: 'Secret', name: secretRef.name ?? '', key: undefined };
  }
  for (const { valueFrom } of container.env ?? []) {
    const map = valueFrom?.configMapKeyRef;
    const secret = valueFrom?.secretKeyRef;
    if (map !== undefined && map.optional !== true) yield { kind: 'ConfigMap', name: map.name ?? '', key: map.key };
    if (secret !== undefined && secret.optional !== true) yield { kind: 'Secret', name: secret.name ?? '', key: secret.key };
  }
}

/** What is wrong with running the image as its user; all images are taken to run as root. upstream: verifyRunAsNonRoot */
function runAsNonRootError(pod: Pod, container: Container): string | undefined {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  if ((own.runAsNonRoot ?? shared.runAsNonRoot) !== true) return undefined;
  const user = own['runAsUser'] ?? shared['runAsUser'];
  const where = `(pod: "${podText(pod)}", container: ${container.name})`;
  if (user === undefined) return `container has runAsNonRoot and image will run as root ${where}`;
  return user === 0 ? `container's runAsUser breaks non-root policy ${where}` : undefined;
}

/** Why the container's configuration cannot be made; undefined when it can. upstream: generateContainerConfig */
export function configError(pass: Pass, pod: Pod, container: Container): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  for (const { kind, name, key } of needsOf(container)) {
    const object = find(pass, kind, namespace, name);
    if (object === undefined) return `${kind.toLowerCase()} "${name}" not found`;
    if (key !== undefined && !hasKey(object, key)) return `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
  }
  return runAsNonRootError(pod, container);
}

/** The first volume whose source is missing, with the mounter's words. */
export function mountError(pass: Pass, pod: Pod): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  for (const { name, configMap, secret } of pod.spec.volumes ?? []) {
    const kind: Source = configMap === undefined ? 'Secret' : 'ConfigMap';
    const source = configMap?.name ?? secret?.secretName;
    if (source === undefined || (configMap ?? secret)?.optional === true) continue;
    if (find(pass, kind, namespace, source) !== undefined) continue;
    return `MountVolume.SetUp failed for volume "${name}" : ${kind.toLowerCase()} "${source}" not found`;
  }
  return undefined;
}

/** The pull secrets that the pod names and that do not exist. */
export function missingPullSecrets(pass: Pass, pod: Pod): readonly string[] {
  const namespace = pod.metadata.namespace ?? '';
  return (pod.spec.imagePullSecrets ?? [])
    .map((each) => each.name ?? '')
    .filter((name) => find(pass, 'Secret', namespace, name) === undefined);
}
