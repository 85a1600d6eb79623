/** A pod as a Service sees it. upstream: staging/src/k8s.io/endpointslice/utils.go */
import type { Node, Pod, Service } from '../../../api/core.ts';
import type { Endpoint, SlicePort } from '../../../api/discovery.ts';
import type { Labels } from '../../../api/meta.ts';
import type { Cache } from '../../actor.ts';

const ZONE = 'topology.kubernetes.io/zone';

/** What the controller reads of a Service. */
export interface Selecting extends Service {
  readonly spec: Service['spec'] & { readonly selector: Labels };
}

/** Whether the Service looks for its pods itself. */
export function isSelecting(service: Service): service is Selecting {
  const { selector, type } = service.spec;
  return type !== 'ExternalName' && selector !== undefined && Object.keys(selector).length > 0;
}

export function isPodReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: state }) => type === 'Ready' && state === 'True') === true;
}

/** Whether a pod has an address and still runs. upstream: ShouldPodBeInEndpoints */
export function hasEndpoint({ status }: Pod): boolean {
  return (status?.podIP ?? '') !== '' && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** Whether two versions of a pod are the same to every Service. upstream: podEndpointsChanged */
export function isSameToServices(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.labels === old.metadata.labels &&
    pod.status?.podIP === old.status?.podIP &&
    hasEndpoint(pod) === hasEndpoint(old) &&
    isPodReady(pod) === isPodReady(old) &&
    (pod.metadata.deletionTimestamp === undefined) === (old.metadata.deletionTimestamp === undefined)
  );
}

/** The pod's endpoint. Its address must be there. */
export function endpointOf(pod: Pod, service: Selecting, cache: Cache): Endpoint {
  const { name, namespace = '', uid = '', deletionTimestamp } = pod.metadata;
  const { nodeName } = pod.spec;
  const serving = isPodReady(pod) || service.spec['publishNotReadyAddresses'] === true;
  const terminating = deletionTimestamp !== undefined;
  const node = nodeName === undefined ? undefined : (cache.get({ kind: 'Node', namespace: '', name: nodeName }) as Node | undefined);
  const zone = node?.metadata.labels?.[ZONE];
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready: service.spec['publishNotReadyAddresses'] === true || (serving && !terminating), serving, terminating },
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The number of the pod's port that a Service's port leads to; undefined if its containers have none of that name. upstream: FindPort */
function targetPort(pod: Pod, port: NonNullable<Service['spec']['ports']>[number]): number | undefined {
  const { targetPort: target = port.port, protocol = 'TCP' } = port;
  if (typeof target === 'number') return target;
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always')];
  return containers.flatMap(({ ports = [] }) => ports).find((each) => each.name === target && (each.protocol ?? 'TCP') === protocol)
    ?.containerPort;
}

/** The pod's ports behind the Service. */
export function portsOf(pod: Pod, { spec }: Service): readonly SlicePort[] {
  const ports: SlicePort[] = [];
  for (const port of spec.ports ?? []) {
    const number = targetPort(pod, port);
    const { name = '', protocol = 'TCP' } = port;
    const appProtocol = (port as { readonly appProtocol?: string }).appProtocol;
    if (number !== undefined) ports.push({ name, protocol, port: number, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return ports;
}

/** A word for a set of ports: pods with equal words can share a slice. */
export function portWord(ports: readonly SlicePort[]): string {
  return JSON.stringify(ports.map(({ name = '', protocol = 'TCP', port = 0, appProtocol = '' }) => [name, protocol, port, appProtocol]));
}
