/**
 * Empties a namespace that is to go, and says in its conditions how far that has come. Since 1.33 pods go first: as long as one is left
 * nothing else is touched. upstream: pkg/controller/namespace/deletion
 */
import type { Namespace } from '../../../api/core.ts';
import { kindInfo, kinds } from '../../../api/key.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Outcome, Pass } from '../../actor.ts';

/** upstream: feature OrderedNamespaceDeletion */
const PODS_FIRST_SINCE = 33;
const AGAIN_MS = 500;

type Condition = Readonly<Record<'type' | 'status' | 'reason' | 'message', string>> & { readonly lastTransitionTime?: string };

/** type, and reason and message while all is well */
const WELL: readonly (readonly [type: string, reason: string, message: string])[] = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  ['NamespaceDeletionContentFailure', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
];

function counted(words: readonly string[]): readonly (readonly [word: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What is not well: reason and message by type. upstream: ProcessContentTotals */
function troubles(left: readonly KubeObject[]): Readonly<Record<string, readonly [reason: string, message: string]>> {
  const resources = counted(
    left.map(({ kind }) => {
      const { resource, group } = kindInfo(kind as (typeof kinds)[number]['kind']);
      return `${resource}.${group}`;
    }),
  ).map(([name, count]) => `${name} has ${count} resource instances`);
  const finalizers = counted(left.flatMap(({ metadata }) => metadata.finalizers ?? [])).map(
    ([name, count]) => `${name} in ${count} resource instances`,
  );
  return {
    ...(resources.length === 0
      ? {}
      : { NamespaceContentRemaining: ['SomeResourcesRemain', `Some resources are remaining: ${resources.join(', ')}`] as const }),
    ...(finalizers.length === 0
      ? {}
      : {
          NamespaceFinalizersRemaining: [
            'SomeFinalizersRemain',
            `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`,
          ] as const,
        }),
  };
}

function writeConditions(namespace: Namespace, left: readonly KubeObject[], { time, request }: Pass): void {
  const old = ((namespace.status ?? {}) as { readonly conditions?: readonly Condition[] }).conditions ?? [];
  const found = troubles(left);
  const conditions = WELL.map(([type, reason, message]): Condition => {
    const before = old.find((condition) => condition.type === type);
    const trouble = found[type];
    const [status, why, words] = trouble === undefined ? ['False', reason, message] : ['True', ...trouble];
    const lastTransitionTime = before?.status === status && before.lastTransitionTime !== undefined ? before.lastTransitionTime : time;
    return { type, status, lastTransitionTime, reason: why, message: words };
  });
  if (deepEqual(conditions, old)) return;
  request({ verb: 'update', subresource: 'status', object: { ...namespace, status: { ...namespace.status, conditions } } });
}

/** Deletes all that lies in a terminating namespace; the namespace goes when nothing is left. `remove` asks for one deletion. */
export function emptyNamespace(namespace: Namespace, pass: Pass, remove: (object: KubeObject) => void): Outcome {
  const { name } = namespace.metadata;
  const content = (): readonly KubeObject[] =>
    kinds.filter(({ namespaced }) => namespaced).flatMap(({ kind }) => pass.live.list(kind, { namespace: name }));
  const found = content();
  const pods = found.filter(({ kind }) => kind === 'Pod');
  const isPodsTurn = pass.minor >= PODS_FIRST_SINCE && pods.length > 0;
  const deleted: string[] = [];
  for (const object of isPodsTurn ? pods : found) {
    if (object.metadata.deletionTimestamp !== undefined) continue;
    remove(object);
    deleted.push(object.metadata.name);
  }
  const left = content();
  const reason = { actor: 'garbagecollector', verdict: 'deletes dependents', owner: name, dependents: deleted } as const;
  if (left.length > 0 || found.length > 0) {
    // While it is the pods' turn upstream leaves the totals alone.
    writeConditions(namespace, isPodsTurn ? [] : left, pass);
    return deleted.length === 0 ? { requeueAfterMs: AGAIN_MS } : { requeueAfterMs: AGAIN_MS, reason };
  }
  const key = { kind: 'Namespace', namespace: '', name } as const;
  pass.request({ verb: 'patch', key, patchType: 'merge', body: { spec: { finalizers: null } } });
  return { reason: { actor: 'garbagecollector', verdict: 'removes finalizer', owner: name, dependents: [] } };
}
