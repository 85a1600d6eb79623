/** What of a command's output is compared, and how: the rules of `golden/README.md`, by number. */
import type { SessionStep } from './session.ts';

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const LINES_SHOWN = 12;
const SUFFIX = '[bcdfghjklmnpqrstvwxz2456789]{5}';

/** What decides how a command is compared, beside itself. */
export interface Moment {
  /** It looked while the cluster was still busy with a write. */
  readonly isInMotion: boolean;
  /** A template holds the time of a `rollout restart`, so that hashes of templates are different in each run. */
  readonly hasRestarted: boolean;
  /** What pods' names begin with. */
  readonly generateNames: ReadonlySet<string>;
}

/** Differences of one command. */
export function differences(step: SessionStep, ours: Printed, { isInMotion, hasRestarted, generateNames }: Moment): readonly string[] {
  // In reality the controllers' writes came between reading and replacing.
  if (step.argv?.[0] === 'replace' && step.stderr?.includes('the object has been modified') === true && ours.exitCode === 0) return [];
  const found: string[] = [];
  if (ours.exitCode !== step.exitCode) found.push(`exit code: recorded ${step.exitCode}, ours ${ours.exitCode}`);
  for (const stream of ['stdout', 'stderr'] as const) {
    const said = step[stream] ?? '';
    const named = withoutPodNames(ours[stream], generateNames);
    const isCombined = `${said}${ours[stream]}`.includes(COMBINED);
    const [one, other] = hasRestarted ? withoutStrangeHashes(said, named) : [said, named];
    const recorded = canonical(one, step, { isInMotion, isCombined });
    const printed = canonical(other, step, { isInMotion, isCombined });
    if (!isSame(recorded, printed, step, isInMotion)) found.push(`${stream}:\n${shown(recorded, printed)}`);
  }
  return found;
}

function shown(recorded: readonly string[], ours: readonly string[]): string {
  const only = (from: readonly string[], other: readonly string[], sign: string): readonly string[] => {
    const left = [...other];
    return from.flatMap((line) => {
      const index = left.indexOf(line);
      if (index < 0) return [`      ${sign} ${line}`];
      left.splice(index, 1);
      return [];
    });
  };
  const lines = [...only(recorded, ours, 'recorded'), ...only(ours, recorded, 'ours    ')];
  return (lines.length === 0 ? ['      the same lines in another order'] : lines.slice(0, LINES_SHOWN)).join('\n');
}

function withoutPodNames(text: string, generateNames: ReadonlySet<string>): string {
  return [...generateNames].reduce(
    (result, prefix) => result.replaceAll(new RegExp(`\\b${prefix}${SUFFIX}\\b`, 'g'), `${prefix}<p01>`),
    text,
  );
}

/** Hashes that only one of the two texts has, taken out of both. */
function withoutStrangeHashes(recorded: string, ours: string): readonly [string, string] {
  const hash = /\b[bcdfghjklmnpqrstvwxz2456789]{7,10}\b/g;
  const replace = (text: string, other: string): string => text.replaceAll(hash, (word) => (other.includes(word) ? word : '<hash>'));
  return [replace(recorded, ours), replace(ours, recorded)];
}

/** Rules 2, 3, 5 and 6: every line with what is different in each run taken out, cells joined by two blanks. */
function canonical(
  text: string,
  { argv = [] }: SessionStep,
  { isInMotion, isCombined }: Readonly<Record<'isInMotion' | 'isCombined', boolean>>,
): readonly string[] {
  const isObject = argv.some((word) => /^(-o=?|--output=)?(yaml|json)$/.test(word));
  const lines = (isInMotion && isObject ? withoutStatus(text) : text)
    .split('\n')
    // The recorded nodes had no pod network of their own.
    .filter((line) => !line.startsWith('<klog>') && !/^[EIW]\d{4} /.test(line) && !/^PodCIDRs?:/.test(line))
    .map(normal);
  if (argv[0] === 'describe') return withMergedScaling(withoutRetries(lines), isCombined);
  return argv[0] === 'events' || argv[0] === 'get' ? withMergedScaling(lines, isCombined) : lines;
}

/** How far a status has got is a matter of timing. */
function withoutStatus(text: string): string {
  return text.replaceAll(/^( *)status:\n(?:\1 .*\n|\1- .*\n)*/gm, '').replaceAll(/^( *)"status": \{\n(?:\1 .*\n)*\1\}\n/gm, '');
}

