/** What the user of a trace does, as requests. */
import type { Answer, Client, Kind, ObjectKey, Request } from '../../api/client.ts';
import { isKind } from '../../api/key.ts';
import { assert } from '../../base/assert.ts';
import type { Output } from '../../kubectl/output.ts';
import { restartedAtAnnotation } from '../../kubectl/rollout/restart.ts';
import { rolloutUndo } from '../../kubectl/rollout/undo.ts';
import type { Environment } from './environment.ts';
import type { ActionResult, Do, PodChoice, Subject } from './trace.ts';
import type { World } from './world.ts';

const NO_SUCH_POD: ActionResult = { error: 'no such pod' };

function keyOf(kind: Kind, name: string): ObjectKey {
  return { kind, namespace: 'default', name };
}

function subjectKey(world: World, { kind, name, rs }: Subject): ObjectKey {
  return keyOf(kind, name ?? world.nameOf(rs ?? ''));
}

function resultOf(answer: Answer): ActionResult {
  return answer.ok ? {} : { error: answer.error.message };
}

/** Runs one of kubectl's own commands and keeps the patch that it sent. */
function kubectl(world: World, run: (client: Client) => Output): ActionResult {
  let sent: ActionResult['sent'];
  const { reader } = world.simulation;
  const client: Client = {
    get: (key) => reader.get(key),
    list: (kind, options) => reader.list(kind, options),
    now: () => world.time,
    request: (request) => {
      if (request.verb === 'patch') sent = { type: request.patchType, body: request.body };
      return world.request(request);
    },
  };
  const { stdout, stderr, exitCode } = run(client);
  const outcome = exitCode === 0 ? { text: stdout.trim().replace(/^\S+ /, '') } : { error: stderr.trim().replace(/^error: /, '') };
  return { ...outcome, ...(sent === undefined ? {} : { sent }) };
}

function withPod(environment: Environment, choice: PodChoice, request: (key: ObjectKey) => Request, world: World): ActionResult {
  const pod = environment.choose(choice);
  return pod === undefined ? NO_SUCH_POD : resultOf(world.request(request(keyOf('Pod', pod.name))));
}

function setPaused(world: World, name: string, paused: true | null): ActionResult {
  return resultOf(world.request({ verb: 'patch', key: keyOf('Deployment', name), patchType: 'merge', body: { spec: { paused } } }));
}

function create(world: World, object: NonNullable<Do['create']>): ActionResult {
  assert(isKind(object.kind), `unknown kind ${object.kind}`);
  return resultOf(world.request({ verb: 'create', object, namespace: 'default' }));
}

/** Those that concern pods and the stand-ins. */
function performOnPods(action: Do, world: World, environment: Environment): ActionResult | undefined {
  const { deletePod, podMeta, failPod, setPodLife, setReadiness, makeSchedulable, setAdmission } = action;
  if (deletePod !== undefined) {
    const grace = deletePod.graceSeconds === undefined ? {} : { gracePeriodSeconds: deletePod.graceSeconds };
    return withPod(environment, deletePod, (key) => ({ verb: 'delete', key, ...grace }), world);
  }
  if (podMeta !== undefined) {
    const { labels, annotations } = podMeta;
    const metadata = { ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }) };
    return withPod(environment, podMeta, (key) => ({ verb: 'patch', key, patchType: 'merge', body: { metadata } }), world);
  }
  if (failPod !== undefined) return environment.failPod(failPod) ? {} : NO_SUCH_POD;
  if (setPodLife !== undefined) environment.setRules(setPodLife);
  else if (setReadiness !== undefined) environment.setReadiness(setReadiness);
  else if (makeSchedulable !== undefined) environment.makeSchedulable(makeSchedulable.name, world.now);
  else if (setAdmission !== undefined) world.admission = setAdmission;
  else return undefined;
  return {};
}

/** Carries one action out, at this instant; gives what came of it. */
export function perform(action: Do, world: World, environment: Environment): ActionResult {
  const onPods = performOnPods(action, world, environment);
  if (onPods !== undefined) return onPods;
  if (action.create !== undefined) return create(world, action.create);
  if (action.pause !== undefined) return setPaused(world, action.pause.name, true);
  if (action.resume !== undefined) return setPaused(world, action.resume.name, null);
  if (action.undo !== undefined) {
    const { name, toRevision } = action.undo;
    return kubectl(world, (client) => rolloutUndo(client, { namespace: 'default', name }, toRevision));
  }
  if (action.restart !== undefined) {
    const { name, at } = action.restart;
    // The patch alone: the recordings restart paused Deployments too, which kubectl refuses.
    const body = { spec: { template: { metadata: { annotations: { [restartedAtAnnotation]: at } } } } };
    const answer = world.request({ verb: 'patch', key: keyOf('Deployment', name), patchType: 'strategic', body });
    return { ...resultOf(answer), sent: { type: 'strategic', body } };
  }
  return resultOf(world.request(requestOf(action, world)));
}

/** Those that are one request about one object. */
function requestOf({ patch, scale, delete: remove, annotate }: Do, world: World): Request {
  if (patch !== undefined) return { verb: 'patch', key: subjectKey(world, patch), patchType: patch.type, body: patch.body };
  if (scale !== undefined) {
    const body = { spec: { replicas: scale.replicas } };
    return { verb: 'patch', key: subjectKey(world, scale), patchType: 'merge', body, subresource: 'scale' };
  }
  if (remove !== undefined) {
    const propagation = remove.propagation === undefined ? {} : { propagationPolicy: remove.propagation };
    return { verb: 'delete', key: subjectKey(world, remove), ...propagation };
  }
  assert(annotate !== undefined, 'an action that the format does not know');
  const body = { metadata: { annotations: { [annotate.key]: annotate.value } } };
  return { verb: 'patch', key: subjectKey(world, annotate), patchType: 'merge', body };
}
