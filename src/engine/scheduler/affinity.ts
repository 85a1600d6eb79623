/** Whether a pod may stand on a node by its labels. upstream: component-helpers/scheduling/corev1/nodeaffinity */
import type { Pod } from '../../api/core.ts';
import type { Labels } from '../../api/meta.ts';

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

interface NodeSelectorTerm {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
}

interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly NodeSelectorTerm[] };
  };
}

function meets(labels: Labels, { key, operator, values = [] }: Requirement): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number.parseInt(value, 10) > Number.parseInt(values[0] ?? '', 10);
    case 'Lt':
      return value !== undefined && Number.parseInt(value, 10) < Number.parseInt(values[0] ?? '', 10);
    default:
      return false;
  }
}

/** Whether the pod asks anything of a node's labels: most do not, and need not be asked node by node. */
export function hasNodeAffinity({ spec }: Pod): boolean {
  return spec.nodeSelector !== undefined || spec.affinity !== undefined;
}

/** nodeSelector and required node affinity: all labels of the one, any term of the other. A term without requirements matches nothing. */
export function matchesNodeAffinity(pod: Pod, node: string, labels: Labels): boolean {
  const { nodeSelector } = pod.spec;
  if (nodeSelector !== undefined) for (const [key, value] of Object.entries(nodeSelector)) if (labels[key] !== value) return false;
  const affinity = pod.spec.affinity as Affinity | undefined;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (terms === undefined) return true;
  return terms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    const fields = { 'metadata.name': node };
    return matchExpressions.every((each) => meets(labels, each)) && matchFields.every((each) => meets(fields, each));
  });
}
