/** Rows of Deployments, ReplicaSets and Pods. upstream: printDeployment, printReplicaSet, printPod */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { Container, Pod } from '../../../api/core.ts';
import type { LabelSelector } from '../../../api/meta.ts';
import { ageText } from '../age.ts';
import { podColumns, restartsText } from '../podStatus.ts';
import { type Cell, columns, type Look, none, type RowPrinter, textOr } from './columns.ts';

interface Requirement {
  readonly key: string;
  readonly text: string;
}

/** `app=web,tier in (a,b),!legacy`: sorted by key. upstream: metav1.FormatLabelSelector */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]): Requirement => ({ key, text: `${key}=${value}` }));
  const others = matchExpressions.map(({ key, operator, values = [] }): Requirement => {
    if (operator === 'Exists') return { key, text: key };
    if (operator === 'DoesNotExist') return { key, text: `!${key}` };
    return { key, text: `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...values].sort().join(',')})` };
  });
  const sorted = [...equal, ...others].sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1));
  return sorted.length === 0 ? none : sorted.map(({ text }) => text).join(',');
}

/** Names, images and the selector: what `-o wide` adds to a workload. */
function wide(containers: readonly Container[], selector: LabelSelector): readonly Cell[] {
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(','), selectorText(selector)];
}

export const deploymentRow: RowPrinter = {
  columns: columns('Name', 'Ready', 'Up-to-date', 'Available', 'Age', 'Containers*', 'Images*', 'Selector*'),
  cells: ({ metadata, spec, status = {} }: Deployment, { nowMs }: Look) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    ageText(metadata.creationTimestamp, nowMs),
    ...wide(spec.template.spec.containers, spec.selector),
  ],
};

export const replicaSetRow: RowPrinter = {
  columns: columns('Name', 'Desired#', 'Current#', 'Ready#', 'Age', 'Containers*', 'Images*', 'Selector*'),
  cells: ({ metadata, spec, status }: ReplicaSet, { nowMs }: Look) => [
    metadata.name,
    spec.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    ageText(metadata.creationTimestamp, nowMs),
    ...wide(spec.template.spec.containers, spec.selector),
  ],
};

/** How many of a pod's readiness gates are open. */
function readinessGates({ spec, status }: Pod): string {
  const gates = (spec['readinessGates'] ?? []) as readonly { readonly conditionType: string }[];
  if (gates.length === 0) return none;
  const open = gates.filter((gate) => status?.conditions?.some(({ type, status: is }) => type === gate.conditionType && is === 'True'));
  return `${open.length}/${gates.length}`;
}

export const podRow: RowPrinter = {
  columns: columns('Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP*', 'Node*', 'Nominated Node*', 'Readiness Gates*'),
  cells: (pod: Pod, { nowMs }: Look) => {
    const shown = podColumns(pod);
    const { podIPs = [], nominatedNodeName } = (pod.status ?? {}) as NonNullable<Pod['status']> & { readonly nominatedNodeName?: string };
    return [
      pod.metadata.name,
      shown.ready,
      shown.status,
      restartsText(shown, nowMs),
      ageText(pod.metadata.creationTimestamp, nowMs),
      textOr(podIPs[0]?.ip, none),
      textOr(pod.spec.nodeName, none),
      textOr(nominatedNodeName, none),
      readinessGates(pod),
    ];
  },
};
