/** Deployments and ReplicaSets. upstream: describeDeployment, describeReplicaSet */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { Pod, PodTemplateSpec } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { formatSelector } from '../../../api/selector.ts';
import { equalIgnoreHash } from '../../../api/templateEqual.ts';
import { annotationsMultiline, formatLabelSelector, labelsMultiline } from '../multiline.ts';
import { podTemplateText } from '../podTemplate.ts';
import { controllerText, dateText, field, grid, type Surroundings } from './text.ts';

/** Without the change-cause that `rollout history` shows among its annotations. */
const templateText = (template: PodTemplateSpec): string => podTemplateText(template, '');

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** The types have a blank behind them. */
function conditionsText(conditions: readonly Condition[] = []): string {
  if (conditions.length === 0) return '';
  const rows = conditions.map(({ type, status, reason = '' }) => [`${type} `, status, reason]);
  return `Conditions:\n${grid(['Type', 'Status', 'Reason'], rows)}`;
}

function isReplicaSet(object: KubeObject): object is ReplicaSet {
  return object.kind === 'ReplicaSet';
}
function isPod(object: KubeObject): object is Pod {
  return object.kind === 'Pod';
}

function isOwnedBy({ metadata }: KubeObject, uid: string | undefined): boolean {
  return metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) ?? false;
}

/** Oldest first. upstream: ReplicaSetsByCreationTimestamp */
function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

function replicaSetsText(list: readonly ReplicaSet[]): string {
  const texts = list.map(
    ({ metadata, spec, status }) => `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
  );
  return texts.length === 0 ? '<none>' : texts.join(', ');
}

function ownReplicaSets(deployment: Deployment, { list }: Surroundings): readonly ReplicaSet[] {
  const { metadata, spec } = deployment;
  const found = list('ReplicaSet', metadata.namespace ?? '', { labelSelector: formatSelector(spec.selector) });
  return (found.ok ? found.value : []).filter(isReplicaSet).filter((rs) => isOwnedBy(rs, metadata.uid));
}

export function describeDeployment(deployment: Deployment, around: Surroundings): string {
  const { metadata, spec, status = {} } = deployment;
  const { rollingUpdate, type = '' } = spec.strategy ?? {};
  const owned = [...ownReplicaSets(deployment, around)].sort(byAge);
  const newest = owned.find((rs) => equalIgnoreHash(rs.spec.template, spec.template));
  const counts = [
    `${spec.replicas ?? 0} desired`,
    `${status.updatedReplicas ?? 0} updated`,
    `${status.replicas ?? 0} total`,
    `${status.availableReplicas ?? 0} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ];
  return [
    field('Name', metadata.name),
    field('Namespace', metadata.namespace ?? ''),
    field('CreationTimestamp', dateText(metadata.creationTimestamp)),
    labelsMultiline('Labels', metadata.labels),
    annotationsMultiline('Annotations', metadata.annotations ?? {}),
    field('Selector', formatSelector(spec.selector)),
    field('Replicas', counts.join(' | ')),
    field('StrategyType', type),
    field('MinReadySeconds', spec.minReadySeconds ?? 0),
    rollingUpdate === undefined
      ? ''
      : field('RollingUpdateStrategy', `${rollingUpdate.maxUnavailable ?? 0} max unavailable, ${rollingUpdate.maxSurge ?? 0} max surge`),
    templateText(spec.template),
    conditionsText(status.conditions),
    owned.length === 0
      ? ''
      : field('OldReplicaSets', replicaSetsText(owned.filter((rs) => rs !== newest))) +
        field('NewReplicaSet', replicaSetsText(newest === undefined ? [] : [newest])),
  ].join('');
}

const phases = [
  ['Running', 'Running'],
  ['Pending', 'Waiting'],
  ['Succeeded', 'Succeeded'],
  ['Failed', 'Failed'],
] as const;

export function describeReplicaSet(replicaSet: ReplicaSet, { list }: Surroundings): string {
  const { metadata, spec, status } = replicaSet;
  const pods = list('Pod', metadata.namespace ?? '', { labelSelector: formatSelector(spec.selector) });
  const own = (pods.ok ? pods.value : []).filter(isPod).filter((pod) => isOwnedBy(pod, metadata.uid));
  const counts = phases.map(([phase, word]) => `${own.filter((pod) => pod.status?.phase === phase).length} ${word}`);
  const owner = controllerText(replicaSet);
  return [
    field('Name', metadata.name),
    field('Namespace', metadata.namespace ?? ''),
    field('Selector', formatLabelSelector(spec.selector)),
    labelsMultiline('Labels', metadata.labels),
    annotationsMultiline('Annotations', metadata.annotations ?? {}),
    owner === '' ? '' : field('Controlled By', owner),
    field('Replicas', `${status?.replicas ?? 0} current / ${spec.replicas ?? 0} desired`),
    field('Pods Status', pods.ok ? counts.join(' / ') : `error in fetching pods: ${pods.error.message}`),
    templateText(spec.template),
    conditionsText(status?.conditions),
  ].join('');
}
