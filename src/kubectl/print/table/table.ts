/** Server-side printing: what the API server answers to `kubectl get`. upstream: pkg/printers/internalversion/printers.go */
import type { Kind } from '../../../api/client.ts';
import { fieldsOf } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { ensureExists } from '../../../base/assert.ts';
import { ageText } from '../age.ts';
import {
  configMapRow,
  createdAtRow,
  namespaceRow,
  nodeRow,
  priorityClassRow,
  resourceQuotaRow,
  roleBindingRow,
  secretRow,
  serviceAccountRow,
  serviceRow,
} from './cluster.ts';
import { type Cell, type Column, columns, type Look, type RowPrinter } from './columns.ts';
import { eventRow } from './events.ts';
import { autoscalerRow, disruptionBudgetRow, endpointSliceRow, endpointsRow } from './network.ts';
import { deploymentRow, podRow, replicaSetRow } from './workloads.ts';

export interface Table {
  readonly columns: readonly Column[];
  /** In the order of the objects, all columns, those of `-o wide` too. */
  readonly rows: readonly (readonly Cell[])[];
}

/** Kinds by name; a test asks for every one that the cluster stores. */
function printerOf(kind: Kind, minor: number): RowPrinter {
  const printers: Readonly<Record<string, RowPrinter>> = {
    Deployment: deploymentRow,
    ReplicaSet: replicaSetRow,
    Pod: podRow,
    Namespace: namespaceRow,
    Node: nodeRow,
    Service: serviceRow,
    ConfigMap: configMapRow,
    Secret: secretRow,
    ServiceAccount: serviceAccountRow(minor),
    Event: eventRow,
    ResourceQuota: resourceQuotaRow(minor),
    LimitRange: createdAtRow,
    Role: createdAtRow,
    ClusterRole: createdAtRow,
    RoleBinding: roleBindingRow,
    ClusterRoleBinding: roleBindingRow,
    PriorityClass: priorityClassRow,
    HorizontalPodAutoscaler: autoscalerRow,
    PodDisruptionBudget: disruptionBudgetRow,
    EndpointSlice: endpointSliceRow,
    Endpoints: endpointsRow,
  };
  return ensureExists(printers[kind], `how ${kind} is printed`);
}

/** The table of objects of one kind at a moment. */
export function tableOf(kind: Kind, objects: readonly KubeObject[], look: Look): Table {
  const { columns, cells } = printerOf(kind, look.minor);
  // Each printer reads the kind that it stands beside.
  return { columns, rows: objects.map((object) => cells(object as never, look)) };
}

/** autoscaling/v1 Scale. upstream: printScale */
const scaleColumns = columns('Name', 'Desired#', 'Available#', 'Age');

/** The table of Scales. */
export function scaleTable(scales: readonly KubeObject[], nowMs: number): Table {
  const rows = scales.map(({ metadata, ...scale }) => {
    const [desired, available] = ['spec', 'status'].map((part) => Number(fieldsOf(fieldsOf(scale)[part])['replicas'] ?? 0));
    return [metadata.name, desired ?? 0, available ?? 0, ageText(metadata.creationTimestamp, nowMs)];
  });
  return { columns: scaleColumns, rows };
}
