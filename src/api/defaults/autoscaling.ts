/** Defaults of HorizontalPodAutoscalers. upstream: pkg/apis/autoscaling/v2/defaults.go */
import { type Fields, fieldsOf, isFields, listOf, replace, withDefaults } from '../fields.ts';
import type { KubeObject } from '../meta.ts';

/** An autoscaler without metrics looks at the processor. */
const CPU_AT_80 = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } };
/** Up: the pods double or grow by four, whichever is more, at once; down: by all of them, after the stabilization of the controller. */
const UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const DOWN = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

function rules(given: unknown, defaults: Fields): Fields {
  const rule = withDefaults(fieldsOf(given), defaults);
  return listOf(rule['policies']).length === 0 ? replace(rule, { policies: defaults['policies'] }) : rule;
}

/** upstream: SetDefaults_HorizontalPodAutoscaler */
export function autoscalerDefaults(object: KubeObject & Fields): KubeObject {
  let spec = withDefaults(fieldsOf(object['spec']), { minReplicas: 1 });
  if (listOf(spec['metrics']).length === 0) spec = replace(spec, { metrics: [CPU_AT_80] });
  const { behavior } = spec;
  if (isFields(behavior)) {
    const { scaleUp, scaleDown } = behavior;
    spec = replace(spec, { behavior: replace(behavior, { scaleUp: rules(scaleUp, UP), scaleDown: rules(scaleDown, DOWN) }) });
  }
  return replace(object, { spec }) as unknown as KubeObject;
}
