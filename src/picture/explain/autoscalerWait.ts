/** Why an autoscaler does not do its work, as its own conditions tell. */
import type { HorizontalPodAutoscaler } from '../../api/autoscaling.ts';
import type { ObjectKey } from '../../api/client.ts';
import { findKind, keyOf } from '../../api/key.ts';
import type { World } from '../world.ts';
import { deletionWait, orphanWait } from './deletionWait.ts';
import { dueAt, nameOf, turn } from './endings.ts';
import type { AutoscalerWait, CommonWait, Ending } from './wait.ts';

/** Undefined for an autoscaler that scales. */
export function autoscalerWait(autoscaler: HorizontalPodAutoscaler, world: World): AutoscalerWait | CommonWait | undefined {
  const deleting = deletionWait(autoscaler, [], world) ?? orphanWait(autoscaler, world);
  if (deleting !== undefined) return deleting;
  const who = keyOf(autoscaler);
  const { scaleTargetRef, minReplicas: least = 1, maxReplicas: most } = autoscaler.spec;
  const { kind, name } = scaleTargetRef;
  const { conditions, currentReplicas: current = 0 } = autoscaler.status ?? {};
  const at = world.turnOf('horizontalpodautoscaler', nameOf(autoscaler));
  const looks = turn('horizontalpodautoscaler', nameOf(autoscaler), at);
  if (conditions === undefined) return { who, code: 'controller turn', endings: [looks] };
  const failed = (type: string) => conditions.find((each) => each.type === type && each.status === 'False');
  const target = targetOf(autoscaler);
  const targetEndings: readonly Ending[] = target === undefined ? [] : [{ by: 'object', keys: [target] }];
  const unable = failed('AbleToScale');
  if (unable?.reason === 'FailedGetScale') {
    return { who, code: 'target missing', kind, name, endings: [...targetEndings, looks], ...dueAt(at) };
  }
  if (unable !== undefined) return { who, code: 'scale refused', message: unable.message ?? '', endings: [looks], ...dueAt(at) };
  const inactive = failed('ScalingActive');
  if (inactive === undefined) return undefined;
  const code = inactive.reason === 'ScalingDisabled' ? 'scaling off' : 'no metrics';
  if (code === 'scaling off') return { who, code, kind, name, endings: [...targetEndings, looks], ...dueAt(at) };
  // Nobody in this cluster serves metrics: only a size beyond the bounds gives it something to do.
  return { who, code, current, least, most, endings: [{ by: 'person', how: 'metrics' }, looks], ...dueAt(at) };
}

function targetOf({ spec: { scaleTargetRef }, metadata }: HorizontalPodAutoscaler): ObjectKey | undefined {
  const kind = findKind(scaleTargetRef.apiVersion ?? '', scaleTargetRef.kind);
  return kind === undefined ? undefined : { kind, namespace: metadata.namespace ?? '', name: scaleTargetRef.name };
}
