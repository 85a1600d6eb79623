/** `kubectl events`. upstream: pkg/cmd/events/events.go */
import type { Event } from '../../api/core.ts';
import { endIfFailed, resourceNamed } from '../builder.ts';
import { type Call, type Command, fail } from '../command.ts';
import { allNamespacesFlag, int, printFlags, slice } from '../commonFlags.ts';
import { bool, text } from '../flags.ts';
import { outputFormat, printerOf } from '../outputFlags.ts';
import { intervalText, isEvent, sortedBySight } from '../print/eventsText.ts';
import { listOfObjects } from '../print/objects.ts';
import { getStyle, TabWriter } from '../print/tabs.ts';
import type { Process } from '../process.ts';
import { readList } from '../read.ts';
import { groupVersionOf, resourceOf } from '../resources.ts';

const types = ['normal', 'warning'];

/** Whether an event is wanted. */
type Filter = (event: Event) => boolean;

/** The object of `--for`. upstream: decodeResourceTypeName */
function aboutFilter(call: Call): Filter {
  const named = call.flags.text('for');
  if (named === '') return () => true;
  const [type = '', name = '', ...others] = named.split('/');
  if (!named.includes('/')) fail('--for must be in resource/name form');
  if (others.length > 0) fail('arguments in resource/name form may not have more than one slash');
  const resource = resourceNamed(call, type.toLowerCase());
  const apiVersion = groupVersionOf(resource);
  return ({ involvedObject }) =>
    involvedObject.kind === resource.kind && involvedObject.apiVersion === apiVersion && involvedObject.name === name;
}

function typeFilter({ flags }: Call): Filter {
  const wanted = flags.list('types').map((type) => type.toLowerCase());
  if (wanted.some((type) => !types.includes(type))) fail('valid --types are Normal or Warning');
  return ({ type = '' }) => wanted.length === 0 || wanted.includes(type.toLowerCase());
}

type Print = (events: readonly Event[]) => void;

/** One table, however often it goes on. upstream: EventPrinter */
function tablePrinter({ flags, environment }: Call): Print {
  const writer = new TabWriter(getStyle, true);
  const isEverywhere = flags.bool('all-namespaces');
  const line = (namespace: string, ...cells: readonly string[]): string =>
    `${[...(isEverywhere ? [namespace] : []), ...cells].join('\t').replaceAll('\x1b', '^[').replaceAll('\r', '\\r')}\n`;
  let hasHeaders = flags.bool('no-headers');
  return (events) => {
    const nowMs = environment.nowMs();
    const headers = hasHeaders ? '' : line('NAMESPACE', 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE');
    hasHeaders = true;
    const lines = events.map((event) => {
      const { involvedObject, metadata, type = '', reason = '', message = '' } = event;
      const object = `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`;
      return line(metadata.namespace ?? '', intervalText(event, nowMs), type, reason, object, message.trim());
    });
    environment.stdout(writer.layOut(headers + lines.join('')));
  };
}

function printer(call: Call, isWatch: boolean): Print {
  if (outputFormat(call) === '') return tablePrinter(call);
  const print = printerOf(call, { isTyped: true });
  return isWatch ? (events) => events.forEach(print) : (events) => print(listOfObjects(events, {}));
}

/** What there is, in the order of the server, then whatever comes, each by itself; what goes is not told. */
function* watch(first: readonly Event[], print: Print, isWanted: Filter): Process {
  for (const event of first) print([event]);
  for (;;) {
    const { events } = yield { for: 'changes', kinds: ['Event'] };
    for (const { type, object } of events) if (type !== 'DELETED' && isEvent(object) && isWanted(object)) print([object]);
  }
}

function* run(call: Call): Process {
  const { flags, namespace, environment } = call;
  const isAbout = aboutFilter(call);
  const hasType = typeFilter(call);
  const isWatch = flags.bool('watch');
  const isEverywhere = flags.bool('all-namespaces');
  const print = printer(call, isWatch);
  const list = readList(call, resourceOf('Event'), { allNamespaces: isEverywhere });
  if (!list.ok) {
    endIfFailed([{ status: list.error }]);
    return 1;
  }
  const isWanted: Filter = (event) => hasType(event) && isAbout(event);
  const found = list.value.filter(isEvent).filter(isWanted);
  if (isWatch) {
    return yield* watch(found, print, (event) => isWanted(event) && (isEverywhere || event.metadata.namespace === namespace));
  }
  if (found.length === 0) environment.stderr(isEverywhere ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
  else print(sortedBySight(found));
  return 0;
}

export const events: Command = {
  name: 'events',
  use: '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [flags]',
  short: 'List events',
  examples: [
    '# What happened in the namespace, the latest last',
    'kubectl events',
    '# What happened to one Deployment',
    'kubectl events --for deployment/web',
    '# Warnings alone, as they come',
    'kubectl events --types=Warning --watch',
  ],
  flags: [
    allNamespacesFlag,
    int('chunk-size', 'How many objects the server hands over at a time; 0 for all at once.', 500),
    text('for', 'Only what happened to this object: TYPE/NAME.'),
    bool('no-headers', 'Leave the headers out.'),
    slice('types', 'Only events of these types: Normal, Warning.'),
    bool('watch', 'After what is there, go on with every event that comes.', 'w'),
    ...printFlags,
  ],
  run,
};
