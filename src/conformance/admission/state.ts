/** Our cluster as a recorded `{state}` shows one, and what of both is compared. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Reader } from '../../api/client.ts';
import type { Event, LimitRange, Pod, ResourceQuota } from '../../api/core.ts';
import type { Condition, State } from './recordedState.ts';

const namespace = 'default';
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Every pod is any pod: five letters after the name of a ReplicaSet. */
function anonymous(text: string): string {
  return text.replaceAll(/(-[a-z0-9]{6,10})-(?:<[p\d]\d\d>|[bcdfghjklmnpqrstvwxz2456789]{5})(?![a-z0-9-])/g, '$1-<pod>');
}

/** Objects with their keys in order, so that equal ones are equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

function texts(list: readonly unknown[]): readonly string[] {
  return list.map((each) => anonymous(JSON.stringify(sorted(each)))).sort();
}

/** Their order depends on which write comes first. */
function withSortedConditions(object: Readonly<Record<string, unknown>>): unknown {
  const { conditions = [], ...rest } = (object['status'] ?? {}) as { readonly conditions?: readonly Condition[] };
  const list = conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  return { ...object, status: { ...rest, conditions: list.sort((a, b) => (a.type < b.type ? -1 : 1)) } };
}

/** What is compared of a state. How often an event was said, and from which on events are combined, is a matter of timing. */
export function comparable({ deployments = [], replicasets = [], pods = [], events = [], quotas, limitranges }: State): unknown {
  const said = events
    .filter(({ message }) => !message.startsWith('(combined'))
    .map(({ object, type, reason, message }) => ({ object, type, reason, message }));
  return {
    deployments: texts(deployments.map(withSortedConditions)),
    replicasets: texts(replicasets.map(withSortedConditions)),
    pods: texts(pods.map(({ name: _, ...rest }) => rest)),
    events: [...new Set(texts(said))],
    quotas: texts(quotas ?? []),
    limitranges: texts(limitranges ?? []),
  };
}

function annotationsOf(annotations: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  const { [lastApplied]: _, ...rest } = annotations ?? {};
  return rest;
}

function workloadOf({ metadata, spec, status }: Deployment | ReplicaSet): Readonly<Record<string, unknown>> {
  const { name, generation, annotations } = metadata;
  return { name, generation, annotations: annotationsOf(annotations), replicas: spec.replicas, status };
}

/** The state of our cluster. */
export function stateOf(reader: Reader): State {
  const list = <T>(kind: Parameters<Reader['list']>[0]): readonly T[] => reader.list(kind, { namespace }) as unknown as readonly T[];
  return {
    deployments: list<Deployment>('Deployment').map(workloadOf),
    replicasets: list<ReplicaSet>('ReplicaSet').map(workloadOf),
    pods: list<Pod>('Pod').map(({ metadata, spec, status }) => ({
      annotations: annotationsOf(metadata.annotations),
      phase: status?.phase,
      qosClass: status?.qosClass,
      resources: spec.containers.map(({ resources }) => resources ?? {}),
    })),
    events: list<Event>('Event')
      .filter(({ involvedObject, type }) => involvedObject.kind !== 'Pod' || type !== 'Normal')
      .map(({ involvedObject, type = '', reason = '', message = '' }) => ({
        object: `${involvedObject.kind}/${involvedObject.name}`,
        type,
        reason,
        message,
      })),
    quotas: list<ResourceQuota>('ResourceQuota').map(({ metadata, status }) => ({ name: metadata.name, status })),
    limitranges: list<LimitRange>('LimitRange').map(({ metadata, spec }) => ({ name: metadata.name, spec })),
  };
}
