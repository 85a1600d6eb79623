/** Whom a fault strikes. */
import type { Reader } from '../../api/client.ts';
import type { Container, Pod } from '../../api/core.ts';
import { matches } from '../kubelet/images.ts';
import type { ActiveFault, FaultKind, FaultTarget } from './fault.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/** Whether the pod's ReplicaSet carries the revision. */
function isOfRevision({ revision, deployment }: FaultTarget, pod: Pod, cluster: Reader): boolean {
  const owner = pod.metadata.ownerReferences?.find(({ controller, kind }) => controller === true && kind === 'ReplicaSet');
  if (owner === undefined) return false;
  const replicaSet = cluster.get({ kind: 'ReplicaSet', namespace: pod.metadata.namespace ?? '', name: owner.name });
  if (replicaSet?.metadata.annotations?.[REVISION] !== String(revision)) return false;
  return deployment === undefined || replicaSet.metadata.ownerReferences?.some(({ name }) => name === deployment) === true;
}

/** Whether the fault is about the pod, or for an image about one of its containers. */
export function strikesPod(target: FaultTarget, pod: Pod, cluster: Reader): boolean {
  if (target.image !== undefined) {
    return [...(pod.spec.initContainers ?? []), ...pod.spec.containers].some((container) => strikesImage(target.image, container));
  }
  if (target.node !== undefined) return pod.spec.nodeName === target.node;
  if ((target.namespace ?? 'default') !== pod.metadata.namespace) return false;
  if (target.pod !== undefined) return pod.metadata.name === target.pod;
  return target.revision === undefined || isOfRevision(target, pod, cluster);
}

function strikesImage(pattern: string | undefined, { image = '' }: Container): boolean {
  return pattern !== undefined && matches(pattern, image);
}

function strikesContainer(target: FaultTarget, pod: Pod, container: Container, cluster: Reader): boolean {
  if (target.image !== undefined) return strikesImage(target.image, container);
  const isMeant =
    target.container === undefined ? pod.spec.containers.some(({ name }) => name === container.name) : target.container === container.name;
  return isMeant && strikesPod(target, pod, cluster);
}

/** The faults about a container, in the order in which they came. */
export function faultsOf(
  faults: readonly ActiveFault[] | undefined,
  pod: Pod,
  container: Container,
  cluster: Reader,
): readonly ActiveFault[] {
  if (faults === undefined || faults.length === 0) return [];
  return faults.filter(({ fault }) => strikesContainer(fault.target, pod, container, cluster));
}

/** Whether a fault of the kind is about the container. */
export function isStruck(
  faults: readonly ActiveFault[] | undefined,
  kind: FaultKind,
  pod: Pod,
  container: Container,
  cluster: Reader,
): boolean {
  return faultsOf(faults, pod, container, cluster).some(({ fault }) => fault.kind === kind);
}

/** Whether the node's kubelet is silent. */
export function isLost(faults: readonly ActiveFault[] | undefined, node: string): boolean {
  return faults?.some(({ fault }) => fault.kind === 'nodeLost' && fault.target.node === node) === true;
}
