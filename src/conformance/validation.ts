/** Family `validation`: commands against an empty cluster, each compared byte for byte and by what the server answered. Format: conformance/README.md. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type CaseResult, type Family, jsonDifferences } from './case.ts';
import { missingFeatureOf } from './features.ts';
import { readJson } from './json.ts';
import { textDifferences } from './kubectl/text.ts';
import { StillCluster, type Write } from './validation/play.ts';

/** HTTP codes from here on are refusals. */
const REFUSED = 400;

interface ValidationCase {
  readonly id: string;
  readonly setup?: readonly { readonly command: string; readonly file: string; readonly text: string }[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly argv: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly api?: readonly Write[];
  readonly unorderedCauses?: boolean;
}

/** Features that are not modelled, by what is typed or printed. */
function missingFeature({ argv, stderr, exitCode }: ValidationCase): string | undefined {
  if (/RuntimeClass ".*" not found/.test(stderr)) return 'RuntimeClass';
  // Some refusals print the whole object as the server holds it.
  return /\\"managedFields\\":\[/.test(stderr) ? 'managed fields' : missingFeatureOf(argv, exitCode);
}

/** What is different in each run, as the recorder took it out. */
function anonymous(text: string, recorded: string): string {
  const named = text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>');
  // Only where the recorder saw a made-up name, and only those five letters.
  const around = /([\w-]*)<rnd>/.exec(recorded)?.[1];
  return around === undefined || around === ''
    ? named
    : named.replaceAll(new RegExp(`${around}[bcdfghjklmnpqrstvwxz2456789]{5}`, 'g'), `${around}<rnd>`);
}

/** The parts of a line of causes, in one order: the server walked a map. */
function unordered(text: string): string {
  const causes = /^\* .*$/gm;
  const inLines = (text.match(causes) ?? []).sort();
  return text
    .replaceAll(causes, () => inLines.shift() ?? '')
    .replaceAll(/\[(.*)\]/g, (_, list: string) => `[${list.split(', ').sort().join(', ')}]`);
}

/** Warnings were recorded as they stand in the header, with quotes escaped. */
const unquoted = (warning: string): string => warning.replaceAll('\\"', '"');

function projected({ method, code, warnings = [], status }: Write, isUnordered: boolean, anonymise: (text: string) => string): unknown {
  const order = (text: string): string => (isUnordered ? unordered(text) : text);
  const causes = status?.details?.causes?.map(({ reason, message, field }) => ({ reason, message: anonymise(message), field }));
  return {
    method,
    code,
    warnings: warnings.map(unquoted),
    status: status && {
      code: status.code,
      reason: status.reason,
      message: order(anonymise(status.message)),
      causes: isUnordered ? causes?.map((cause) => JSON.stringify(cause)).sort() : causes,
    },
  };
}

/** The recorder could not read answers in protobuf, which generators of kubectl ask for: it has their code alone. */
function readable(ours: Write, recorded: Write | undefined): Write {
  const isUnread = recorded !== undefined && recorded.code >= REFUSED && recorded.status === undefined;
  return isUnread ? { method: ours.method, code: ours.code } : ours;
}

function check({ setup = [], files = {}, stdin, argv, api = [], unorderedCauses = false, ...recorded }: ValidationCase): readonly string[] {
  const cluster = new StillCluster();
  for (const { command, file, text } of setup) cluster.run(command.split(' ').slice(1), { [file]: text });
  // The recorded version was that of another cluster: an old one, whatever its number.
  const ours = cluster.run(
    argv.map((word) => word.replaceAll('<rv>', '1')),
    files,
    stdin,
  );
  const order = (text: string): string => (unorderedCauses ? unordered(text) : text);
  const streams = (['stdout', 'stderr'] as const).flatMap((stream) =>
    textDifferences(stream, order(recorded[stream]), order(anonymous(ours[stream], recorded[stream]))),
  );
  const plain = (writes: readonly Write[]): unknown =>
    JSON.parse(JSON.stringify(writes.map((write) => projected(write, unorderedCauses, (text) => anonymous(text, JSON.stringify(api))))));
  return [
    ...streams,
    ...(ours.exitCode === recorded.exitCode ? [] : [`exit code: recorded ${recorded.exitCode}, ours ${ours.exitCode}`]),
    ...jsonDifferences(plain(api), plain(ours.writes.map((write, index) => readable(write, api[index]))), 'api'),
  ];
}

function result(each: ValidationCase): CaseResult {
  const skipped = missingFeature(each);
  if (skipped !== undefined) return { id: each.id, differences: [], skipped };
  return attempt(each.id, () => check(each));
}

export const validation: Family = {
  name: 'validation',
  run: (dir, filter = '') => {
    const folder = join(dir, 'validation');
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    return files.sort().flatMap((file) => {
      const group = file.replace('.json', '');
      return readJson<{ readonly cases: readonly ValidationCase[] }>(folder, file)
        .cases.filter(({ id }) => `${group}/${id}`.startsWith(filter))
        .map((each) => {
          const checked = result(each);
          return { ...checked, id: `${group}/${checked.id}` };
        });
    });
  },
};
