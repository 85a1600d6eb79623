/** Services and where they lead. upstream: describeService, describeEndpoints, describeEndpointSliceV1 */
import type { Service } from '../../../api/core.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { labelsText } from '../table/print.ts';
import { field, grid, heading, line, type Surroundings } from './text.ts';

const itemsOf = (object: unknown, name: string): readonly Fields[] => listOf(fieldsOf(object)[name]).map(fieldsOf);
const textsOf = (list: unknown): readonly string[] => listOf(list).map(textOf);
const optional = (title: string, text: string): string => (text === '' ? '' : field(title, text));
const numberText = (value: unknown, otherwise: string): string => (typeof value === 'number' ? `${value}` : otherwise);

/** So many addresses are named; the others are counted. */
const MAX_ADDRESSES = 3;

const isReady = (endpoint: Fields): boolean => fieldsOf(endpoint['conditions'])['ready'] !== false;
const joinHostPort = (host: string, port: string): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** upstream: formatEndpointSlices */
function endpointsText(slices: readonly KubeObject[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const shown: string[] = [];
  let count = 0;
  let hasMore = false;
  for (const slice of slices) {
    const ports = itemsOf(slice, 'ports');
    const wanted = ports.filter((port) => textOf(port['name']) === portName).map((port) => numberText(port['port'], '0'));
    // A headless Service may have no ports.
    for (const port of ports.length === 0 ? [undefined] : wanted) {
      for (const endpoint of itemsOf(slice, 'endpoints')) {
        if (shown.length === MAX_ADDRESSES) hasMore = true;
        if (!isReady(endpoint)) continue;
        count++;
        const [address = ''] = textsOf(endpoint['addresses']);
        if (!hasMore) shown.push(port === undefined ? address : joinHostPort(address, port));
      }
    }
  }
  const text = shown.join(',');
  return hasMore ? `${text} + ${count - MAX_ADDRESSES} more...` : text;
}

function ingressText(service: Service): string {
  return itemsOf(service.status?.['loadBalancer'], 'ingress')
    .map((ingress) => {
      const [ip, mode] = [textOf(ingress['ip']), textOf(ingress['ipMode'])];
      if (ip === '') return textOf(ingress['hostname']);
      return mode === '' ? ip : `${ip} (${mode})`;
    })
    .join(', ');
}

function portText(port: NonNullable<Service['spec']['ports']>[number], slices: readonly KubeObject[]): string {
  const { protocol = 'TCP', targetPort = 0, nodePort = 0 } = port;
  const name = port.name === undefined || port.name === '' ? '<unset>' : port.name;
  return [
    field('Port', `${name}\t${port.port}/${protocol}`),
    field('TargetPort', `${targetPort}/${protocol}`),
    optional('AppProtocol', textOf(fieldsOf(port)['appProtocol'])),
    nodePort === 0 ? '' : field('NodePort', `${name}\t${nodePort}/${protocol}`),
    field('Endpoints', endpointsText(slices, port.name ?? '')),
  ].join('');
}

export function describeService(service: Service, { list }: Surroundings): string {
  const { spec, metadata } = service;
  const text = (name: string): string => textOf(spec[name]);
  const joined = (name: string): string => textsOf(spec[name]).join(',');
  const found = list('EndpointSlice', metadata.namespace ?? '', { labelSelector: `kubernetes.io/service-name=${metadata.name}` });
  const healthCheck = numberText(spec['healthCheckNodePort'], '0');
  return [
    heading(service),
    field('Selector', labelsText(spec.selector)),
    field('Type', spec.type ?? ''),
    optional('IP Family Policy', text('ipFamilyPolicy')),
    field('IP Families', joined('ipFamilies') || '<none>'),
    field('IP', spec.clusterIP ?? ''),
    field('IPs', joined('clusterIPs') || '<none>'),
    optional('External IPs', joined('externalIPs')),
    optional('Desired LoadBalancer IP', text('loadBalancerIP')),
    optional('External Name', text('externalName')),
    optional('LoadBalancer Ingress', ingressText(service)),
    ...(spec.ports ?? []).map((port) => portText(port, found.ok ? found.value : [])),
    field('Session Affinity', text('sessionAffinity')),
    optional('External Traffic Policy', text('externalTrafficPolicy')),
    optional('Internal Traffic Policy', text('internalTrafficPolicy')),
    healthCheck === '0' ? '' : field('HealthCheck NodePort', healthCheck),
    optional('LoadBalancer Source Ranges', joined('loadBalancerSourceRanges')),
    optional('Traffic Distribution', text('trafficDistribution')),
  ].join('');
}

const portHeaders = ['Name', 'Port', 'Protocol'];
const portRow = (port: Fields): readonly string[] => [
  textOf(port['name']) || '<unset>',
  numberText(port['port'], '<unset>'),
  textOf(port['protocol']),
];

export function describeEndpoints(endpoints: KubeObject): string {
  const subsets = itemsOf(endpoints, 'subsets').map((subset) => {
    const addresses = (name: string): string =>
      itemsOf(subset, name)
        .map(({ ip }) => textOf(ip))
        .join(',') || '<none>';
    const ports = itemsOf(subset, 'ports');
    return [
      field('Addresses', addresses('addresses'), 1),
      field('NotReadyAddresses', addresses('notReadyAddresses'), 1),
      ports.length === 0 ? '' : line(1, 'Ports:') + grid(portHeaders, ports.map(portRow), { depth: 2 }),
      '\n',
    ].join('');
  });
  return `${heading(endpoints)}Subsets:\n${subsets.join('')}`;
}

function endpointText(endpoint: Fields): string {
  const text = (name: string): string => textOf(endpoint[name]) || '<unset>';
  const ready = fieldsOf(endpoint['conditions'])['ready'];
  const target = fieldsOf(endpoint['targetRef']);
  return [
    field('- Addresses', textsOf(endpoint['addresses']).join(', ') || '<none>', 1),
    line(2, 'Conditions:'),
    field('Ready', typeof ready === 'boolean' ? ready : '<unset>', 3),
    field('Hostname', text('hostname'), 2),
    endpoint['targetRef'] === undefined ? '' : field('TargetRef', `${textOf(target['kind'])}/${textOf(target['name'])}`, 2),
    field('NodeName', text('nodeName'), 2),
    field('Zone', text('zone'), 2),
  ].join('');
}

export function describeEndpointSlice(slice: KubeObject): string {
  const [ports, endpoints] = [itemsOf(slice, 'ports'), itemsOf(slice, 'endpoints')];
  return [
    heading(slice),
    field('AddressType', textOf(fieldsOf(slice)['addressType'])),
    ports.length === 0 ? 'Ports: <unset>\n' : `Ports:\n${grid(portHeaders, ports.map(portRow))}`,
    endpoints.length === 0 ? 'Endpoints: <none>\n' : `Endpoints:\n${endpoints.map(endpointText).join('')}`,
  ].join('');
}
