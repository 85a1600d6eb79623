/** For tests only: a random story with more in it than Deployments, so that objects of every kind that can wait do wait. */
import type { ObjectKey } from '../../../api/client.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { type FuzzAct, type FuzzAction, type FuzzCase, fuzzNames, goodImage } from '../../../engine/testing/fuzzCase.ts';

const NAMESPACE = 'shop';

function objectOf(apiVersion: string, kind: string, name: string, more: object, namespace = 'default'): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace }, ...more } as KubeObject;
}

function companyOf(name: string, seed: number): readonly KubeObject[] {
  const selector = { app: name };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return [
    objectOf('v1', 'Service', name, { spec: { selector, ports: [{ port: 80 }] } }),
    objectOf('policy/v1', 'PodDisruptionBudget', name, { spec: { minAvailable: 1 + (seed % 3), selector: { matchLabels: selector } } }),
    // Wide enough for every size that a story ends with.
    objectOf('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec: { scaleTargetRef, minReplicas: 1 + (seed % 3), maxReplicas: 7 } }),
  ];
}

/** A second namespace with something in it that is hard to get rid of. */
function shopOf(seed: number): readonly KubeObject[] {
  const held = { metadata: { name: 'held', namespace: NAMESPACE, finalizers: seed % 2 === 0 ? ['example.com/hold'] : [] } };
  const pod = { spec: { containers: [{ name: 'main', image: goodImage }], terminationGracePeriodSeconds: 5 } };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } } as KubeObject,
    { apiVersion: 'v1', kind: 'ConfigMap', ...held } as KubeObject,
    objectOf('v1', 'Pod', 'lonely', pod, NAMESPACE),
    objectOf('v1', 'Service', 'shop', { spec: { selector: { app: 'shop' }, ports: [{ port: 80 }] } }, NAMESPACE),
  ];
}

const after = (pauseMs: number, act: FuzzAct): FuzzAction => ({ pauseMs, act });
const request = (act: Extract<FuzzAct, { readonly does: 'request' }>['request']): FuzzAct => ({ does: 'request', request: act });

/** What happens besides, at places that the seed chooses. */
function incidents(seed: number): readonly FuzzAction[] {
  const shop: ObjectKey = { kind: 'Namespace', namespace: '', name: NAMESPACE };
  const held: ObjectKey = { kind: 'ConfigMap', namespace: NAMESPACE, name: 'held' };
  const node: ObjectKey = { kind: 'Node', namespace: '', name: 'node-2' };
  const taints = [{ key: 'repair', effect: 'NoExecute' }];
  const all: readonly (readonly FuzzAction[])[] = [
    [after(20_000, request({ verb: 'delete', key: shop }))],
    [
      after(400_000, { does: 'inject', fault: { id: 'lost', kind: 'nodeLost', target: { node: 'node-2' } } }),
      after(30_000, { does: 'clear', id: 'lost' }),
    ],
    [after(10_000, request({ verb: 'patch', key: held, patchType: 'merge', body: { metadata: { finalizers: null } } }))],
    seed % 3 === 0 ? [after(90_000, request({ verb: 'delete', key: node }))] : [],
    seed % 3 === 1
      ? [
          after(20_000, request({ verb: 'patch', key: node, patchType: 'merge', body: { spec: { taints } } })),
          after(20_000, request({ verb: 'patch', key: node, patchType: 'merge', body: { spec: { taints: null } } })),
        ]
      : [],
  ];
  return all.flat();
}

/** The story of a seed among Services, budgets, autoscalers and a second namespace, with nodes that are lost, closed and taken away. */
export function inCompany({ setup, actions }: FuzzCase): FuzzCase {
  const { seed } = setup;
  const extra = incidents(seed);
  const woven = actions.flatMap((action, index) => {
    const more = extra[index];
    return more === undefined ? [action] : [action, more];
  });
  return {
    setup: { ...setup, objects: [...(setup.objects ?? []), ...shopOf(seed), ...fuzzNames.flatMap((name) => companyOf(name, seed))] },
    actions: [...woven, ...extra.slice(actions.length)],
  };
}
