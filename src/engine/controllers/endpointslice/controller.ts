/**
 * Keeps the EndpointSlices, and the Endpoints, of every Service with a selector up to date. A pass looks at the pods that changed only;
 * a Service that is new or has changed looks at all.
 * upstream: pkg/controller/endpointslice, pkg/controller/endpoint
 */

import type { ObjectKey } from '../../../api/client.ts';
import type { Pod, Service } from '../../../api/core.ts';
import { type EndpointSlice, type Endpoints, SERVICE_NAME_LABEL } from '../../../api/discovery.ts';
import { matchesSelector } from '../../../api/selector.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Actor, Cache, Change, Handling, Memory, Outcome, Pass, Wake } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import { queueKey } from '../objects.ts';
import { endpointOf, hasEndpoint, isSameToServices, isSelecting, portsOf, type Selecting } from './endpoint.ts';
import { endpointsOf } from './legacy.ts';
import { planSlices, type Wanted } from './slices.ts';

/** The older form names all addresses in one object. That of a Service with several slices is written at most this often. */
const LARGE_DELAY_MS = 1000;
const LEGACY = 'endpoints';

const NOTHING: readonly Wake[] = [];

/** In memory: the Services with a selector by namespace, and for each the pods to look at (`'*'`: all). */
type Services = readonly Selecting[];
const ALL = '*';
const dirtyKey = (service: string): string => `dirty ${service}`;

function servicesIn(memory: Memory, namespace: string): Services {
  return memory.get<Services>(namespace) ?? [];
}

function serviceChanged({ type, object, old }: Change, memory: Memory): readonly Wake[] {
  const service = object as Service;
  const key = queueKey(service);
  const namespace = service.metadata.namespace ?? '';
  const known = servicesIn(memory, namespace);
  const others = known.filter(({ metadata }) => metadata.name !== service.metadata.name);
  const isWanted = type !== 'deleted' && isSelecting(service);
  const services = isWanted ? [...others, service] : others;
  if (services.length === 0) memory.delete(namespace);
  else memory.set(namespace, services);
  if (!isWanted) {
    memory.delete(dirtyKey(key));
    return others.length === known.length ? NOTHING : [{ key: `${key}/${LEGACY}` }];
  }
  const before = old as Service | undefined;
  if (
    type === 'modified' &&
    before !== undefined &&
    deepEqual(before.spec, service.spec) &&
    before.metadata.labels === service.metadata.labels
  )
    return NOTHING;
  memory.set(dirtyKey(key), ALL);
  return [{ key }];
}

function podChanged({ type, object, old }: Change, memory: Memory): readonly Wake[] {
  const services = memory.get<Services>(object.metadata.namespace ?? '');
  if (services === undefined) return NOTHING;
  const [pod, before] = [object as Pod, old as Pod | undefined];
  if (type === 'modified' && before !== undefined && isSameToServices(pod, before)) return NOTHING;
  // Nobody asks for a pod that has no address yet.
  if (type === 'added' && !hasEndpoint(pod)) return NOTHING;
  const labels = [pod.metadata.labels ?? {}, before?.metadata.labels ?? {}];
  const wakes: Wake[] = [];
  for (const service of services) {
    if (!labels.some((each) => matchesSelector({ matchLabels: service.spec.selector }, each))) continue;
    const key = queueKey(service);
    const dirty = memory.get<typeof ALL | readonly string[]>(dirtyKey(key)) ?? [];
    if (dirty !== ALL) memory.set(dirtyKey(key), [...dirty, pod.metadata.name]);
    wakes.push({ key });
  }
  return wakes;
}

/** The older form follows the slices. */
function sliceChanged({ object }: Change, cache: Cache): readonly Wake[] {
  const { namespace = '', labels, ownerReferences } = object.metadata;
  const [owner] = ownerReferences ?? [];
  if (owner?.kind !== 'Service') return NOTHING;
  const key = `${namespace}/${labels?.[SERVICE_NAME_LABEL]}/${LEGACY}`;
  const [, second] = cache.dependents(owner.uid);
  return [second === undefined ? { key } : { key, afterMs: LARGE_DELAY_MS }];
}

function wakesOf(change: Change, { memory, cache }: Handling): readonly Wake[] {
  if (change.object.kind === 'EndpointSlice') return sliceChanged(change, cache);
  if (change.object.kind === 'Service') return serviceChanged(change, memory);
  return change.object.kind === 'Pod' ? podChanged(change, memory) : NOTHING;
}

