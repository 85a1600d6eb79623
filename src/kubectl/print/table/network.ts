/** Rows of what Services and autoscalers stand on. upstream: printHorizontalPodAutoscaler, printPodDisruptionBudget, printEndpointSlice, printEndpoints */
import { type Fields, fieldsOf, listOf, textOf } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { ageText } from '../age.ts';
import { columns, type Look, none, type RowPrinter } from './columns.ts';

const field = (object: unknown, name: string): Fields => fieldsOf(fieldsOf(object)[name]);
const age = ({ metadata }: KubeObject, { nowMs }: Look): string => ageText(metadata.creationTimestamp, nowMs);

/** The first few, and how many more there are. upstream: listWithMoreString */
function some(all: readonly string[], most: number, separator: string, otherwise: string): string {
  const shown = all.slice(0, most).join(separator);
  if (all.length > most) return `${shown} + ${all.length - most} more...`;
  return shown === '' ? otherwise : shown;
}

/** `cpu: 12%/50%` or `cpu: <unknown>/200m`. upstream: formatHPAMetrics */
function metricText(spec: Fields, status: Fields): string {
  const type = textOf(spec['type']);
  const source = type === '' ? '' : type.charAt(0).toLowerCase() + type.slice(1);
  const target = field(spec[source], 'target');
  const current = field(status[source], 'current');
  const name = textOf(fieldsOf(spec[source])['name']);
  const percent = (value: unknown): string | undefined => (typeof value === 'number' ? `${value}%` : undefined);
  const amount = (from: Fields): string | undefined => textOf(from['averageValue'] ?? from['value']) || undefined;
  const isResource = type === 'Resource' || type === 'ContainerResource';
  if (!isResource) return `${amount(current) ?? '<unknown>'}/${amount(target) ?? '<auto>'}`;
  if (amount(target) !== undefined) return `${name}: ${amount(current) ?? '<unknown>'}/${amount(target)}`;
  return `${name}: ${percent(current['averageUtilization']) ?? '<unknown>'}/${percent(target['averageUtilization']) ?? '<auto>'}`;
}

const mostMetrics = 2;

export const autoscalerRow: RowPrinter = {
  columns: columns('Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'),
  cells: (hpa: KubeObject, look: Look) => {
    const [spec, status] = [field(hpa, 'spec'), field(hpa, 'status')];
    const { kind, name } = field(spec, 'scaleTargetRef');
    const current = listOf(status['currentMetrics']);
    const metrics = listOf(spec['metrics']).map((metric, index) => metricText(fieldsOf(metric), fieldsOf(current[index])));
    return [
      hpa.metadata.name,
      `${textOf(kind)}/${textOf(name)}`,
      some(metrics, mostMetrics, ', ', none),
      String(spec['minReplicas'] ?? '<unset>'),
      Number(spec['maxReplicas'] ?? 0),
      Number(status['currentReplicas'] ?? 0),
      age(hpa, look),
    ];
  },
};

export const disruptionBudgetRow: RowPrinter = {
  columns: columns('Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions#', 'Age'),
  cells: (budget: KubeObject, look: Look) => {
    const [spec, status] = [field(budget, 'spec'), field(budget, 'status')];
    return [
      budget.metadata.name,
      String(spec['minAvailable'] ?? 'N/A'),
      String(spec['maxUnavailable'] ?? 'N/A'),
      Number(status['disruptionsAllowed'] ?? 0),
      age(budget, look),
    ];
  },
};

const mostEndpoints = 3;

export const endpointSliceRow: RowPrinter = {
  columns: columns('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
  cells: (slice: KubeObject, look: Look) => {
    const fields = fieldsOf(slice);
    const ports = listOf(fields['ports']).map((port) => String(fieldsOf(port)['port'] ?? (textOf(fieldsOf(port)['name']) || '*')));
    const addresses = listOf(fields['endpoints']).flatMap((endpoint) => listOf(fieldsOf(endpoint)['addresses']).map(String));
    return [
      slice.metadata.name,
      textOf(fields['addressType']),
      some(ports, mostEndpoints, ',', '<unset>'),
      some(addresses, mostEndpoints, ',', '<unset>'),
      age(slice, look),
    ];
  },
};

export const endpointsRow: RowPrinter = {
  columns: columns('Name', 'Endpoints', 'Age'),
  cells: (endpoints: KubeObject, look: Look) => {
    const all = listOf(fieldsOf(endpoints)['subsets']).flatMap((subset) => {
      const { addresses, ports } = fieldsOf(subset);
      const ips = listOf(addresses).map((address) => textOf(fieldsOf(address)['ip']));
      const numbers = listOf(ports).map((port) => String(fieldsOf(port)['port'] ?? ''));
      return numbers.length === 0 ? ips : numbers.flatMap((number) => ips.map((ip) => `${ip.includes(':') ? `[${ip}]` : ip}:${number}`));
    });
    return [endpoints.metadata.name, some(all, mostEndpoints, ',', none), age(endpoints, look)];
  },
};
