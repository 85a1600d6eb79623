/**
 * Node lifecycle: nodes that fall silent are given up, tainted, and emptied when the pods' tolerations end; pods of deleted nodes are removed.
 * Nothing is queued while every node is well: heartbeats are reckoned, not made. A key is `/node`, `namespace/pod`, or that of the pods' collector.
 * Not modelled: zones (all nodes are of one), kubelets that report themselves not ready, memory and disk pressure.
 * upstream: pkg/controller/nodelifecycle, pkg/controller/tainteviction, pkg/controller/podgc
 */
import type { Node, Taint } from '../../../api/core.ts';
import type { Actor, Change, Handling, Memory, Outcome, Pass, Wake } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import type { ActiveFault } from '../../faults/fault.ts';
import { isLost } from '../../faults/match.ts';
import type { NodeLifecycleReason } from '../../reason.ts';
import type { SimTime } from '../../setup.ts';
import { evictionTurn, forgetTurns, hasAllFailed } from './disruption.ts';
import { nodeEvent } from './events.ts';
import { forgetNode, syncEviction, wakesOfPod, wakesOfTaints } from './eviction.ts';
import { forgetConditions, giveUp, postStatus } from './health.ts';
import { collectPods, noteMissing, POD_GC } from './podGC.ts';
import { failureTaint, hasNoExecute, isSettled, readyStatus, withNoExecute, withNoSchedule } from './taints.ts';
import { givenUpAt, lastHeartbeat, monitorFrom, nextHeartbeat } from './times.ts';

/** Last heartbeat of a silent node, first one of a node that is back, an object that was removed. */
const silentKey = (node: string): string => `silent ${node}`;
const backKey = (node: string): string => `back ${node}`;
const removedKey = (node: string): string => `removed ${node}`;

function forget(node: string, memory: Memory): void {
  memory.delete(silentKey(node));
  memory.delete(backKey(node));
  forgetConditions(memory, node);
}

function wakesOfNode({ type, object, old }: Change, handling: Handling): readonly Wake[] {
  const { cache, memory, now } = handling;
  const node = object as Node;
  const { name } = node.metadata;
  const key = `/${name}`;
  if (type === 'deleted') {
    forgetNode(name, handling);
    forget(name, memory);
    memory.set<Node>(removedKey(name), node);
    return [{ key, afterMs: monitorFrom(now) - now }, noteMissing(name, memory, now)];
  }
  const wakes: Wake[] = [...wakesOfTaints(node, handling)];
  if (!isSettled(node, '')) wakes.push({ key });
  // How many nodes are well decides about the others, too.
  if (type === 'modified' && readyStatus(node) !== readyStatus(old as Node)) {
    for (const other of cache.list('Node')) if (!isSettled(other as Node, '')) wakes.push({ key: `/${other.metadata.name}` });
  }
  return wakes;
}

function disturbed({ fault }: ActiveFault, isOn: boolean, { cache, memory, now, setup, minor, faults }: Handling): readonly Wake[] {
  const name = fault.target.node ?? '';
  const isKnown = cache.get({ kind: 'Node', namespace: '', name }) !== undefined;
  if (fault.kind !== 'nodeLost' || !isKnown) return [];
  const key = `/${name}`;
  if (isOn) {
    if (memory.get<SimTime>(silentKey(name)) !== undefined) return [];
    const isBack = memory.get<SimTime>(backKey(name)) !== undefined;
    memory.delete(backKey(name));
    const heartbeat = lastHeartbeat(setup, name, now);
    memory.set<SimTime>(silentKey(name), heartbeat);
    return isBack ? [{ key }] : [{ key, afterMs: givenUpAt(heartbeat, minor) - now }];
  }
  if (isLost(faults, name)) return [];
  memory.delete(silentKey(name));
  const at = nextHeartbeat(setup, name, now);
  memory.set<SimTime>(backKey(name), at);
  return [{ key, afterMs: at - now }];
}

