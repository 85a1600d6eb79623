/** Whether the API server understands a selector for a type. upstream: labels.Parse, fields.ParseSelector, field label conversions */
import { goQuote } from '../api/goText.ts';
import { parseFieldSelector, parseLabelSelector } from '../api/selectorText.ts';
import type { Resource } from './resources.ts';

/** What a type can be selected by, beside name and namespace. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  events: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map((field) => `involvedObject.${field}`),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  replicationcontrollers: ['status.replicas'],
  jobs: ['status.successful'],
  certificatesigningrequests: ['spec.signerName'],
};

/** The parser's words; undefined when it can be read. */
export function labelSelectorProblem(text: string): string | undefined {
  const parsed = parseLabelSelector(text);
  return parsed.ok ? undefined : parsed.error;
}

/** The server's words; undefined when it can be read and the type has all of its fields. */
export function fieldSelectorProblem(text: string, { resource, group }: Resource): string | undefined {
  const parsed = parseFieldSelector(text);
  if (!parsed.ok) return parsed.error;
  const own = group === '' || group === 'batch' ? FIELDS[resource] : undefined;
  const known = ['metadata.name', 'metadata.namespace', ...(own ?? [])];
  const fields = text.split(',').flatMap((term) => {
    const [, field = ''] = /^\s*([^!=]*?)\s*(?:!=|==|=)/s.exec(term) ?? [];
    return field === '' ? [] : [field];
  });
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined) return undefined;
  // Types with fields of their own have their own words. upstream: runtime.DefaultMetaV1FieldSelectorConversion
  if (own !== undefined) return `field label not supported: ${unknown}`;
  return `${goQuote(unknown)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}
