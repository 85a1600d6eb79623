import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp, useFollowed, usePod, useReplicaSet } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import { PodGlyph } from '../pod/PodGlyph.tsx';
import css from './StatusPanel.module.css';
import { useAge } from './useAge.ts';

const FIRST = 100;

/** ReplicaSets and Pods with the columns of `kubectl get`, the long name on a line of its own; it opens the object. The same pods as in the graph, for keyboard and screen reader. */
export default function Tables() {
  const t = useT();
  const followed = useFollowed();
  const looseSets = useApp((state) => state.cluster.looseReplicaSets);
  const loosePods = useApp((state) => state.cluster.loosePods);
  const sets = [...(followed?.replicaSets ?? []), ...looseSets];
  if (sets.length === 0 && loosePods.length === 0) return <p className={css.empty}>{t('status.noPods')}</p>;
  return (
    <div className={css.body}>
      {sets.length > 0 && (
        <table className={css.table} aria-label="ReplicaSets">
          <thead translate="no">
            <tr>
              <th scope="col" colSpan={4}>
                NAME
              </th>
            </tr>
            <tr>
              <th scope="col">DESIRED</th>
              <th scope="col">CURRENT</th>
              <th scope="col">READY</th>
              <th scope="col">AGE</th>
            </tr>
          </thead>
          {sets.map((uid) => (
            <ReplicaSetRow key={uid} uid={uid} />
          ))}
        </table>
      )}
      <PodTable sets={sets} loose={loosePods} />
    </div>
  );
}

function ReplicaSetRow({ uid }: { readonly uid: string }) {
  const age = useAge();
  const set = useReplicaSet(uid);
  const selected = useApp((state) => state.view.selection?.uid === uid);
  const { select, setPanel } = useActions();
  if (set === undefined) return null;
  return (
    <tbody data-selected={selected || undefined} data-replicaset={set.name}>
      <tr>
        <th scope="rowgroup" colSpan={4} translate="no">
          <button
            type="button"
            className={css.link}
            onClick={() => {
              select({ kind: 'ReplicaSet', uid });
              setPanel('inspector');
            }}
          >
            {set.name}
          </button>
        </th>
      </tr>
      <tr>
        <td>{set.desired}</td>
        <td>{set.current}</td>
        <td>{set.ready}</td>
        <td>{age(set.createdAt)}</td>
      </tr>
    </tbody>
  );
}

/** Pods of the given ReplicaSets in the order of their slots, then pods without an owner. */
function PodTable({ sets, loose }: { readonly sets: readonly string[]; readonly loose: readonly string[] }) {
  const t = useT();
  const [shown, setShown] = useState(FIRST);
  const replicaSets = useApp((state) => state.cluster.replicaSets);
  const uids = [...sets.flatMap((uid) => replicaSets.get(uid)?.slots.filter((slot) => slot !== '') ?? []), ...loose];
  if (uids.length === 0) return <p className={css.empty}>{t('status.noPods')}</p>;
  return (
    <>
      <table className={css.table} aria-label="Pods">
        <thead translate="no">
          <tr>
            <th scope="col" colSpan={4}>
              NAME
            </th>
          </tr>
          <tr>
            <th scope="col">READY</th>
            <th scope="col">STATUS</th>
            <th scope="col">RESTARTS</th>
            <th scope="col">AGE</th>
          </tr>
        </thead>
        {uids.slice(0, shown).map((uid) => (
          <PodRow key={uid} uid={uid} />
        ))}
      </table>
      {uids.length > shown && (
        <div className={css.more}>
          <Button onClick={() => setShown(shown + 400)}>{t('status.showMore', { count: uids.length - shown })}</Button>
        </div>
      )}
    </>
  );
}

function PodRow({ uid }: { readonly uid: string }) {
  const age = useAge();
  const pod = usePod(uid);
  const selected = useApp((state) => state.view.selection?.uid === uid);
  const { select, setPanel } = useActions();
  if (pod === undefined) return null;
  return (
    <tbody data-selected={selected || undefined} data-pod={pod.name} data-state={pod.state}>
      <tr>
        <th scope="rowgroup" colSpan={4} translate="no">
          <span className={css.podName}>
            <PodGlyph state={pod.state} size={14} isNew={false} />
            <button
              type="button"
              className={css.link}
              onClick={() => {
                select({ kind: 'Pod', uid });
                setPanel('inspector');
              }}
            >
              {pod.name}
            </button>
          </span>
        </th>
      </tr>
      <tr>
        <td>{pod.ready}</td>
        <td translate="no">{pod.status}</td>
        <td>{pod.restarts}</td>
        <td>{age(pod.createdAt)}</td>
      </tr>
    </tbody>
  );
}
