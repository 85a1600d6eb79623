/** What the page tells of an object's wait: the wait, that of the object it waits for, the numbers behind it, and what if it never ends. */
import type { Deployment } from '../../api/apps.ts';
import type { ObjectKey } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { isComplete } from '../complete.ts';
import { deadlineOf } from '../deployments.ts';
import { limitsOf } from '../limits.ts';
import type { NumberView, WaitView, WhyView } from '../view.ts';
import { controllerUid, uidOf, type World } from '../world.ts';
import { subjectOf, WAITING_KINDS, waitOf } from './explain.ts';
import type { Records } from './records.ts';
import type { Wait } from './wait.ts';
import { wantsOf } from './wants.ts';

/** Named at most; of the rest there is a number. */
const NAMED_MAX = 4;
/** Asked at most, of all those that are waited for, what they wait for themselves. */
const ASKED_MAX = 24;

/** Undefined for an object that is not there, or of a kind of which nobody asks what it waits for. */
export function whyOf(asked: ObjectKey, world: World, records: Records): WhyView | undefined {
  const found = world.get(asked);
  if (found === undefined) return undefined;
  const key = subjectOf(found);
  const wait = waitOf(key, world, records);
  const object = world.get(key);
  if (object === undefined || (wait === undefined && !WAITING_KINDS.has(key.kind))) return undefined;
  const deployment = deploymentOf(key, world);
  const next = wait === undefined ? undefined : nextOf(wait, world, records);
  const manifest = deployment ?? (key.kind === 'Pod' ? object : undefined);
  const numbers = [wait, next].flatMap((each) => (each === undefined ? [] : numbersOf(each, world)));
  const wants = wantsOf(object, world);
  return {
    who: key,
    ...(wants === undefined ? {} : { wants }),
    // A pod that stands alone has no template around it.
    numbers:
      deployment === undefined ? numbers.map(({ field, value }) => ({ field: field.replace('spec.template.', ''), value })) : numbers,
    ...(wait === undefined ? {} : { wait: shown(wait) }),
    ...(next === undefined ? {} : { next: shown(next) }),
    ...(manifest === undefined ? {} : { manifest: { kind: manifest.kind, name: manifest.metadata.name } }),
    ...(deployment === undefined ? {} : deadlineFacts(deployment, world)),
  };
}

/** The Deployment that the object is or belongs to. */
function deploymentOf(key: ObjectKey, world: World): Deployment | undefined {
  const object = world.get(key);
  if (key.kind === 'Deployment') return object as Deployment | undefined;
  if (object === undefined || (key.kind !== 'ReplicaSet' && key.kind !== 'Pod')) return undefined;
  const ownerKind = key.kind === 'Pod' ? 'ReplicaSet' : 'Deployment';
  const name = object.metadata.ownerReferences?.find(({ kind, controller }) => kind === ownerKind && controller === true)?.name;
  if (name === undefined) return undefined;
  const ownerKey: ObjectKey = { kind: ownerKind, namespace: key.namespace, name };
  const owner = world.get(ownerKey);
  return owner !== undefined && uidOf(owner) === controllerUid(object, ownerKind) ? deploymentOf(ownerKey, world) : undefined;
}

/** Of those that are waited for, the one that is due first, else the first that waits. */
function nextOf(wait: Wait, world: World, records: Records): Wait | undefined {
  let next: Wait | undefined;
  // Whoever is refused waits for the one that refuses, not for the pods that it has.
  if (wait.code === 'refused') return undefined;
  for (const ending of wait.endings) {
    if (ending.by !== 'object') continue;
    for (const key of ending.keys.filter(({ kind }) => kind === 'Pod').slice(0, ASKED_MAX)) {
      const candidate = waitOf(key, world, records);
      // Who leaves is waited for only where the old ones have to be gone.
      const isLeaving = candidate?.code === 'grace' || candidate?.code === 'finalizers';
      if (candidate === undefined || isLeaving !== (wait.code === 'old pods leave')) continue;
      if (next === undefined || (candidate.dueAt ?? Number.POSITIVE_INFINITY) < (next.dueAt ?? Number.POSITIVE_INFINITY)) next = candidate;
    }
  }
  return next;
}