/** Rule 7: how often a ReplicaSet has tried in vain by now; each try names another pod. */
function withoutRetries(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => !line.includes('  FailedCreate  ') || lines.indexOf(line) === index);
}

function normal(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const plain = line
    .slice(indent.length)
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000)|<time>/g, '<time>')
    .replace(/(LIVE|MERGED)-(\d+|<n>)/g, '$1-<n>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} \+0000/g, '<time>')
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '/tmp/$1-<n>')
    .replace(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000/g, '<date>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|<uid>/g, '<uid>')
    .replace(/(resourceVersion"?): "(\d+|<rv>)"/g, '$1: "<rv>"')
    .replace(/<p?\d\d+>/g, '<p>')
    .replace(/((?:Machine |System UU|Boot )ID:\s+)\S+/g, '$1<id>')
    .replace(new RegExp(`kube-api-access-(${SUFFIX}|<rnd>)`, 'g'), 'kube-api-access-<rnd>')
    .replace(new RegExp(`(-[a-z0-9]{6,10})-(?:<[p\\d]\\d\\d>|${SUFFIX})(?![a-z0-9-])`, 'g'), '$1-<p>')
    .replace(/\b10\.1\.\d+\.\d+\b|<podip>/g, '<podip>')
    .replace(/\b10\.(9[6-9]|10\d|11[01])\.\d+\.\d+\b|<clusterip>/g, '<clusterip>')
    .replace(/:3[0-2]\d{3}\/|:<nodeport>\//g, ':<nodeport>/')
    .replace(/nodePort: 3[0-2]\d{3}\b/g, 'nodePort: <nodeport>')
    .replace(/\.[0-9a-f]{16}\b|\.<hex>/g, '.<hex>');
  const cells = plain
    .split(/ {2,}|\t/)
    .map(age)
    .filter((cell, index, all) => cell !== '' || index < all.length - 1);
  const told = `${indent}${cells.join('  ')}`.trimEnd();
  // They stand in the order of their creation, by the second.
  const [, label = '', list = ''] = /^(OldReplicaSets: *)(.*)$/.exec(told) ?? [];
  return label === '' ? told : `${label}${list.split(', ').sort().join(', ')}`;
}

const AGE = String.raw`(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?`;
const IS_AGE = new RegExp(`^(?:${AGE}|<unknown>|<invalid>|<age>)$`);
const COUNTED = new RegExp(`^(?:${AGE}|<age>) \\(x(?:\\d+|<n>) over (?:${AGE}|<age>)\\)$`);
const AGO = new RegExp(`^(\\d+) \\((?:${AGE}|<age>) ago\\)$`);

/** Rule 3c; how often something was said is a matter of timing (rule 7). */
function age(cell: string): string {
  if (cell !== '' && (IS_AGE.test(cell) || COUNTED.test(cell))) return '<age>';
  return cell.replace(AGO, '$1 (<age> ago)');
}

const COMBINED = '(combined from similar events): ';
const SCALED = /^(.*)Scaled (up|down) replica set (\S+) from (\d+) to (\d+)$/;

/**
 * Rule 6: which pod is ready first decides how the steps of a rolling update are grouped; first and last are compared.
 * `isCombined`: some were combined, which hides how far others went.
 */
function withMergedScaling(lines: readonly string[], isCombined: boolean): readonly string[] {
  const runs = new Map<
    string,
    { readonly start: string; readonly from: string; to: string; readonly how: string; readonly name: string }
  >();
  const kept: string[] = [];
  const last = new Map<string, string>();
  for (const line of lines) {
    // Of those that are combined the last one is told, whatever came between.
    const isLastOfSeveral = line.includes(COMBINED);
    const [, start = '', how = '', name = '', from = '', to = ''] = SCALED.exec(line.replace(COMBINED, '')) ?? [];
    if (name === '') {
      if (!isLastOfSeveral) kept.push(line);
      continue;
    }
    const before = last.get(name);
    const known = before === undefined ? undefined : runs.get(before);
    if (known !== undefined && known.how === how && (isLastOfSeveral || known.to === from)) known.to = to;
    else {
      const key = `${name} ${runs.size}`;
      runs.set(key, { start, how, name, from, to });
      last.set(name, key);
    }
  }
  const merged = [...runs.values()].map(
    ({ start, how, name, from, to }) => `${start}Scaled ${how} replica set ${name} from ${from} to ${isCombined ? '…' : to}`,
  );
  return [...kept, ...merged.sort()];
}

const distinct = (lines: readonly string[]): readonly string[] => lines.filter((line, index) => lines.indexOf(line) === index);
/** Events of a moment that only one of the two saw, between two writes: what else is said is the same, about the same objects. */
function isSameNews(recorded: readonly string[], ours: readonly string[], [verb, type = '']: readonly string[]): boolean {
  if (verb !== 'get' || !/^(ev|events?)$/.test(type)) return false;
  const about = (lines: readonly string[]): readonly string[] =>
    distinct(lines.map((line) => line.split('  ').slice(1, 4).join('  '))).toSorted();
  return (
    equal(about(recorded), about(ours)) && (recorded.every((line) => ours.includes(line)) || ours.every((line) => recorded.includes(line)))
  );
}

/** A line of a trace: the object's name, its generation and the one that is observed. */
const TRACED = /^([a-z0-9.-]+) \d+\/\d* /;
/** The row of a pod by its name alone. */
const podRow = (line: string): string => line.replace(/^((?:pod\/)?[a-z0-9<>-]+-<p>) {2}.*$/, '$1');
const shape = (line: string): string => line.replaceAll(/\d+/g, '#');

function isSame(recorded: readonly string[], ours: readonly string[], step: SessionStep, isInMotion: boolean): boolean {
  if (equal(recorded, ours)) return true;
  const { argv = [] } = step;
  // Rule 4: rows of pods, and events, stand in the order of random names.
  if (
    equal([...recorded].sort(), [...ours].sort()) &&
    (recorded.some((line) => /<p>|<hash>/.test(line)) || isOfPods(argv) || argv.includes('events'))
  )
    return true;
  if (isWatching(argv)) {
    const names = distinct([...recorded, ...ours].flatMap((line) => TRACED.exec(line)?.[1] ?? []));
    // Lines about several objects: their order among each other is timing.
    const of = (lines: readonly string[], name: string): readonly string[] => lines.filter((line) => TRACED.exec(line)?.[1] === name);
    return names.length > 0 ? names.every((name) => isSameWatch(of(recorded, name), of(ours, name))) : isSameWatch(recorded, ours);
  }
  // A look without a wait before it: its structure and its final texts, not its counts, nor how far each pod has got.
  const structure = (lines: readonly string[]): readonly string[] => distinct(lines.map((line) => shape(podRow(line)))).toSorted();
  return isInMotion && (equal(structure(recorded), structure(ours)) || isSameNews(recorded, ours, argv));
}

const isOfPods = ([verb, type = '']: readonly string[]): boolean => verb === 'get' && /^(po|pods?)$/.test(type);

function isWatching(argv: readonly string[]): boolean {
  return (
    argv.some((arg) => arg === '-w' || arg.startsWith('--watch') || arg === '-w=true') || (argv[0] === 'rollout' && argv[1] === 'status')
  );
}

/** Rule 7: how often a line is repeated depends on timing, and so does which of the counts between are seen; first, last and order do not. */
function isSameWatch(recorded: readonly string[], ours: readonly string[]): boolean {
  // The counts between are timing; generations, revisions, the conditions and their order are facts. How many steps a ReplicaSet is scaled
  // in, and with it its generation, is timing too.
  const state = (line: string): string => {
    const told = line.replaceAll(/\b(total|updated|ready|available|unavailable|terminating|labeled)=\d*/g, '$1=#');
    return / reasons=/.test(line) && !TRACED.test(line) ? told : shape(told);
  };
  const [want, got] = [distinct(recorded.map(state)), distinct(ours.map(state))];
  // Which pod is first is a matter of timing: every state that is told of must be one that pods go through, and most of them are told of.
  if (want.some((line) => line.includes('<p>'))) {
    const [fewer, more] = want.length < got.length ? [want, got] : [got, want];
    return want[0] === got[0] && fewer.length >= more.length / 2 && fewer.every((line) => more.includes(line));
  }
  if (want.at(-1) !== got.at(-1) && recorded.filter((line) => line !== '').at(-1) !== ours.filter((line) => line !== '').at(-1))
    return false;
  const common = want.filter((line) => got.includes(line));
  return (
    equal(
      common,
      got.filter((line) => want.includes(line)),
    ) && common.length >= Math.min(want.length, got.length) / 2
  );
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
