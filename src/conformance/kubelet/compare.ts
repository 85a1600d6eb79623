/** Compares what we played with a recording, by the rules of the recordings' README. */
import type { SeenPod } from './drive.ts';
import { statusLine, statusText } from './project.ts';
import type { Entry, RecordedStatus, Recording } from './recording.ts';

/** Statuses that last shorter than this may be missing on either side. */
const BRIEF_MS = 100;
/** The first chain of statuses, from bound to running. */
const CHAIN_MS = 150;
/** Counts are compared for so many events of a pod. */
const COUNTED = 20;
/** Ours may be so much earlier or later: retries wait for a tick of a second. */
const AHEAD_MS = 1200;

export interface Timed {
  readonly t: number;
  readonly text: string;
  readonly line: string;
  /** How long it was what a client saw; the last one lasts for ever. */
  readonly lasts: number;
}

/** Distinct statuses, each with how long it lasted; the last one until the pod was gone. */
export function distinct(
  statuses: readonly { readonly t: number; readonly status: RecordedStatus }[],
  goneAt: number | undefined,
): readonly Timed[] {
  const found: { t: number; text: string; line: string; lasts: number }[] = [];
  for (const { t, status } of statuses) {
    const text = statusText(status);
    const last = found.at(-1);
    if (last?.text === text) continue;
    if (last !== undefined) last.lasts = t - last.t;
    found.push({ t, text, line: statusLine(status), lasts: Number.POSITIVE_INFINITY });
  }
  const last = found.at(-1);
  if (last !== undefined && goneAt !== undefined) last.lasts = goneAt - last.t;
  return found;
}

/** Whether two sequences are equal when brief members may be left out on either side; how far they agree at best. */
export function align(
  recorded: readonly Timed[],
  ours: readonly Timed[],
): { readonly equal: boolean; readonly recordedUpTo: number; readonly oursUpTo: number } {
  let best = { recordedUpTo: 0, oursUpTo: 0 };
  const seen = new Set<number>();
  const stack: (readonly [number, number])[] = [[0, 0]];
  while (stack.length > 0) {
    const [i, j] = stack.pop() ?? [0, 0];
    const key = i * (ours.length + 1) + j;
    if (seen.has(key)) continue;
    seen.add(key);
    if (i + j > best.recordedUpTo + best.oursUpTo) best = { recordedUpTo: i, oursUpTo: j };
    const [left, right] = [recorded[i], ours[j]];
    if (left === undefined) return { equal: true, ...best };
    if (right !== undefined && right.lasts < BRIEF_MS) stack.push([i, j + 1]);
    if (left.lasts < BRIEF_MS) stack.push([i + 1, j]);
    if (right !== undefined && left.text === right.text) stack.push([i + 1, j + 1]);
  }
  return { equal: false, ...best };
}

function entriesOf(timeline: readonly Entry[], pod: number, kind: string): readonly Entry[] {
  return timeline.filter((entry) => entry.kind === kind && (entry.pod ?? 1) === pod && entry.object === undefined);
}

export function recordedStatuses(timeline: readonly Entry[], pod: number): readonly Timed[] {
  const [gone] = entriesOf(timeline, pod, 'gone');
  return distinct(
    entriesOf(timeline, pod, 'status').flatMap(({ t, status }) => (status === undefined ? [] : [{ t, status }])),
    gone?.t,
  );
}

/** How many of the first statuses all runs agree on. */
export function compareStatuses(
  recording: Recording,
  timeline: readonly Entry[],
  pod: number,
  ours: SeenPod,
  whole: boolean,
): readonly string[] {
  const all = recordedStatuses(timeline, pod);
  const limit = whole ? all.length : Math.min(all.length, recording.agreement?.statuses.equal ?? all.length);
  const recorded = all.slice(0, limit);
  const played = distinct(ours.statuses, ours.goneAt);
  const { equal, recordedUpTo, oursUpTo } = align(recorded, played);
  if (equal) return chainTimes(recording, recorded, played);
  const [want, got] = [recorded[recordedUpTo], played[oursUpTo]];
  const before = played[oursUpTo - 1];
  return [
    `status ${recordedUpTo + 1} of ${limit}: recorded at ${want?.t}: ${want?.line}`,
    `    ours at ${got?.t}: ${got?.line ?? 'nothing more'}`,
    ...(want !== undefined && got?.line === want.line ? [`    recorded ${want.text}`, `    ours     ${got.text}`] : []),
    `    after, at ${before?.t}: ${before?.line}`,
  ];
}

/** The start chain runs by the clock unless something waited for a tick: so only pods without init containers and failures are timed. */
function chainTimes(recording: Recording, recorded: readonly Timed[], played: readonly Timed[]): readonly string[] {
  if (recording.podSpec.initContainers !== undefined) return [];
  const isFirstRun = ({ line }: Timed): boolean => line.startsWith('Running') && line.includes('×0');
  const ours = played.find(isFirstRun);
  if (ours === undefined || recorded.findIndex(isFirstRun) !== 4 - 1 || recording.serializeImagePulls) return [];
  const times = recording.runs.flatMap(({ timeline }) => recordedStatuses(timeline, 1).find(isFirstRun)?.t ?? []);
  const near = times.some((t) => Math.abs(t - ours.t) <= CHAIN_MS);
  return near ? [] : [`first running: recorded at ${times.join(', ')}, ours at ${ours.t}`];
}

