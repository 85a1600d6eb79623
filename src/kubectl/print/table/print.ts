/** Prints tables of the server for people. upstream: cli-runtime/pkg/printers/tableprinter.go */
import type { KubeObject, Labels } from '../../../api/meta.ts';
import { ageText } from '../age.ts';
import { type Cell, type Column, columns, none } from './columns.ts';
import type { Table } from './table.ts';

export interface TableOptions {
  readonly wide?: boolean;
  readonly noHeaders?: boolean;
  readonly showLabels?: boolean;
  /** `-L`: keys of labels. */
  readonly labelColumns?: readonly string[];
  readonly withNamespace?: boolean;
  /** `deployment.apps`: names are printed with it in front. */
  readonly withKind?: string;
}

/** What a watch saw. */
export type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** The longest of them; the others are filled up with blanks. */
const eventWidth = 'MODIFIED'.length;

/** A line ends where the text would break it; what cannot be seen is shown. upstream: printTable, printers.WriteEscaped */
function cellText(cell: Cell): string {
  const text = String(cell);
  const end = text.search(/[\f\n\r]/);
  const line = end === -1 ? text : `${text.slice(0, end)}...`;
  return line.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

/** upstream: labels.FormatLabels */
export function labelsText(labels: Labels = {}): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key]}`);
  return pairs.length === 0 ? none : pairs.join(',');
}

/** `TIER` for `example.com/tier`. upstream: formatLabelHeaders */
function labelHeader(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).toUpperCase();
}

/** What a server without tables would be shown as: names and ages. upstream: TableGenerator's default */
export function plainTable(objects: readonly KubeObject[], nowMs: number): Table {
  return {
    columns: columns('Name', 'Age'),
    rows: objects.map(({ metadata }) => [metadata.name, ageText(metadata.creationTimestamp, nowMs)]),
  };
}

/** Prints the tables of one type, one after the other: the header stands above the first row alone. */
export class TablePrinter {
  readonly #options: TableOptions;
  #hasHeader = false;

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** Lines whose cells are separated by tabs; nothing for a table without rows. `objects` are those of the rows. */
  print({ columns: shown, rows }: Table, objects: readonly KubeObject[], event?: EventType): string {
    if (rows.length === 0) return '';
    const { wide = false, noHeaders = false } = this.#options;
    const isShown = ({ priority }: Column): boolean => wide || priority === 0;
    const lines = rows.map((row, index) => {
      const cells = shown.flatMap((column, at) => (isShown(column) ? [this.#cell(column, row[at] ?? '')] : []));
      return this.#decorated(cells, objects[index], event);
    });
    const names = shown.filter(isShown).map(({ name }) => name.toUpperCase());
    const header = noHeaders || this.#hasHeader ? [] : [this.#headers(names, event)];
    this.#hasHeader = true;
    return [...header, ...lines].map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
  }

  #cell({ format }: Column, cell: Cell): Cell {
    const { withKind } = this.#options;
    return format === 'name' && withKind !== undefined ? `${withKind}/${cell}` : cell;
  }

  #headers(names: readonly string[], event: EventType | undefined): readonly string[] {
    const { withNamespace = false, showLabels = false, labelColumns = [] } = this.#options;
    return [
      ...(event === undefined ? [] : ['EVENT']),
      ...(withNamespace ? ['NAMESPACE'] : []),
      ...names,
      ...labelColumns.map(labelHeader),
      ...(showLabels ? ['LABELS'] : []),
    ];
  }

  #decorated(cells: readonly Cell[], object: KubeObject | undefined, event: EventType | undefined): readonly Cell[] {
    const { withNamespace = false, showLabels = false, labelColumns = [] } = this.#options;
    const { namespace = '', labels = {} } = object?.metadata ?? {};
    return [
      ...(event === undefined ? [] : [event.padEnd(eventWidth)]),
      ...(withNamespace ? [namespace] : []),
      ...cells,
      ...labelColumns.map((key) => (Object.hasOwn(labels, key) ? (labels[key] ?? '') : '')),
      ...(showLabels ? [labelsText(labels)] : []),
    ];
  }
}