function slicesOf({ metadata: { name, namespace = '' } }: Service, { live }: Pass): readonly EndpointSlice[] {
  return live.list('EndpointSlice', { namespace, labelSelector: `${SERVICE_NAME_LABEL}=${name}` }) as readonly EndpointSlice[];
}

/** The place of every pod that is to be looked at. */
function placesOf(service: Selecting, dirty: typeof ALL | readonly string[], { cache }: Pass): ReadonlyMap<string, Wanted | undefined> {
  const namespace = service.metadata.namespace ?? '';
  const place = (pod: Pod | undefined): Wanted | undefined =>
    pod !== undefined && hasEndpoint(pod) && matchesSelector({ matchLabels: service.spec.selector }, pod.metadata.labels ?? {})
      ? { endpoint: endpointOf(pod, service, cache), ports: portsOf(pod, service) }
      : undefined;
  if (dirty !== ALL) return new Map(dirty.map((name) => [name, place(cache.get({ kind: 'Pod', namespace, name }) as Pod | undefined)]));
  const places = new Map<string, Wanted>();
  for (const pod of cache.list('Pod', { namespace }) as readonly Pod[]) {
    const found = place(pod);
    if (found !== undefined) places.set(pod.metadata.name, found);
  }
  return places;
}

function newSlice(service: Selecting, content: Pick<EndpointSlice, 'endpoints' | 'ports'>, time: string): EndpointSlice {
  const { name, namespace = '', uid = '', labels } = service.metadata;
  const isHeadless = service.spec.clusterIP === 'None';
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: {
        ...labels,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        [SERVICE_NAME_LABEL]: name,
        ...(isHeadless ? { 'service.kubernetes.io/headless': '' } : {}),
      },
      annotations: { [TRIGGER]: time },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4',
    ...content,
  };
}

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

function keyOf({ kind, metadata: { namespace = '', name } }: EndpointSlice): ObjectKey {
  return { kind, namespace, name };
}

function syncSlices(service: Selecting, key: string, pass: Pass): Outcome {
  const { memory, request, time } = pass;
  const dirty = memory.get<typeof ALL | readonly string[]>(dirtyKey(key)) ?? [];
  memory.delete(dirtyKey(key));
  const slices = slicesOf(service, pass);
  const plan = planSlices(slices, placesOf(service, dirty, pass), dirty === ALL);
  const answers = [
    ...plan.updates.map((slice) => {
      const annotations = { ...slice.metadata.annotations, [TRIGGER]: time };
      return request({ verb: 'update', object: { ...slice, metadata: { ...slice.metadata, annotations } } });
    }),
    ...plan.creations.map((content) => request({ verb: 'create', object: newSlice(service, content, time) })),
    ...plan.deletions.map((slice) => request({ verb: 'delete', key: keyOf(slice) })),
  ];
  // Whatever was refused is looked for again among all pods.
  if (answers.every(({ ok }) => ok)) return {};
  memory.set(dirtyKey(key), ALL);
  return { retry: 'rateLimited' };
}

function syncLegacy(key: ObjectKey, service: Selecting | undefined, pass: Pass): Outcome {
  const old = pass.live.get(key);
  if (service === undefined) {
    if (old !== undefined) pass.request({ verb: 'delete', key });
    return {};
  }
  const next = endpointsOf(service, slicesOf(service, pass), pass.time, pass.minor);
  const isSame = old !== undefined && deepEqual((old as Endpoints).subsets, next.subsets);
  if (isSame && deepEqual(old.metadata.labels, next.metadata.labels)) return {};
  const answer =
    old === undefined
      ? pass.request({ verb: 'create', object: next })
      : pass.request({ verb: 'update', object: { ...next, metadata: { ...old.metadata, ...next.metadata } } });
  return answer.ok ? {} : { retry: 'rateLimited' };
}

export const endpointSliceController: Actor = {
  name: 'endpointslice',
  client: CONTROLLER_CLIENT,
  isTraceless: true,
  kinds: new Set(['Service', 'Pod', 'EndpointSlice']),
  wakes: wakesOf,
  sync(key, pass) {
    const [namespace = '', name = '', part] = key.split('/');
    const found = pass.cache.get({ kind: 'Service', namespace, name }) as Service | undefined;
    const service = found !== undefined && isSelecting(found) && found.metadata.deletionTimestamp === undefined ? found : undefined;
    if (part === LEGACY) return syncLegacy({ kind: 'Endpoints', namespace, name }, service, pass);
    return service === undefined ? {} : syncSlices(service, key, pass);
  },
};
