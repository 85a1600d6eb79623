/** Pieces that describe prints for maps: one entry a line, tabs between columns. Laying the tabs out is a later step. */
import type { LabelSelector, Labels } from '../../api/meta.ts';
import { lastAppliedAnnotation } from '../apply/lastApplied.ts';

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Longer annotations go on lines of their own. upstream: maxAnnotationLen */
const maxAnnotationLength = 140;

/** `title:⇥a=1`, further entries on lines that begin with a tab; `<none>` when empty. upstream: printLabelsMultiline */
export function labelsMultiline(title: string, labels: Labels | undefined): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => byBytes(a, b));
  const lines = entries.map(([key, value]) => `${key}=${value}`);
  return `${title}:\t${lines.length === 0 ? '<none>' : lines.join('\n\t')}\n`;
}

function annotationLines(key: string, value: string): string {
  const text = value.endsWith('\n') ? value.slice(0, -1) : value;
  if (key.length + text.length + 2 <= maxAnnotationLength && !text.includes('\n')) return `${key}: ${text}\n`;
  const lines = text.split('\n').map((line) => {
    const short = line.length > maxAnnotationLength - 2 ? `${line.slice(0, maxAnnotationLength - 2)}...` : line;
    return `\t  ${short}\n`;
  });
  return `${key}:\n${lines.join('')}`;
}

/** The same for annotations, without the one that apply keeps. upstream: printAnnotationsMultiline */
export function annotationsMultiline(title: string, annotations: Labels): string {
  const entries = Object.entries(annotations)
    .filter(([key]) => key !== lastAppliedAnnotation)
    .sort(([a], [b]) => byBytes(a, b));
  if (entries.length === 0) return `${title}:\t<none>\n`;
  return `${title}:\t${entries.map(([key, value]) => annotationLines(key, value)).join('\t')}`;
}

/** `app=web,tier in (a,b),!legacy`, requirements sorted by key. upstream: metav1.FormatLabelSelector */
export function formatLabelSelector(selector: LabelSelector): string {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    const set = `(${[...values].sort(byBytes).join(',')})`;
    const text = { In: `${key} in ${set}`, NotIn: `${key} notin ${set}`, Exists: key, DoesNotExist: `!${key}` }[operator];
    return { key, text };
  });
  const all = [...labels, ...expressions].sort((a, b) => byBytes(a.key, b.key));
  return all.length === 0 ? '<none>' : all.map(({ text }) => text).join(',');
}
