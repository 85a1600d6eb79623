/** `kubectl get -w`: what is there, then every version that comes. upstream: GetOptions.watch */
import type { KubeObject } from '../../../api/meta.ts';
import { parseFieldSelector, parseLabelSelector } from '../../../api/selectorText.ts';
import { endIfFailed, type Found, resolve } from '../../builder.ts';
import { type Call, Exit, fail } from '../../command.ts';
import { outputFormat, printerOf } from '../../outputFlags.ts';
import { type EventType, TablePrinter } from '../../print/table/print.ts';
import { getStyle, TabWriter } from '../../print/tabs.ts';
import type { Process, WatchEvent } from '../../process.ts';
import type { Resource } from '../../resources.ts';
import { tableFor, tableOptions } from './tables.ts';

type Print = (objects: readonly KubeObject[], event: EventType) => void;

function tablePrinter(call: Call, resource: Resource): Print {
  const printer = new TablePrinter(tableOptions(call, resource, false));
  const writer = new TabWriter(getStyle, true);
  const showsEvents = call.flags.bool('output-watch-events');
  return (objects, event) => {
    const text = printer.print(tableFor(call, resource, objects), objects, showsEvents ? event : undefined);
    if (text !== '') call.environment.stdout(writer.layOut(text));
  };
}

function objectsPrinter(call: Call): Print {
  const print = printerOf(call, { isGet: true });
  const showsEvents = call.flags.bool('output-watch-events');
  return (objects, event) => {
    for (const object of objects) print(showsEvents ? { type: event, object } : object);
  };
}

/** Which events a watch of one name, or of all that the selectors are met by, would be sent. */
function filterOf(call: Call, resource: Resource, name: string | undefined, shown: readonly KubeObject[]) {
  const { flags } = call;
  const labels = parseLabelSelector(flags.text('selector'));
  const fields = parseFieldSelector(flags.text('field-selector'));
  const isEverywhere = flags.bool('all-namespaces') || !resource.namespaced;
  const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
  const met = new Set(shown.map(keyOf));
  const meets = (object: KubeObject): boolean =>
    labels.ok && labels.value(object.metadata.labels ?? {}) && fields.ok && fields.value(object);
  // What comes to meet a selector is new to the watch, what no longer meets it is gone. upstream: apiserver storage/cacher convertToWatchEvent
  return ({ type, object }: WatchEvent): WatchEvent | undefined => {
    const { namespace = '', name: its } = object.metadata;
    if (object.kind !== resource.stored) return undefined;
    if (!isEverywhere && namespace !== call.namespace) return undefined;
    if (name !== undefined && its !== name) return undefined;
    const key = keyOf(object);
    const [before, now] = [met.has(key), type !== 'DELETED' && meets(object)];
    if (now) met.add(key);
    else met.delete(key);
    if (!before && !now) return undefined;
    return { type: before && now ? 'MODIFIED' : now ? 'ADDED' : 'DELETED', object };
  };
}

/** kubectl's own template cannot be run twice when it has a range in it; it then ends without a word. */
function runsOnce(format: string): boolean {
  return format.startsWith('jsonpath') && format.includes('{range');
}

function forbidsWatch(call: Call, resource: Resource, name: string | undefined): void {
  const { stored, group, resource: plural, namespaced } = resource;
  const namespace = call.flags.bool('all-namespaces') || !namespaced ? '' : call.namespace;
  const refusal = call.environment.client.forbids?.({
    verb: 'watch',
    kind: stored ?? { group, resource: plural, namespaced },
    namespace,
    ...(name === undefined ? {} : { name }),
  });
  if (refusal !== undefined) throw new Exit([{ status: refusal }]);
}

/** Goes on until it is interrupted. */
export function* watch(call: Call): Process {
  const { flags } = call;
  const { groups, infos, errors } = resolve(call, { typeMeansAll: true, singleType: true });
  endIfFailed(errors);
  const [group] = groups;
  if (group === undefined) return fail('no objects passed to watch');
  const { resource, isList } = group;
  if (groups.some((each) => each.resource !== resource)) {
    fail('watch is only supported on individual resources and resource collections - more than 1 resource was found');
  }
  const format = outputFormat(call);
  const print = format === '' || format === 'wide' ? tablePrinter(call, resource) : objectsPrinter(call);
  const objects = infos.map(({ object }: Found) => object);
  if (!flags.bool('watch-only')) print(objects, 'ADDED');
  if (groups.length > 1) fail('watch is only supported on individual resources and resource collections');
  const name = isList ? undefined : infos[0]?.name;
  forbidsWatch(call, resource, name);
  const sent = filterOf(call, resource, name, objects);
  for (;;) {
    const { events } = yield { for: 'changes', kinds: resource.stored === undefined ? [] : [resource.stored] };
    for (const event of events) {
      const seen = sent(event);
      if (seen === undefined) continue;
      if (runsOnce(format)) return 0;
      print([seen.object], seen.type);
    }
  }
}
