/** Defaults of pod templates and pods. upstream: pkg/apis/core/v1/defaults.go */

import type { PodSpec, PodTemplateSpec } from '../core.ts';
import { changeField, type Fields, fieldsOf, isFields, mapShared, replace, withDefaults } from '../fields.ts';
import { parseImageTag } from '../image.ts';
import { roundUpToMilli } from '../quantity.ts';

/** A pod template gets less than a Pod: what depends on the node or the pod's own life is left to the Pod. */
type Where = 'Template' | 'Pod';

const defaultMode = 420;

function each(change: (item: Fields) => Fields): (list: readonly Fields[]) => readonly Fields[] {
  return (list) => (Array.isArray(list) ? mapShared(list, (item) => (isFields(item) ? change(item) : item)) : list);
}

function imagePullPolicy(image: unknown): string {
  return parseImageTag(typeof image === 'string' ? image : '') === 'latest' ? 'Always' : 'IfNotPresent';
}

const httpGetDefaults = (action: Fields): Fields => withDefaults(action, { path: '/', scheme: 'HTTP' });

function grpcDefaults(action: Fields): Fields {
  return action['service'] === undefined || action['service'] === null ? replace(action, { service: '' }) : action;
}

function probeDefaults(probe: Fields): Fields {
  const numbers = ['timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;
  const values = [1, 10, 1, 3];
  const missing = Object.fromEntries(numbers.map((name, i) => [name, probe[name] || values[i]]));
  return changeField(changeField(replace(probe, missing), 'httpGet', httpGetDefaults), 'grpc', grpcDefaults);
}

function lifecycleDefaults(lifecycle: Fields): Fields {
  const handler = (value: Fields): Fields => changeField(value, 'httpGet', httpGetDefaults);
  return changeField(changeField(lifecycle, 'postStart', handler), 'preStop', handler);
}

function roundResources(list: Fields): Fields {
  const rounded = Object.entries(list).map(([name, value]) => [name, typeof value === 'string' ? roundUpToMilli(value) : value] as const);
  return replace(list, Object.fromEntries(rounded));
}

/** Rounds quantities; for a Pod, requests that are missing become the limits. */
function resourcesDefaults(resources: Fields, where: Where): Fields {
  const rounded = changeField(changeField(resources, 'limits', roundResources), 'requests', roundResources);
  if (where === 'Template' || !isFields(rounded['limits'])) return rounded;
  const requests = fieldsOf(rounded['requests']);
  const completed = withDefaults(requests, rounded['limits']);
  return Object.keys(completed).length === 0 ? rounded : replace(rounded, { requests: completed });
}

function envDefaults(env: Fields): Fields {
  return changeField(env, 'valueFrom', (from: Fields) =>
    changeField(changeField(from, 'fieldRef', fieldRefDefaults), 'resourceFieldRef', divisorDefaults),
  );
}

const fieldRefDefaults = (ref: Fields): Fields => withDefaults(ref, { apiVersion: 'v1' });
const divisorDefaults = (ref: Fields): Fields => withDefaults(ref, { divisor: '0' });

function containerDefaults(container: Fields, where: Where): Fields {
  let result = withDefaults(container, {
    imagePullPolicy: imagePullPolicy(container['image']),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  result = changeField(result, 'resources', (resources: Fields) => resourcesDefaults(resources, where));
  result = changeField(
    result,
    'ports',
    each((port) => withDefaults(port, { protocol: 'TCP' })),
  );
  result = changeField(result, 'env', each(envDefaults));
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) result = changeField(result, probe, probeDefaults);
  return changeField(result, 'lifecycle', lifecycleDefaults);
}

function hostNetworkPorts(container: Fields): Fields {
  const port = (entry: Fields): Fields => (entry['hostPort'] ? entry : replace(entry, { hostPort: entry['containerPort'] }));
  return changeField(container, 'ports', each(port));
}

const downwardItem = (item: Fields): Fields =>
  changeField(changeField(item, 'fieldRef', fieldRefDefaults), 'resourceFieldRef', divisorDefaults);

function projectionDefaults(source: Fields): Fields {
  let result = changeField(source, 'serviceAccountToken', (token: Fields) => withDefaults(token, { expirationSeconds: 3600 }));
  result = changeField(result, 'podCertificate', (request: Fields) => withDefaults(request, { maxExpirationSeconds: 86_400 }));
  return changeField(result, 'downwardAPI', (api: Fields) => changeField(api, 'items', each(downwardItem)));
}

const volumeSourceDefaults: Readonly<Record<string, (source: Fields) => Fields>> = {
  secret: (source) => withDefaults(source, { defaultMode }),
  configMap: (source) => withDefaults(source, { defaultMode }),
  downwardAPI: (source) => changeField(withDefaults(source, { defaultMode }), 'items', each(downwardItem)),
  projected: (source) => changeField(withDefaults(source, { defaultMode }), 'sources', each(projectionDefaults)),
  hostPath: (source) => (source['type'] === undefined || source['type'] === null ? replace(source, { type: '' }) : source),
  iscsi: (source) => withDefaults(source, { iscsiInterface: 'default' }),
  rbd: (source) => withDefaults(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  azureDisk: (source) => withDefaults(source, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }),
  scaleIO: (source) => withDefaults(source, { storageMode: 'ThinProvisioned', fsType: 'xfs' }),
  image: (source) => withDefaults(source, { pullPolicy: imagePullPolicy(source['reference']) }),
  ephemeral: (source) =>
    changeField(source, 'volumeClaimTemplate', (template: Fields) =>
      replace(template, { spec: withDefaults(fieldsOf(template['spec']), { volumeMode: 'Filesystem', resources: {} }) }),
    ),
};

function volumeDefaults(volume: Fields): Fields {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== undefined && volume[key] !== null);
  if (sources.length === 0) return replace(volume, { emptyDir: {} });
  return sources.reduce((result, key) => {
    const change = Object.hasOwn(volumeSourceDefaults, key) ? volumeSourceDefaults[key] : undefined;
    return change === undefined ? result : changeField(result, key, change);
  }, volume);
}

/** Pod-level requests follow pod-level limits; since 1.34. */
const podLevelResourcesSince = 34;

/** Defaults of a pod's spec, of a template or of a Pod itself. */
export function podSpecDefaults(given: PodSpec | undefined, minor: number, where: Where): PodSpec {
  const spec: PodSpec & Fields = (given ?? {}) as PodSpec & Fields;
  const account = spec.serviceAccountName || spec.serviceAccount;
  let result: Fields = withDefaults(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...(where === 'Pod' ? { enableServiceLinks: true } : {}),
  });
  if (account) result = replace(result, { serviceAccountName: account, serviceAccount: account });
  // The default moved from every pod spec to Pods alone, so that a Deployment's template no longer changes with it.
  const hostPorts = result['hostNetwork'] === true && (where === 'Pod' || minor <= 27);
  const container = (entry: Fields): Fields => containerDefaults(hostPorts ? hostNetworkPorts(entry) : entry, where);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) result = changeField(result, list, each(container));
  result = changeField(result, 'volumes', each(volumeDefaults));
  result = changeField(result, 'overhead', roundResources);
  if (minor >= podLevelResourcesSince)
    result = changeField(result, 'resources', (resources: Fields) => resourcesDefaults(resources, where));
  // A grace below zero means one second; since 1.37 the Pod says so.
  if (where === 'Pod' && minor >= 37 && Number(result['terminationGracePeriodSeconds']) < 0) {
    result = replace(result, { terminationGracePeriodSeconds: 1 });
  }
  return result as unknown as PodSpec;
}

/** Defaults of a pod template. */
export function podTemplateDefaults(given: PodTemplateSpec | undefined, minor: number): PodTemplateSpec {
  const template = withDefaults(given ?? {}, { metadata: {} }) as PodTemplateSpec;
  return replace(template, { spec: podSpecDefaults(template.spec, minor, 'Template') });
}
