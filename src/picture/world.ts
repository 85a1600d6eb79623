/** What a picture is drawn from: the cluster at one moment. */
import type { Deployment } from '../api/apps.ts';
import type { Kind, ObjectKey, Reader } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import type { KubeObject, Time } from '../api/meta.ts';
import { epochMs } from '../api/time.ts';
import type { Outlook, ProbeOutlook } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import type { ActorName } from '../engine/step.ts';

export interface World extends Reader {
  readonly now: SimTime;
  /** The instant of virtual time 0. */
  readonly startTime: Time;
  /** Minor version of the cluster: 22 … 37. */
  readonly minor: number;
  /** What the kubelet does with a pod and until when; undefined for a pod it does not hold. */
  outlook(pod: ObjectKey): Outlook | undefined;
  /** The probes of a pod that its kubelet holds, with their counts so far. */
  probes(pod: ObjectKey): readonly ProbeOutlook[];
  /** When an actor's turn at a key comes, from what lies in its work queue; undefined: nothing is planned. */
  turnOf(actor: ActorName, key: string): SimTime | undefined;
  /** All objects of a kind in a namespace, in no order: for those who count a whole cluster at every look. */
  all(kind: Kind, namespace: string): Iterable<KubeObject>;
}

/** The words of kubectl's tables; the worker passes kubectl's own in, so that page and terminal say the same. */
export interface Words {
  /** READY, STATUS and RESTARTS of `kubectl get pods`. */
  podColumns(pod: Pod): { readonly ready: string; readonly status: string; readonly restarts: number };
  /** What `kubectl rollout status` says of the Deployment as it is. */
  rolloutStatus(deployment: Deployment): string;
}

/** Virtual time of an instant of the API; `fallback` when there is none. */
export function simTimeOf(time: Time | null | undefined, startTime: Time, fallback: SimTime = 0): SimTime {
  return time === undefined || time === null ? fallback : epochMs(time) - epochMs(startTime);
}

/** uid of the controlling owner of this kind. */
export function controllerUid(object: KubeObject, kind: 'Deployment' | 'ReplicaSet'): string | undefined {
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller === true);
  return owner?.kind === kind ? owner.uid : undefined;
}

/** uid of an object that the cluster stores; the API server gives one to each. */
export function uidOf(object: KubeObject): string {
  return object.metadata.uid ?? '';
}

const REVISION = 'deployment.kubernetes.io/revision';

/** The revision that the Deployment controller wrote on a Deployment or ReplicaSet. */
export function revisionOf(object: KubeObject): number | undefined {
  const text = object.metadata.annotations?.[REVISION];
  return text !== undefined && /^[0-9]+$/.test(text) ? Number(text) : undefined;
}
