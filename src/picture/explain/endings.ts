/** Endings that several kinds share. What is exact about their times comes from the engine's queue. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { ObjectKey } from '../../api/client.ts';
import type { Node, Pod } from '../../api/core.ts';
import { keyOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { SimTime } from '../../engine/setup.ts';
import type { ActorName } from '../../engine/step.ts';
import { isNodeLost } from '../nodes.ts';
import { uidOf, type World } from '../world.ts';
import type { Ending } from './wait.ts';

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';

/** `namespace/name`, the key of most work queues. */
export const nameOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

export function turn(actor: ActorName, key: string, at?: SimTime): Extract<Ending, { readonly by: 'turn' }> {
  return at === undefined ? { by: 'turn', actor, key } : { by: 'turn', actor, key, at };
}

/** A turn that has come already: what the controller has just seen may be older than what is stored by now. */
export function turnAtHand(actor: ActorName, key: string, world: World): readonly Ending[] {
  return world.turnOf(actor, key) === world.now ? [turn(actor, key, world.now)] : [];
}

/** The garbage collector's turn at what an owner leaves behind; it knows the owner by its uid too. */
export function collectorTurn(
  owner: { readonly kind: string; readonly namespace: string; readonly name: string; readonly uid: string },
  world: World,
): Ending {
  const key = `${owner.kind}/${owner.namespace}/${owner.name}/${owner.uid}`;
  return turn('garbagecollector', key, world.turnOf('garbagecollector', key));
}

export function collectorTurnOf(object: KubeObject, world: World): Ending {
  const { kind, metadata } = object;
  return collectorTurn({ kind, namespace: metadata.namespace ?? '', name: metadata.name, uid: uidOf(object) }, world);
}

/** What the controlling owner may do to the object: want it no more, and take it along when it is deleted in the foreground. */
export function ownerEndings(object: KubeObject, kind: 'Deployment' | 'ReplicaSet', world: World): readonly Ending[] {
  const { namespace = '', ownerReferences = [] } = object.metadata;
  const reference = ownerReferences.find(({ kind: owner, controller }) => owner === kind && controller === true);
  if (reference === undefined) return ownerReferences.some(({ controller }) => controller === true) ? [] : adopters(object, kind, world);
  const key: ObjectKey = { kind, namespace, name: reference.name };
  const owner = world.get(key);
  const isGoing = owner !== undefined && uidOf(owner) === reference.uid && owner.metadata.deletionTimestamp !== undefined;
  return isGoing ? [{ by: 'owner', key }, collectorTurnOf(owner, world)] : [{ by: 'owner', key }];
}

/** Who will take over an object that nobody controls: whoever selects it, and then wants it or not. */
function adopters(object: KubeObject, kind: 'Deployment' | 'ReplicaSet', world: World): readonly Ending[] {
  const { namespace = '', labels = {} } = object.metadata;
  const endings: Ending[] = [];
  for (const candidate of world.all(kind, namespace)) {
    const { selector } = (candidate as Deployment | ReplicaSet).spec;
    if (matchesSelector(selector, labels)) endings.push({ by: 'owner', key: keyOf(candidate), adopts: true });
  }
  return endings;
}

/** What the node-lifecycle controller will do to pods of nodes that are not well. No pod is looked at while all of them are. */
export function nodeEndings(pods: () => Iterable<Pod>, world: World): readonly Ending[] {
  const known = new Set<string>();
  const unwell = new Set<string>();
  for (const object of world.all('Node', '')) {
    const node = object as Node;
    const { name } = node.metadata;
    known.add(name);
    if (isNodeUnwell(node) || world.turnOf('nodelifecycle', `/${name}`) !== undefined) unwell.add(name);
  }
  // Nodes that are gone matter as long as somebody is to clear their pods away.
  const collects = world.turnOf('nodelifecycle', POD_GC) !== undefined;
  if (unwell.size === 0 && !collects) return [];
  const endings: Ending[] = [];
  for (const [node, group] of podsByNode(pods(), (name) => unwell.has(name) || (collects && !known.has(name)))) {
    if (!known.has(node)) {
      endings.push(nodeEnding(node, 'collected', [POD_GC], world));
      continue;
    }
    endings.push(nodeEnding(node, 'given up', [`/${node}`], world));
    const evicted = group.map(nameOf).filter((key) => world.turnOf('nodelifecycle', key) !== undefined);
    if (evicted.length > 0) endings.push(nodeEnding(node, 'evicted', evicted, world));
  }
  return endings;
}

/** The work queue's key of the collector of pods whose node is gone. */
export const POD_GC = 'podgc';

function podsByNode(pods: Iterable<Pod>, isWanted: (node: string) => boolean): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = pod.spec.nodeName ?? '';
    if (node === '' || !isWanted(node)) continue;
    const group = groups.get(node);
    if (group === undefined) groups.set(node, [pod]);
    else group.push(pod);
  }
  return groups;
}

export function nodeEnding(
  node: string,
  what: Extract<Ending, { readonly by: 'node' }>['what'],
  keys: readonly string[],
  world: World,
): Ending {
  const times = keys.flatMap((key) => world.turnOf('nodelifecycle', key) ?? []);
  return { by: 'node', node, what, keys, ...(times.length === 0 ? {} : { at: Math.min(...times) }) };
}

const FAILURES = new Set(['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready']);

export function hasFailureTaint({ spec }: Node): boolean {
  return spec.taints?.some(({ key }) => FAILURES.has(key)) === true;
}

/**
 * A node that is thought well and about which the controller has something to do later: it has missed a heartbeat.
 * A turn of this very moment is about a change that the controller has just seen.
 */
export function isSilent(node: Node, world: World): boolean {
  const at = world.turnOf('nodelifecycle', `/${node.metadata.name}`);
  return at !== undefined && at > world.now && !isNodeLost(node) && !hasFailureTaint(node);
}

function isNodeUnwell(node: Node): boolean {
  return isNodeLost(node) || node.spec.taints?.some(({ effect }) => effect === 'NoExecute') === true;
}

export const keysOf = (objects: readonly KubeObject[]): readonly ObjectKey[] => objects.map(keyOf);
export const dueAt = (at: SimTime | undefined): { readonly dueAt?: SimTime } => (at === undefined ? {} : { dueAt: at });
export const latest = (at: SimTime | undefined): { readonly atLatest?: SimTime } => (at === undefined ? {} : { atLatest: at });
