/** Equality of pod templates as the Deployment controller sees it. upstream: pkg/controller/deployment/util/deployment_util.go */
import type { PodTemplateSpec } from './core.ts';
import { isFields } from './fields.ts';
import { podTemplateHashLabel } from './hash.ts';
import { compareQuantity } from './quantity.ts';

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return (Array.isArray(value) && value.length === 0) || (isFields(value) && Object.keys(value).length === 0);
}

/** Fields that hold quantities by resource: `500m` and `0.5` are equal there. */
const QUANTITIES = new Set(['limits', 'requests']);

/** Absent, nil and empty lists and maps are the same. upstream: apiequality.Semantic.DeepEqual, which knows empty structs apart from nil pointers */
function semanticEqual(a: unknown, b: unknown, field: string): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => semanticEqual(item, b[index], ''));
  if (isFields(a) && isFields(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    for (const name of names) {
      const [left, right] = [a[name], b[name]];
      if (QUANTITIES.has(field) && typeof left === 'string' && typeof right === 'string') {
        if (compareQuantity(left, right) !== 0) return false;
      } else if (!semanticEqual(left, right, name)) return false;
    }
    return true;
  }
  return isEmpty(a) && isEmpty(b);
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [podTemplateHashLabel]: hash, ...labels } = template.metadata?.labels ?? {};
  return hash === undefined ? template : { ...template, metadata: { ...template.metadata, labels } };
}

/** What was compared last with a template: templates are immutable and a controller compares the same two again and again. */
const last = new WeakMap<PodTemplateSpec, { readonly other: PodTemplateSpec; readonly equal: boolean }>();

/** Whether two templates are equal but for the pod-template-hash label. upstream: EqualIgnoreHash */
export function equalIgnoreHash(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  const known = last.get(a);
  if (known?.other === b) return known.equal;
  const equal = semanticEqual(withoutHash(a), withoutHash(b), '');
  last.set(a, { other: b, equal });
  return equal;
}
