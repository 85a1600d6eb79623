/** Lines of a description: cells between tabs, blanks in front of what lies deeper. upstream: kubectl/pkg/describe/describe.go PrefixWriter */
import type { Status } from '../../../api/client.ts';
import type { KubeObject, Time } from '../../../api/meta.ts';
import { epochMs, formatTime } from '../../../api/time.ts';
import type { Result } from '../../../base/result.ts';
import type { LeaseSpec } from '../../environment.ts';
import { annotationsMultiline, labelsMultiline } from '../multiline.ts';

/** What a description has to look up besides the object itself. */
export interface Surroundings {
  /** The cluster's clock, in ms since 1970. */
  readonly nowMs: number;
  /** All of a kind that the selectors are met by, or why who asks may not see them. `namespace` '' for all. */
  list(kind: ListedKind, namespace: string, selectors?: Selectors): Result<readonly KubeObject[], Status>;
  /** The Lease of a node, where they are stored. */
  readonly leaseOf?: ((node: string) => LeaseSpec | undefined) | undefined;
}

export type ListedKind = 'ReplicaSet' | 'Pod' | 'Event' | 'ResourceQuota' | 'LimitRange' | 'Secret' | 'EndpointSlice';

export interface Selectors {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** Go's names of days and months, as RFC 1123 has them. */
const days = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MS_PER_DAY = 86_400_000;

/** `Sun, 15 Jun 2025 08:48:00 +0000`; no time is Go's first one. upstream: time.RFC1123Z */
export function dateText(time: Time | null | undefined): string {
  if (time === undefined || time === null) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const ms = epochMs(time);
  const [date = '', clock = ''] = formatTime(ms).slice(0, -1).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  // Day 0 was a Thursday.
  const weekday = days[((Math.floor(ms / MS_PER_DAY) % 7) + 7) % 7] ?? '';
  return `${weekday}, ${day} ${months[Number(month) - 1] ?? ''} ${year} ${clock} +0000`;
}

/** A line, `depth` steps of two blanks deep. */
export function line(depth: number, text: string): string {
  return `${'  '.repeat(depth)}${text}\n`;
}

/** `title:⇥value` */
export function field(title: string, value: string | number | boolean, depth = 0): string {
  return line(depth, `${title}:\t${value}`);
}

const underline = (headers: readonly string[]): readonly string[] => headers.map((header) => '-'.repeat(header.length));

/** Headers, a line of dashes below each of them, and rows; `depth` steps deep. */
export function grid(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  { depth = 1, dashes = underline(headers) }: { readonly depth?: number; readonly dashes?: readonly string[] } = {},
): string {
  return [headers, dashes, ...rows].map((cells) => line(depth, cells.join('\t'))).join('');
}

/** Name and namespace, labels and annotations: how most descriptions begin. */
export function heading({ metadata }: KubeObject, isNamespaced = true): string {
  return [
    field('Name', metadata.name),
    isNamespaced ? field('Namespace', metadata.namespace ?? '') : '',
    labelsMultiline('Labels', metadata.labels),
    annotationsMultiline('Annotations', metadata.annotations ?? {}),
  ].join('');
}

/** The owner that manages an object: `ReplicaSet/web-5b9575574f`; '' without one. upstream: printController */
export function controllerText({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  return owner === undefined ? '' : `${owner.kind}/${owner.name}`;
}

/** In byte order. */
export function sortedKeys(map: object | undefined): readonly string[] {
  return Object.keys(map ?? {}).sort();
}
