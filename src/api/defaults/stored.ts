/** Defaults of the kinds that are stored without a controller behind them. */

import { base64Encode } from '../bytes.ts';
import { changeField, type Fields, fieldsOf, isFields, listOf, mapShared, replace, withDefaults } from '../fields.ts';
import type { KubeObject } from '../meta.ts';

type Stored = KubeObject & Fields;

function servicePort(port: Fields): Fields {
  const target = port['targetPort'];
  const typed = withDefaults(port, { protocol: 'TCP' });
  return target === undefined || target === null || target === 0 || target === ''
    ? replace(typed, { targetPort: port['port'] ?? 0 })
    : typed;
}

/** upstream: SetDefaults_Service, and what the server's strategy fills in without allocating anything */
export function serviceDefaults(service: Stored): Stored {
  let spec = withDefaults(fieldsOf(service['spec']), { sessionAffinity: 'None', type: 'ClusterIP' });
  spec = changeField(spec, 'ports', (ports: readonly Fields[]) => mapShared(ports, servicePort));
  const type = spec['type'];
  if (spec['sessionAffinity'] === 'ClientIP') {
    const config = fieldsOf(spec['sessionAffinityConfig']);
    const clientIP = withDefaults(fieldsOf(config['clientIP']), { timeoutSeconds: 10_800 });
    spec = replace(spec, { sessionAffinityConfig: replace(config, { clientIP }) });
  }
  if (type === 'NodePort' || type === 'LoadBalancer') spec = withDefaults(spec, { externalTrafficPolicy: 'Cluster' });
  if (type === 'LoadBalancer') spec = withDefaults(spec, { allocateLoadBalancerNodePorts: true });
  if (type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer') {
    spec = withDefaults(spec, { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
    if (typeof spec['clusterIP'] === 'string' && spec['clusterIP'] !== '') spec = withDefaults(spec, { clusterIPs: [spec['clusterIP']] });
  }
  return withDefaults(replace(service, { spec }), { status: { loadBalancer: {} } });
}

/** upstream: SetDefaults_Namespace, and the namespace strategy */
export function namespaceDefaults(namespace: Stored): Stored {
  const labels = withDefaults(fieldsOf(namespace.metadata.labels), { 'kubernetes.io/metadata.name': namespace.metadata.name });
  const metadata = namespace.metadata.name ? replace(namespace.metadata as Stored['metadata'] & Fields, { labels }) : namespace.metadata;
  const spec = withDefaults(fieldsOf(namespace['spec']), { finalizers: ['kubernetes'] });
  const status = withDefaults(fieldsOf(namespace['status']), { phase: 'Active' });
  return replace(namespace, { metadata, spec, status }) as Stored;
}

/** `stringData` is merged into `data` and not stored. */
export function secretDefaults(secret: Stored): Stored {
  const typed = withDefaults(secret, { type: 'Opaque' });
  if (!isFields(typed['stringData'])) return typed;
  const encoded = Object.fromEntries(Object.entries(typed['stringData']).map(([key, value]) => [key, base64Encode(String(value))]));
  return replace(typed as Fields, { data: { ...fieldsOf(typed['data']), ...encoded }, stringData: undefined }) as Stored;
}

/** A quota has a status from the start. */
export function quotaDefaults(quota: Stored): Stored {
  return withDefaults(quota, { spec: {}, status: {} });
}

/** upstream: SetDefaults_LimitRangeItem */
function limitRangeItem(item: Fields): Fields {
  if (item['type'] !== 'Container') return item;
  const limits = withDefaults(fieldsOf(item['default']), fieldsOf(item['max']));
  const requests = withDefaults(withDefaults(fieldsOf(item['defaultRequest']), limits), fieldsOf(item['min']));
  const present = (list: Fields): Fields | undefined => (Object.keys(list).length === 0 ? undefined : list);
  return replace(item, { default: present(limits), defaultRequest: present(requests) });
}

/** Limits of containers become defaults, defaults become default requests. */
export function limitRangeDefaults(range: Stored): Stored {
  const spec = fieldsOf(range['spec']);
  const limits = listOf(spec['limits']);
  return replace(range as Fields, {
    spec: replace(spec, { limits: mapShared(limits, (item) => (isFields(item) ? limitRangeItem(item) : item)) }),
  }) as Stored;
}

/** A class preempts unless it says otherwise. */
export function priorityClassDefaults(priorityClass: Stored): Stored {
  return withDefaults(priorityClass, { preemptionPolicy: 'PreemptLowerPriority' });
}