/** A pull's duration differs from run to run; a connection to a dying container is refused or cut off. */
function byPattern(message: string): string {
  return message
    .replace(/: EOF$/, ': dial tcp <podIP>:8080: connect: connection refused')
    .replace(/ in [\dms.]+ \([\dms.]+ including waiting\)/, ' in <d> (<d> including waiting)');
}

interface Named {
  readonly name: string;
  readonly t: number;
  readonly count: number;
  readonly reason: string;
}

function named(entry: {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly fieldPath?: string;
  readonly t: number;
  readonly count?: number;
}): Named {
  const { type = '', reason = '', message = '', fieldPath = '', t, count = 1 } = entry;
  return { name: `${type} ${reason} ${byPattern(message)} ${fieldPath}`.trim(), t, count, reason };
}

function firsts(events: readonly Named[]): readonly string[] {
  return [...new Set(events.map(({ name }) => name))];
}

const LOOSE: ReadonlySet<string> = new Set([
  'BackOff',
  'Failed',
  'Unhealthy',
  'Pulled',
  'Created',
  'Started',
  'Pulling',
  'FailedMount',
  'InspectFailed',
  'ErrImageNeverPull',
]);

export function compareEvents(recording: Recording, timeline: readonly Entry[], pod: number, ours: SeenPod): readonly string[] {
  const recorded = entriesOf(timeline, pod, 'event')
    .filter(({ source }) => source === 'kubelet')
    .map(named);
  const limit = recording.agreement?.kubeletEvents.equal ?? recorded.length;
  const agreed = recorded.slice(0, limit);
  const played = ours.events.filter(({ source }) => source === 'kubelet').map(named);
  const [want, got] = [firsts(agreed), firsts(played).slice(0, firsts(agreed).length)];
  const differs = want.findIndex((name, i) => got[i] !== name);
  if (differs >= 0) return [`event ${differs + 1}: recorded ${want[differs]}`, `    ours ${got[differs] ?? 'nothing more'}`];
  const end = agreed.slice(0, COUNTED).at(-1)?.t ?? 0;
  return want.flatMap((name) => {
    // Which of two events that are close together counts is chance, so both sides have a least and a most.
    const count = (events: readonly Named[], until: number): number =>
      Math.max(0, ...events.filter((each) => each.name === name && each.t <= until).map((each) => each.count));
    const room = LOOSE.has(name.split(' ')[1] ?? '') ? Math.max(2, count(recorded, end) * 0.2) : 0;
    const least = count(recorded, end - BRIEF_MS) - room;
    const most = count(recorded, end + BRIEF_MS) + room;
    const [oursLeast, oursMost] = [count(played, end - AHEAD_MS), count(played, end + AHEAD_MS)];
    return oursMost >= least && oursLeast <= most
      ? []
      : [`count of ${name} at ${end}: recorded ${least} to ${most}, ours ${oursLeast} to ${oursMost}`];
  });
}

/** Deployments' events in order, ReplicaSets' as a multiset; names of pods and ReplicaSets are made up. */
export function compareOthers(
  recording: Recording,
  timeline: readonly Entry[],
  ours: readonly { readonly kind: string; readonly reason: string; readonly message: string }[],
): readonly string[] {
  const neutral = (message: string): string =>
    message.replaceAll(/<rs-\d+>|web-[a-z0-9]+(?=\b)/g, '<rs>').replaceAll(/<pod(-\d+)?>|<rs>-\w+/g, '<pod>');
  const events = timeline.filter(({ kind, object }) => kind === 'event' && object !== undefined);
  const scaled = events.filter(({ object }) => object === '<deployment>').map(({ message = '' }) => neutral(message));
  const cut = recording.scenario.startsWith('roll-crash') ? scaled.length : undefined;
  const played = ours
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ message }) => neutral(message))
    .slice(0, cut);
  const differences: string[] = [];
  scaled.forEach((message, i) => {
    if (played[i] !== message) differences.push(`Deployment event ${i + 1}: recorded ${message}, ours ${played[i] ?? 'nothing more'}`);
  });
  if (played.length > scaled.length)
    differences.push(`Deployment event ${scaled.length + 1}: recorded nothing more, ours ${played[scaled.length]}`);
  const sets = (reasons: readonly (string | undefined)[]): string => [...reasons].sort().join(' ');
  const recordedSets = sets(events.filter(({ object }) => object !== '<deployment>').map(({ reason }) => reason));
  const oursSets = sets(ours.filter(({ kind }) => kind === 'ReplicaSet').map(({ reason }) => reason));
  if (cut === undefined && recordedSets !== oursSets) differences.push(`ReplicaSet events: recorded ${recordedSets}, ours ${oursSets}`);
  return differences;
}
