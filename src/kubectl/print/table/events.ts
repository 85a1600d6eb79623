/** Rows of Events. upstream: printEvent */
import type { Event } from '../../../api/core.ts';
import { ageText } from '../age.ts';
import { columns, type Look, type RowPrinter } from './columns.ts';

/** Who reported it: `kubelet, node-1`. upstream: formatEventSource */
function sourceOf({ source = {}, reportingComponent = '', reportingInstance = '' }: Event): string {
  const component = source.component ?? reportingComponent;
  const host = source.host ?? reportingInstance;
  return host === '' ? component : `${component}, ${host}`;
}

export const eventRow: RowPrinter = {
  columns: columns('Last Seen', 'Type', 'Reason', 'Object', 'Subobject*', 'Source*', 'Message', 'First Seen*', 'Count*', 'Name*'),
  cells: (event: Event, { nowMs }: Look) => {
    const { metadata, involvedObject, series, firstTimestamp, lastTimestamp, eventTime } = event;
    const first = ageText(firstTimestamp ?? eventTime, nowMs);
    const last =
      series === undefined
        ? lastTimestamp === undefined || lastTimestamp === null
          ? first
          : ageText(lastTimestamp, nowMs)
        : ageText(series.lastObservedTime, nowMs);
    const kind = (involvedObject.kind ?? '').toLowerCase();
    const name = involvedObject.name ?? '';
    return [
      last,
      event.type ?? '',
      event.reason ?? '',
      name === '' ? kind : `${kind}/${name}`,
      involvedObject.fieldPath ?? '',
      sourceOf(event),
      (event.message ?? '').trim(),
      first,
      series?.count ?? (event.count === undefined || event.count === 0 ? 1 : event.count),
      metadata.name,
    ];
  },
};
