/** How a pod's probes stand, for whoever asks: read off the workers, so that it costs nothing while nobody does. */
import type { Pod } from '../../api/core.ts';
import type { Memory } from '../actor.ts';
import type { ProbeOutlook } from '../reason.ts';
import type { SimTime } from '../setup.ts';
import type { PodLife, ProbeWorker } from './life.ts';
import { livesKey } from './outlook.ts';
import { notBefore, probeOf } from './probes.ts';
import { firstRun } from './readyAt.ts';

interface Moment {
  readonly now: SimTime;
  readonly minor: number;
}

/** The probes that say something: those of containers that run, with what was answered so far. */
export function probeOutlooks(pod: Pod, memory: Memory, moment: Moment): readonly ProbeOutlook[] {
  const lives = memory.get<readonly PodLife[]>(livesKey(pod.metadata.namespace ?? '', pod.metadata.name));
  const life = lives?.find(({ uid }) => uid === pod.metadata.uid);
  return life === undefined ? [] : life.probes.flatMap((worker) => outlookOf(life, worker, moment) ?? []);
}

function outlookOf(life: PodLife, worker: ProbeWorker, moment: Moment): ProbeOutlook | undefined {
  const { container, type, result, last, streak, running } = worker;
  const startedAt = life.containers.find(({ name }) => name === container)?.current?.startedAt;
  const shown = [...(life.status?.containerStatuses ?? []), ...(life.status?.initContainerStatuses ?? [])].find(
    ({ name }) => name === container,
  );
  if (shown?.state?.running === undefined || startedAt === undefined || worker.stopped) return undefined;
  const asks = !worker.onHold && (type === 'startup') !== (shown.started === true);
  const { successThreshold = 1, failureThreshold = 3, initialDelaySeconds = 0, periodSeconds = 10 } = probeOf(life.pod, container, type);
  const from = notBefore(life, worker, startedAt);
  const nextAt = running?.until ?? firstRun({ draft: life, pass: moment }, worker, Math.max(moment.now, from));
  // The count goes on from an earlier instance of the container, as upstream's does; what it believed is begun anew.
  return {
    container,
    type,
    result,
    successes: last === 'success' ? streak : 0,
    failures: last === 'failure' ? streak : 0,
    successThreshold,
    failureThreshold,
    initialDelaySeconds,
    periodSeconds,
    ...(asks ? { nextAt } : {}),
    isEarly: moment.now < from,
  };
}
