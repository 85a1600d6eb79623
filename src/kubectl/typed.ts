/** Objects as kubectl's own Go types hold them: what it built or decoded itself is printed with their fields, in their order. */
import { fieldsOf, isFields, textOf } from '../api/fields.ts';
import { type GoField, type GoStruct, type GoType, goStruct } from '../api/goTypes.ts';
import { apiVersionOf, isKind, kindInfo } from '../api/key.ts';
import { clientMinor } from '../api/release.ts';

/** Fields that Go writes although they are empty: those without `omitempty`. Structs need no entry, they never count as empty. */
const written: Readonly<Record<string, unknown>> = {
  'v2.HorizontalPodAutoscalerStatus.currentMetrics': null,
  'v1.HorizontalPodAutoscalerStatus.currentMetrics': null,
  'v2.HorizontalPodAutoscalerStatus.desiredReplicas': 0,
  'v1.HorizontalPodAutoscalerStatus.desiredReplicas': 0,
  'v1.PodDisruptionBudgetStatus.disruptionsAllowed': 0,
  'v1.PodDisruptionBudgetStatus.currentHealthy': 0,
  'v1.PodDisruptionBudgetStatus.desiredHealthy': 0,
  'v1.PodDisruptionBudgetStatus.expectedPods': 0,
  'v1.DeploymentSpec.selector': null,
  'v1.PodSpec.containers': null,
  'v1.Role.rules': null,
  'v1.ClusterRole.rules': null,
  'v1.PolicyRule.verbs': null,
};

function typed(value: unknown, type: GoType): unknown {
  switch (type.form) {
    case 'pointer':
      return typed(value, type.element);
    case 'list':
      return Array.isArray(value) ? value.map((item) => typed(item, type.element)) : value;
    case 'map': {
      if (!isFields(value)) return value;
      const keys = Object.keys(value).sort();
      return Object.fromEntries(keys.map((key) => [key, typed(value[key], type.element)]));
    }
    case 'struct':
      return isFields(value) ? fill(value, type) : value;
    default:
      return value;
  }
}

function fill(value: object, type: GoStruct): Readonly<Record<string, unknown>> {
  const given = fieldsOf(value);
  const filled: Record<string, unknown> = {};
  const add = ({ json, type: fieldType, inline }: GoField): void => {
    if (inline) {
      if (fieldType.form === 'struct') Object.assign(filled, fill(given, fieldType));
      return;
    }
    const own = given[json];
    if (own !== undefined && own !== null) filled[json] = typed(own, fieldType);
    else if (fieldType.form === 'struct') filled[json] = fill({}, fieldType);
    else if (`${type.name}.${json}` in written) filled[json] = written[`${type.name}.${json}`];
  };
  for (const field of type.fields) add(field);
  return filled;
}

/** The object with the fields of its Go type; as it is when kubectl knows no type for it here. */
export function typedObject(object: object): object {
  const { kind: word, apiVersion } = fieldsOf(object);
  const kind = textOf(word);
  if (!isKind(kind) || apiVersion !== apiVersionOf(kind)) return object;
  return fill(object, goStruct(`${kindInfo(kind).version}.${kind}`, clientMinor));
}
