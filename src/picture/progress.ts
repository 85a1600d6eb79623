/** What is under way in a pod and until when, for fills, rings and countdowns. */
import type { Pod } from '../api/core.ts';
import type { Outlook, StageName } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import type { PodState, PodView } from './view.ts';

export type Progress = NonNullable<PodView['progress']>;

const kinds: Readonly<Record<StageName, Progress['kind'] | undefined>> = {
  admit: 'creating',
  sandbox: 'creating',
  imagePull: 'pulling',
  imageBackOff: 'backOff',
  containerStart: 'creating',
  startUp: 'startingUp',
  running: undefined,
  crashBackOff: 'backOff',
  configError: 'backOff',
  terminate: 'leaving',
  cleanUp: 'leaving',
};

interface Facts {
  readonly state: PodState;
  readonly outlook: Outlook | undefined;
  readonly createdAt: SimTime;
  /** When it began to be ready, and when it is available; undefined for a pod that is not ready. */
  readonly readySince: SimTime | undefined;
  readonly availableAt: SimTime | undefined;
}

export function progressOf(pod: Pod, { state, outlook, createdAt, readySince, availableAt }: Facts): Progress | undefined {
  if (state === 'ready' && readySince !== undefined && availableAt !== undefined) {
    return { kind: 'becomingAvailable', since: readySince, until: availableAt };
  }
  if (state === 'available' || state === 'lost') return undefined;
  if (pod.spec.nodeName === undefined || pod.spec.nodeName === '') return { kind: 'scheduling', since: createdAt };
  if (outlook === undefined) return undefined;
  const kind = state === 'leaving' ? 'leaving' : kinds[outlook.stage];
  if (kind === undefined) return undefined;
  return { kind, since: outlook.since, ...(outlook.until === undefined ? {} : { until: outlook.until }) };
}
