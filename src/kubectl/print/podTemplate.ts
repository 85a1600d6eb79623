/** A pod template as `kubectl rollout history --revision` prints it: with its tabs as they are. */
import type { Container, PodTemplateSpec, Toleration } from '../../api/core.ts';
import type { LabelSelector } from '../../api/meta.ts';
import { changeCauseAnnotation } from '../rollout/revisions.ts';
import { containerFields } from './container.ts';
import { annotationsMultiline, formatLabelSelector, labelsMultiline } from './multiline.ts';
import { volumesText } from './volume.ts';

function containers(title: string, list: readonly Container[]): string {
  return `  ${title}:\n${list.map((container) => `   ${container.name}:\n${containerFields(container)}`).join('')}`;
}

function tolerationText({ key = '', operator, value = '', effect = '', tolerationSeconds }: Toleration): string {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const exists = operator === 'Exists' && value === '' ? `${what === '' ? '' : ' '}op=Exists` : '';
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
}

/** `title:⇥…`, by key. upstream: printTolerationsMultiline */
export function tolerationsText(title: string, list: readonly Toleration[]): string {
  if (list.length === 0) return `${title}:\t<none>\n`;
  const sorted = [...list].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0));
  return `${title}:\t${sorted.map(tolerationText).join('\n\t')}\n`;
}

interface SpreadConstraint {
  readonly topologyKey?: string;
  readonly whenUnsatisfiable?: string;
  readonly maxSkew?: number;
  readonly labelSelector?: LabelSelector;
}

/** '' without one. upstream: describeTopologySpreadConstraints */
export function topologySpreadText(list: readonly unknown[], space: '' | '  '): string {
  if (list.length === 0) return '';
  // Validation has seen to the shape of what is stored.
  const constraints = [...(list as readonly SpreadConstraint[])].sort((a, b) => ((a.topologyKey ?? '') < (b.topologyKey ?? '') ? -1 : 1));
  const texts = constraints.map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
    const selector = labelSelector === undefined ? '' : ` for selector ${formatLabelSelector(labelSelector)}`;
    return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
  });
  return `${space}Topology Spread Constraints:\t${texts.join(`\n${space}\t`)}\n`;
}

/** `cause`: the ReplicaSet's change-cause, shown as if it were an annotation of the template. upstream: DescribePodTemplate */
export function podTemplateText({ metadata = {}, spec }: PodTemplateSpec, cause: string): string {
  const annotations = { ...metadata.annotations, ...(cause === '' ? {} : { [changeCauseAnnotation]: cause }) };
  const { initContainers = [], serviceAccountName = '', priorityClassName = '' } = spec;
  return [
    'Pod Template:\n',
    labelsMultiline('  Labels', metadata.labels),
    Object.keys(annotations).length === 0 ? '' : annotationsMultiline('  Annotations', annotations),
    serviceAccountName === '' ? '' : `  Service Account:\t${serviceAccountName}\n`,
    initContainers.length === 0 ? '' : containers('Init Containers', initContainers),
    containers('Containers', spec.containers),
    volumesText(spec.volumes ?? [], '  '),
    topologySpreadText(spec.topologySpreadConstraints ?? [], '  '),
    priorityClassName === '' ? '' : `  Priority Class Name:\t${priorityClassName}\n`,
    labelsMultiline('  Node-Selectors', spec.nodeSelector),
    tolerationsText('  Tolerations', spec.tolerations ?? []),
  ].join('');
}
