/** Rules for Nodes, as far as people change them. upstream: ValidateNode, validateNodeTaints */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import type { KubeObject } from '../meta.ts';
import { isQualifiedName, isValidLabelValue } from '../names.ts';
import { subdomainName, validateObjectMeta } from './metadata.ts';
import type { Report } from './report.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateNode(report: Report, node: KubeObject & Fields): void {
  validateObjectMeta(report, node.metadata, subdomainName);
  const seen = new Set<string>();
  for (const [index, taint] of listOf(fieldsOf(node['spec'])['taints']).map(fieldsOf).entries()) {
    const at = `spec.taints[${index}]`;
    const [key, value, effect] = [textOf(taint['key']), textOf(taint['value']), textOf(taint['effect'])];
    report.invalidAll(`${at}.key`, key, isQualifiedName(key, report.minor));
    report.invalidAll(`${at}.value`, value, isValidLabelValue(value, report.minor));
    if (effect === '') report.required(`${at}.effect`);
    else if (!EFFECTS.includes(effect)) report.notSupported(`${at}.effect`, effect, EFFECTS);
    if (seen.has(`${key}:${effect}`)) report.duplicate(at, { json: JSON.stringify(taint), go: `${key}=${value}:${effect}` });
    seen.add(`${key}:${effect}`);
  }
}
