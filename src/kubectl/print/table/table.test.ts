import { describe, expect, test } from 'vitest';
import type { Kind } from '../../../api/client.ts';
import { kinds } from '../../../api/key.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { tableOf } from './table.ts';

const nowMs = Date.UTC(2026, 0, 5, 9, 0, 30);
const metadata = { name: 'x', namespace: 'default', creationTimestamp: '2026-01-05T09:00:00Z' };

function row(kind: Kind, fields: object, minor = 37): readonly unknown[] {
  const object = { apiVersion: 'v1', kind, metadata, ...fields } as unknown as KubeObject;
  return tableOf(kind, [object], { nowMs, minor }).rows[0] ?? [];
}

const names = (kind: Kind, minor = 37) => tableOf(kind, [], { nowMs, minor }).columns.map(({ name }) => name);

test.each(kinds)('$kind has its columns, of which the first names the object (of an Event the last one does)', ({ kind }) => {
  const { columns } = tableOf(kind, [], { nowMs, minor: 37 });
  expect(columns.at(kind === 'Event' ? -1 : 0)).toMatchObject({ name: 'Name', format: 'name' });
});

describe('what no recording shows', () => {
  test('quotas: the age moved to the end in 1.33', () => {
    const status = { hard: { pods: '10', 'limits.cpu': '2', cpu: '1' }, used: { pods: '3' } };
    expect(names('ResourceQuota', 32)).toEqual(['Name', 'Age', 'Request', 'Limit']);
    expect(row('ResourceQuota', { status }, 32)).toEqual(['x', '30s', 'cpu: 0/1, pods: 3/10', 'limits.cpu: 0/2']);
    expect(row('ResourceQuota', { status }, 33)).toEqual(['x', 'cpu: 0/1, pods: 3/10', 'limits.cpu: 0/2', '30s']);
  });
  test('services', () => {
    const ports = [{ port: 80 }];
    expect(row('Service', { spec: { type: 'LoadBalancer', ports } }).slice(1, 5)).toEqual([
      'LoadBalancer',
      '<none>',
      '<pending>',
      '80/TCP',
    ]);
    const status = { loadBalancer: { ingress: [{ hostname: 'b' }, { ip: '1.2.3.4' }, { hostname: 'b' }] } };
    expect(row('Service', { spec: { type: 'LoadBalancer', externalIPs: ['9.9.9.9'] }, status })[3]).toBe('1.2.3.4,b,9.9.9.9');
    expect(row('Service', { spec: { type: 'ExternalName', externalName: 'db.example' } })).toEqual([
      'x',
      'ExternalName',
      '<none>',
      'db.example',
      '<none>',
      '30s',
      '<none>',
    ]);
  });
  test('roles of a node', () => {
    const labels = { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/control-plane': '', 'kubernetes.io/role': 'edge' };
    expect(row('Node', { metadata: { ...metadata, labels }, spec: {} })[2]).toBe('control-plane,edge,worker');
  });
  test('the kernel of a node, with its architecture since 1.36', () => {
    const status = { nodeInfo: { kernelVersion: '6.12.5', architecture: 'amd64' } };
    expect(row('Node', { metadata, spec: {}, status })[8]).toBe('6.12.5 (amd64)');
    const object = { apiVersion: 'v1', kind: 'Node', metadata, spec: {}, status };
    expect(tableOf('Node', [object], { nowMs: 0, minor: 35 }).rows[0]?.[8]).toBe('6.12.5');
  });
  test('events that are a series', () => {
    const series = { count: 7, lastObservedTime: '2026-01-05T09:00:25.000000Z' };
    const cells = row('Event', {
      involvedObject: { kind: 'Pod' },
      eventTime: '2026-01-05T09:00:10.000000Z',
      series,
      source: { component: 'kubelet' },
    });
    expect([cells[0], cells[3], cells[5], cells[7], cells[8]]).toEqual(['5s', 'pod', 'kubelet', '20s', 7]);
  });
  test('secrets, accounts, priorities, limits, roles', () => {
    expect(row('Secret', { type: 'Opaque', data: { a: 'eA==' } })).toEqual(['x', 'Opaque', 1, '30s']);
    expect(row('ServiceAccount', {})).toEqual(['x', '30s']);
    expect(row('PriorityClass', { value: 5 })).toEqual(['x', 5, 'false', '30s', '']);
    expect(row('LimitRange', {})).toEqual(['x', '2026-01-05T09:00:00Z']);
    const subjects = [
      { kind: 'User', name: 'jane' },
      { kind: 'ServiceAccount', namespace: 'ci', name: 'builder' },
    ];
    expect(row('RoleBinding' as Kind, { roleRef: { kind: 'Role', name: 'edit' }, subjects })).toEqual([
      'x',
      'Role/edit',
      '30s',
      'jane',
      '',
      'ci/builder',
    ]);
  });
  test('a selector that selects everything, and a workload that is wide', () => {
    const spec = { replicas: 2, selector: {}, template: { spec: { containers: [{ name: 'a', image: 'a:1' }, { name: 'b' }] } } };
    expect(row('ReplicaSet', { spec })).toEqual(['x', 2, 0, 0, '30s', 'a,b', 'a:1,', '<none>']);
  });
});
