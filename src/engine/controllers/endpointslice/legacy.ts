/** The Endpoints object of a Service: the same as its slices in the older form. upstream: pkg/controller/endpoint */
import type { Service } from '../../../api/core.ts';
import type { EndpointAddress, EndpointSlice, EndpointSubset, Endpoints } from '../../../api/discovery.ts';
import type { Time } from '../../../api/meta.ts';
import { portWord } from './endpoint.ts';

/** More addresses than this are left out, and an annotation says so. */
const MAX_ADDRESSES = 1000;

/** Since when the object says who keeps it. */
const MANAGED_BY_SINCE = 33;

function addressOf({ addresses: [ip = ''], nodeName, targetRef }: NonNullable<EndpointSlice['endpoints']>[number]): EndpointAddress {
  return { ip, ...(nodeName === undefined ? {} : { nodeName }), ...(targetRef === undefined ? {} : { targetRef }) };
}

function sorted(addresses: readonly EndpointAddress[]): readonly EndpointAddress[] {
  return [...addresses].sort((a, b) => (a.ip < b.ip ? -1 : 1));
}

/** One subset for each set of ports. Pods that are on their way out are in none. */
function subsetsOf(slices: readonly EndpointSlice[]): readonly EndpointSubset[] {
  const words = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const word = portWord(slice.ports ?? []);
    words.set(word, [...(words.get(word) ?? []), slice]);
  }
  const subsets: EndpointSubset[] = [];
  for (const same of words.values()) {
    const endpoints = same
      .flatMap(({ endpoints: list = [] }) => list)
      .filter(({ conditions }) => conditions.terminating !== true || conditions.ready === true);
    if (endpoints.length === 0) continue;
    const some = endpoints.slice(0, MAX_ADDRESSES);
    const ready = sorted(some.filter(({ conditions }) => conditions.ready === true).map(addressOf));
    const others = sorted(some.filter(({ conditions }) => conditions.ready !== true).map(addressOf));
    const ports = (same[0]?.ports ?? []).map(({ name = '', port = 0, protocol = 'TCP', appProtocol }) => ({
      ...(name === '' ? {} : { name }),
      port,
      protocol,
      ...(appProtocol === undefined ? {} : { appProtocol }),
    }));
    subsets.push({
      ...(ready.length === 0 ? {} : { addresses: ready }),
      ...(others.length === 0 ? {} : { notReadyAddresses: others }),
      ...(ports.length === 0 ? {} : { ports }),
    });
  }
  return subsets;
}

/** The Endpoints that a Service with these slices should have. */
export function endpointsOf(service: Service, slices: readonly EndpointSlice[], time: Time, minor: number): Endpoints {
  const { name, namespace = '', labels } = service.metadata;
  const subsets = subsetsOf(slices);
  const count = slices.reduce((sum, { endpoints = [] }) => sum + endpoints.length, 0);
  const managed = minor >= MANAGED_BY_SINCE ? { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' } : {};
  const all = { ...labels, ...managed };
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      namespace,
      ...(Object.keys(all).length === 0 ? {} : { labels: all }),
      annotations: {
        'endpoints.kubernetes.io/last-change-trigger-time': time,
        ...(count > MAX_ADDRESSES ? { 'endpoints.kubernetes.io/over-capacity': 'truncated' } : {}),
      },
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
}