function shown(wait: Wait): WaitView {
  let objects = 0;
  const endings = wait.endings.map((ending) => {
    // Which of the controller's turns it is matters to nobody who reads it.
    if (ending.by === 'node') return { ...ending, keys: [] };
    if (ending.by !== 'object') return ending;
    objects += ending.keys.length;
    return { ...ending, keys: ending.keys.slice(0, NAMED_MAX) };
  });
  return { ...wait, endings, objects };
}

/** Each number of a wait with the field that sets it, in the manifest of the Deployment. */
function numbersOf(wait: Wait, world: World): readonly NumberView[] {
  const deployment = deploymentOf(wait.who, world);
  switch (wait.code) {
    case 'both limits':
    case 'new pods':
    case 'old pods leave':
    case 'paused':
    case 'refused':
    case 'replicaset refused':
      return deployment === undefined || wait.who.kind !== 'Deployment' ? [] : sizeNumbers(deployment);
    case 'its pods':
      return deployment === undefined ? [] : sizeNumbers(deployment).slice(0, 1);
    case 'minReadySeconds':
      return [{ field: 'spec.minReadySeconds', value: String(wait.seconds) }];
    case 'grace':
      return [{ field: 'spec.template.spec.terminationGracePeriodSeconds', value: String(wait.seconds) }];
    default:
      return containerNumbers(wait, world);
  }
}

function sizeNumbers(deployment: Deployment): readonly NumberView[] {
  const { spec } = deployment;
  const { replicas, surge, unavailable } = limitsOf(deployment);
  const rolling = spec.strategy?.type === 'Recreate' ? undefined : spec.strategy?.rollingUpdate;
  return [
    { field: 'spec.replicas', value: String(replicas) },
    ...(rolling === undefined
      ? []
      : [
          { field: 'spec.strategy.rollingUpdate.maxSurge', value: written(rolling.maxSurge, surge) },
          { field: 'spec.strategy.rollingUpdate.maxUnavailable', value: written(rolling.maxUnavailable, unavailable) },
        ]),
    ...(spec.paused === true ? [{ field: 'spec.paused', value: 'true' }] : []),
  ];
}

/** As it is written, and what it comes to. */
function written(value: string | number | undefined, resolved: number): string {
  return value === undefined || String(value) === String(resolved) ? String(resolved) : `${value} → ${resolved}`;
}

/** What a container waits for is set in its own part of the manifest. */
function containerNumbers(wait: Wait, world: World): readonly NumberView[] {
  const pod = wait.who.kind === 'Pod' ? (world.get(wait.who) as Pod | undefined) : undefined;
  if (pod === undefined) return [];
  const isUnready = ({ name }: { readonly name: string }): boolean =>
    pod.status?.containerStatuses?.find((each) => each.name === name)?.ready !== true;
  const index = Math.max(0, pod.spec.containers.findIndex(isUnready));
  const container = pod.spec.containers[index];
  const path = `spec.template.spec.containers[${index}]`;
  switch (wait.code) {
    case 'image pull':
    case 'image back-off':
      return [{ field: `${path}.image`, value: wait.image }];
    case 'start-up':
    case 'never ready': {
      const name = wait.probe;
      const probe = name === undefined ? undefined : container?.[name];
      if (name === undefined || probe === undefined) return [];
      const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = probe;
      return [
        ...(initialDelaySeconds === 0 ? [] : [{ field: `${path}.${name}.initialDelaySeconds`, value: String(initialDelaySeconds) }]),
        { field: `${path}.${name}.periodSeconds`, value: String(periodSeconds) },
        ...(successThreshold === 1 ? [] : [{ field: `${path}.${name}.successThreshold`, value: String(successThreshold) }]),
        { field: `${path}.${name}.failureThreshold`, value: String(failureThreshold) },
      ];
    }
    case 'missing object':
      return [{ field: 'spec.template.spec.volumes', value: wait.name }];
    case 'no node':
      return container?.resources?.requests === undefined
        ? []
        : Object.entries(container.resources.requests).map(([name, value]) => ({
            field: `${path}.resources.requests.${name}`,
            value: String(value),
          }));
    default:
      return [];
  }
}

function deadlineFacts(deployment: Deployment, world: World): Pick<WhyView, 'deadline'> {
  if (isComplete(deployment)) return {};
  const seconds = deployment.spec.progressDeadlineSeconds ?? 0;
  const at = deadlineOf(deployment, world.startTime);
  const progressing = deployment.status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return { deadline: { state: 'over', seconds } };
  return { deadline: at === undefined ? { state: 'none', seconds } : { state: 'runs', seconds, at } };
}