function writeTaints(node: string, taints: readonly Taint[], pass: Pass): void {
  const key = { kind: 'Node', namespace: '', name: node } as const;
  pass.request({ verb: 'patch', key, patchType: 'merge', body: { spec: { taints: taints.length === 0 ? null : taints } } });
}

function because(
  verdict: NodeLifecycleReason['verdict'],
  node: string,
  pods: readonly string[] = [],
): { readonly reason: NodeLifecycleReason } {
  return { reason: { actor: 'nodelifecycle', verdict, node, pods } };
}

/** Taints follow from the conditions; undefined when they are right. */
function syncTaints(node: Node, pass: Pass): Outcome | undefined {
  const { name } = node.metadata;
  const noSchedule = withNoSchedule(node, pass.time);
  if (noSchedule !== undefined) {
    writeTaints(name, noSchedule, pass);
    return because('taints', name);
  }
  const isFailed = failureTaint(node) !== undefined;
  const mayStay = !isFailed || hasAllFailed(pass);
  if (withNoExecute(node, !mayStay, pass.time) === undefined) return undefined;
  if (mayStay) return removeNoExecute(node, pass);
  const turn = hasNoExecute(node) ? 'now' : evictionTurn(pass);
  if (turn === undefined) return undefined;
  if (turn !== 'now') return { requeueAfterMs: turn - pass.now, ...because('waits', name) };
  writeTaints(name, withNoExecute(node, true, pass.time) ?? [], pass);
  return because('taints', name);
}

/** The controller's next look finds the node well. */
function removeNoExecute(node: Node, pass: Pass): Outcome {
  const { name } = node.metadata;
  const at = monitorFrom(pass.now);
  if (at > pass.now) return { requeueAfterMs: at - pass.now, ...because('waits', name) };
  writeTaints(name, withNoExecute(node, false, pass.time) ?? [], pass);
  return because('taints', name);
}

function syncNode(name: string, pass: Pass): Outcome {
  const { memory, now, minor } = pass;
  const node = pass.live.get({ kind: 'Node', namespace: '', name }) as Node | undefined;
  if (node === undefined) return syncRemoved(name, pass);
  memory.delete(removedKey(name));
  const heartbeat = memory.get<SimTime>(silentKey(name));
  if (heartbeat !== undefined && readyStatus(node) === 'True') {
    const at = givenUpAt(heartbeat, minor);
    if (now < at) return { requeueAfterMs: at - now, ...because('waits', name) };
    return because('node unknown', name, giveUp(node, pass));
  }
  const backAt = memory.get<SimTime>(backKey(name));
  if (backAt !== undefined && now >= backAt) {
    memory.delete(backKey(name));
    if (postStatus(node, pass)) return because('node ready', name);
  }
  const wait = backAt === undefined || backAt <= now ? {} : { requeueAfterMs: backAt - now };
  const tainted = syncTaints(node, pass);
  if (tainted !== undefined) return { ...wait, ...tainted };
  if ((pass.cache.list('Node') as readonly Node[]).every((each) => isSettled(each, ''))) forgetTurns(memory);
  return { ...wait, ...because('waits', name) };
}

function syncRemoved(name: string, pass: Pass): Outcome {
  const node = pass.memory.get<Node>(removedKey(name));
  if (node === undefined) return {};
  pass.memory.delete(removedKey(name));
  pass.emit(nodeEvent(node, 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`));
  return because('gone', name);
}

export const nodeLifecycleController: Actor = {
  name: 'nodelifecycle',
  client: CONTROLLER_CLIENT,
  isTraceless: true,
  wakes: (change, handling) => {
    if (change.object.kind === 'Node') return wakesOfNode(change, handling);
    return change.object.kind === 'Pod' ? wakesOfPod(change, handling) : [];
  },
  disturbed,
  sync: (key, pass) => {
    if (key === POD_GC) return collectPods(pass);
    return key.startsWith('/') ? syncNode(key.slice(1), pass) : syncEviction(key, pass);
  },
};
