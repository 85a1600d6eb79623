/** A pod. upstream: describePod */

import type { Container, ContainerStatus, Pod } from '../../../api/core.ts';
import { fieldsOf, textOf } from '../../../api/fields.ts';
import { ageText } from '../age.ts';
import { containerFields, quantities } from '../container.ts';
import { annotationsMultiline, labelsMultiline } from '../multiline.ts';
import { tolerationsText, topologySpreadText } from '../podTemplate.ts';
import { volumesText } from '../volume.ts';
import { qosClass } from './qos.ts';
import { controllerText, dateText, field, line, type Surroundings } from './text.ts';

const optional = (title: string, value: unknown): string => (textOf(value) === '' ? '' : field(title, textOf(value)));

function statusText({ metadata, status }: Pod, nowMs: number): string {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  const phase = status?.phase ?? '';
  if (deletionTimestamp === undefined || phase === 'Failed' || phase === 'Succeeded') return field('Status', phase);
  return (
    field('Status', `Terminating (lasts ${ageText(deletionTimestamp, nowMs)})`) +
    field('Termination Grace Period', `${deletionGracePeriodSeconds}s`)
  );
}

function seccomp({ spec }: Pod): string {
  const { type, localhostProfile } = fieldsOf(spec.securityContext?.['seccompProfile']);
  return optional('SeccompProfile', type) + (type === 'Localhost' ? field('LocalhostProfile', textOf(localhostProfile)) : '');
}

function addresses({ podIP = '', podIPs = [] }: NonNullable<Pod['status']>): string {
  const all = podIPs.length === 0 ? field('IPs', '<none>') : `IPs:\n${podIPs.map(({ ip }) => field('IP', ip, 1)).join('')}`;
  return field('IP', podIP) + all;
}

function containers(title: string, pod: Pod, list: readonly Container[], statuses: readonly ContainerStatus[] = []): string {
  if (list.length === 0) return '';
  const each = list.map((container) => {
    const status = statuses.find(({ name }) => name === container.name);
    return `  ${container.name}:\n${containerFields(container, { pod, status })}`;
  });
  return `${title}:\n${each.join('')}`;
}

/** Each cell has a blank behind it, which is what makes the columns wider than what is in them. */
function stateRows(title: string, rows: readonly (readonly [type: string, status: string])[]): string {
  if (rows.length === 0) return '';
  return `${title}:\n${line(1, 'Type\tStatus')}${rows.map(([type, status]) => line(1, `${type} \t${status} `)).join('')}`;
}

function conditionsText({ spec, status }: Pod): string {
  const { conditions = [] } = status ?? {};
  const stateOf = (wanted: string): string => conditions.find(({ type }) => type === wanted)?.status ?? '<none>';
  return (
    stateRows(
      'Readiness Gates',
      (spec.readinessGates ?? []).map(({ conditionType }) => [conditionType, stateOf(conditionType)]),
    ) +
    stateRows(
      'Conditions',
      conditions.map(({ type, status: state }) => [type, state]),
    )
  );
}

export function describePod(pod: Pod, { nowMs }: Surroundings): string {
  const { metadata, spec, status = {} } = pod;
  const { limits, requests } = spec.resources ?? {};
  return [
    field('Name', metadata.name),
    field('Namespace', metadata.namespace ?? ''),
    spec.priority === undefined ? '' : field('Priority', spec.priority),
    optional('Priority Class Name', spec.priorityClassName),
    optional('Runtime Class Name', fieldsOf(spec)['runtimeClassName']),
    optional('Service Account', spec.serviceAccountName),
    field('Node', spec.nodeName === undefined || spec.nodeName === '' ? '<none>' : `${spec.nodeName}/${status.hostIP ?? ''}`),
    status.startTime === undefined ? '' : field('Start Time', dateText(status.startTime)),
    labelsMultiline('Labels', metadata.labels),
    annotationsMultiline('Annotations', metadata.annotations ?? {}),
    statusText(pod, nowMs),
    optional('Reason', status.reason),
    optional('Message', status.message),
    seccomp(pod),
    addresses(status),
    optional('Controlled By', controllerText(pod)),
    optional('NominatedNodeName', fieldsOf(status)['nominatedNodeName']),
    spec.resources === undefined ? '' : `Resources:\n${quantities('Limits', limits, 1)}${quantities('Requests', requests, 1)}`,
    containers('Init Containers', pod, spec.initContainers ?? [], status.initContainerStatuses),
    containers('Containers', pod, spec.containers, status.containerStatuses),
    conditionsText(pod),
    volumesText(spec.volumes ?? [], ''),
    field('QoS Class', qosClass(pod)),
    labelsMultiline('Node-Selectors', spec.nodeSelector),
    tolerationsText('Tolerations', spec.tolerations ?? []),
    topologySpreadText(spec.topologySpreadConstraints ?? [], ''),
  ].join('');
}
