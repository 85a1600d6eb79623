/** The tables of `kubectl get`: one for each request, one layout for each type. upstream: pkg/cmd/get/get.go */
import type { KubeObject } from '../../../api/meta.ts';
import type { Found, Group } from '../../builder.ts';
import type { Call } from '../../command.ts';
import { outputFormat } from '../../outputFlags.ts';
import { sortBy } from '../../print/sortBy.ts';
import { plainTable, type TableOptions, TablePrinter } from '../../print/table/print.ts';
import { scaleTable, type Table, tableOf } from '../../print/table/table.ts';
import { getStyle, TabWriter } from '../../print/tabs.ts';
import { groupSingularOf, type Resource } from '../../resources.ts';

/** How the call wants tables of this type. */
export function tableOptions({ flags, ...call }: Call, resource: Resource, withKind: boolean): TableOptions {
  return {
    wide: outputFormat({ flags, ...call }) === 'wide',
    noHeaders: flags.bool('no-headers'),
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    withNamespace: flags.bool('all-namespaces') && resource.namespaced,
    ...(withKind || flags.bool('show-kind') ? { withKind: groupSingularOf(resource) } : {}),
  };
}

/** The server's table of these objects at this moment. */
export function tableFor({ flags, environment }: Call, resource: Resource, objects: readonly KubeObject[]): Table {
  const nowMs = environment.nowMs();
  if (flags.text('subresource') === 'scale') return scaleTable(objects, nowMs);
  if (!flags.bool('server-print') || resource.stored === undefined) return plainTable(objects, nowMs);
  return tableOf(resource.stored, objects, { nowMs, minor: environment.serverMinor });
}

/** upstream: multipleGVKsRequested */
function areSeveralTypes(groups: readonly Group<Found>[]): boolean {
  return groups.some(({ resource }) => resource !== groups[0]?.resource);
}

/** A table that cannot be sorted is not printed; upstream drops the printer's error. */
function sorted(infos: readonly Found[], expression: string): readonly KubeObject[] {
  const objects = infos.map(({ object }) => object);
  if (expression === '') return objects;
  const inOrder = sortBy(objects, expression, (object) => object);
  return inOrder.ok ? inOrder.value : [];
}

/** Prints what was found. Nothing at all: says that there is nothing, on stderr, unless it was an error or may be missing. */
export function printTables(call: Call, groups: readonly Group<Found>[], hasErrors: boolean): void {
  const { flags, environment } = call;
  const several = areSeveralTypes(groups);
  const writer = new TabWriter(getStyle, true);
  let printer: TablePrinter | undefined;
  let last: Resource | undefined;
  let pending = '';
  let hasPrinted = false;
  let needsBlank = false;
  const flush = (): void => {
    if (pending === '') return;
    environment.stdout(`${needsBlank ? '\n' : ''}${writer.layOut(pending)}`);
    [pending, needsBlank, hasPrinted] = ['', false, true];
  };
  for (const { resource, infos } of groups) {
    if (printer === undefined || resource !== last) {
      flush();
      writer.forget();
      needsBlank = hasPrinted && !flags.bool('no-headers');
      printer = new TablePrinter(tableOptions(call, resource, several));
      last = resource;
    }
    const objects = sorted(infos, flags.text('sort-by'));
    pending += printer.print(tableFor(call, resource, objects), objects);
  }
  flush();
  if (hasPrinted || hasErrors || flags.bool('ignore-not-found')) return;
  const areNamespaced = !flags.bool('all-namespaces') && groups.every(({ resource }) => resource.namespaced);
  environment.stderr(areNamespaced ? `No resources found in ${call.namespace} namespace.\n` : 'No resources found\n');
}
