/** The waits that follow a rule: how long a crash, a failed pull or a deletion takes. */
import type { SeenPod } from './drive.ts';
import type { Recording } from './recording.ts';

const DELAY = /^back-off (?:(\d+)m)?(\d+)s restarting/;

/** Instants at which an event was seen. */
function timesOf(pod: SeenPod, reason: string, text = ''): readonly number[] {
  return pod.events.filter((event) => event.reason === reason && event.message.includes(text)).map(({ t }) => t);
}

/** From the failure of a pull to the next pull. */
function pullWaits(pod: SeenPod): readonly string[] {
  const pulls = timesOf(pod, 'Pulling');
  const failures = timesOf(pod, 'Failed', 'Failed to pull image');
  return failures.flatMap((failedAt, i) => {
    const next = pulls.find((t) => t > failedAt);
    const delay = Math.min(10_000 * 2 ** i, 300_000);
    if (next === undefined || (next - failedAt >= delay && next - failedAt <= delay + 16_000)) return [];
    return [`pull ${i + 2} came ${next - failedAt} ms after the failure, back-off ${delay}`];
  });
}

/** From the kubelet's CrashLoopBackOff to the restart that ends it. */
function crashWaits(pod: SeenPod): readonly string[] {
  const found: string[] = [];
  let endedAt: number | undefined;
  pod.statuses.forEach(({ t, status }, i) => {
    const before = pod.statuses[i - 1]?.status.containerStatuses?.[0];
    const now = status.containerStatuses?.[0];
    if (before?.state?.running === true && now?.state?.terminated !== undefined) endedAt = t;
    const message = before?.state?.waiting?.message;
    const match = message === undefined ? null : DELAY.exec(message);
    if (match === null || now?.state?.running !== true || endedAt === undefined) return;
    const delay = (Number(match[1] ?? 0) * 60 + Number(match[2])) * 1000;
    const took = t - endedAt;
    const most = delay <= 40_000 ? delay * 1.5 + 1000 : delay + 45_000;
    // The exit itself was up to a second before the status that told of it.
    if (took < delay - 1200 || took > most) found.push(`restart ${now.restartCount} came ${took} ms after the exit, back-off ${delay}`);
  });
  return found;
}

/** From the terminal status to the end of the object. */
function goneWait(pod: SeenPod): readonly string[] {
  if (pod.goneAt === undefined) return [];
  const terminal = pod.statuses.find(
    ({ status }) => status.deletionTimestamp === true && (status.phase === 'Succeeded' || status.phase === 'Failed'),
  );
  if (terminal === undefined || terminal.status.finalizers !== undefined) return [];
  const took = pod.goneAt - terminal.t;
  return took <= 1200 ? [] : [`gone ${took} ms after its terminal status`];
}

export function waits(recording: Recording, pod: SeenPod): readonly string[] {
  const isPatched = recording.operations.some(({ op }) => op === 'patchimage');
  return [...(isPatched || recording.podSpec.containers.length > 1 ? [] : pullWaits(pod)), ...crashWaits(pod), ...goneWait(pod)];
}
