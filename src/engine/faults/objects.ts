/** Faults that are requests: what they ask for, and what makes it good again. */
import type { Kind, ObjectKey, Reader, Request } from '../../api/client.ts';
import type { Node, Pod } from '../../api/core.ts';
import { apiVersionOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Fault } from './fault.ts';

export interface Plan {
  readonly requests: readonly Request[];
  readonly cure: readonly Request[];
}

export type Planner = (fault: Fault, cluster: Reader) => Plan;

function keyOf(kind: Kind, { target, parameters }: Fault, fallback: string): ObjectKey {
  return { kind, namespace: target.namespace ?? 'default', name: parameters?.name ?? fallback };
}

/** The object as someone would write it who makes it again. */
function manifestOf({ metadata, ...rest }: KubeObject): KubeObject {
  const { name, namespace, labels, annotations } = metadata;
  return {
    ...rest,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}

/** Deletes the object, if it is there. Afterwards it is made again as it was, or with the content that the fault names. */
export function missingObject(kind: 'ConfigMap' | 'Secret' | 'ServiceAccount'): Planner {
  return (fault, cluster) => {
    const key = keyOf(kind, fault, fault.id);
    const found = cluster.get(key);
    const { data = {} } = fault.parameters ?? {};
    const content = kind === 'ConfigMap' ? { data } : kind === 'Secret' ? { stringData: data } : {};
    const made = { apiVersion: 'v1', kind, metadata: { name: key.name, namespace: key.namespace }, ...content };
    return {
      requests: found === undefined ? [] : [{ verb: 'delete', key }],
      cure: [{ verb: 'create', object: found === undefined ? made : manifestOf(found) }],
    };
  };
}

/** An object that is in the way until it is deleted again. */
function obstacle(key: ObjectKey, spec: object): Plan {
  const object = { apiVersion: apiVersionOf(key.kind), kind: key.kind, metadata: { name: key.name, namespace: key.namespace }, spec };
  return { requests: [{ verb: 'create', object }], cure: [{ verb: 'delete', key }] };
}

/** A quota that the namespace has used up. */
export const tightQuota: Planner = (fault) => {
  const { hard = { pods: '1' } } = fault.parameters ?? {};
  return obstacle(keyOf('ResourceQuota', fault, fault.id), { hard });
};

/** Limits a whole pod, so that containers get no limit by default from it and those without one are refused too. */
export const tooNarrow: Planner = (fault) => {
  const { hard: max = { memory: '16Mi' } } = fault.parameters ?? {};
  return obstacle(keyOf('LimitRange', fault, fault.id), { limits: [{ type: 'Pod', max }] });
};

function patchNode(name: string, body: object, subresource?: 'status'): Request {
  const key: ObjectKey = { kind: 'Node', namespace: '', name };
  return { verb: 'patch', key, patchType: 'merge', body, ...(subresource === undefined ? {} : { subresource }) };
}

function nodeKey({ target }: Fault): ObjectKey {
  return { kind: 'Node', namespace: '', name: target.node ?? '' };
}

function takesRoom(pod: Pod, node: string): boolean {
  return pod.spec.nodeName === node && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}

/** The node takes no more pods than it has. */
export const fillNode: Planner = (fault, cluster) => {
  const key = nodeKey(fault);
  const node = cluster.get(key) as Node | undefined;
  const room = node?.status?.allocatable?.['pods'] ?? null;
  const pods = fault.parameters?.pods ?? cluster.list('Pod').filter((pod) => takesRoom(pod as Pod, key.name)).length;
  const allow = (count: unknown): Request => patchNode(key.name, { status: { allocatable: { pods: count } } }, 'status');
  return { requests: [allow(String(pods))], cure: [allow(room)] };
};

/** `kubectl cordon` and `kubectl uncordon`. */
export const cordonNode: Planner = (fault) => {
  const key = nodeKey(fault);
  const cordon = (unschedulable: true | null): Request => patchNode(key.name, { spec: { unschedulable } });
  return { requests: [cordon(true)], cure: [cordon(null)] };
};
