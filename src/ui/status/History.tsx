import { useState } from 'react';
import { LaterWords, useT } from '../../i18n/index.ts';
import { useFollowed } from '../../store/index.ts';
import UndoDialog from '../actions/UndoDialog.tsx';
import { Button } from '../controls/Button.tsx';
import { Compare } from '../inspector/Compare.tsx';
import css from './StatusPanel.module.css';
import { useAge } from './useAge.ts';

/** Revisions as `kubectl rollout history` counts them, with what each number ran, and the way back to it. */
export default function History() {
  const t = useT();
  const age = useAge();
  const deployment = useFollowed();
  const [undoTo, setUndoTo] = useState<number | undefined>();
  if (deployment === undefined) return <p className={css.empty}>{t('status.noDeployment')}</p>;
  const revisions = [...deployment.revisions].sort((a, b) => b.revision - a.revision);
  return (
    <div className={css.body}>
      <ol className={css.revisions}>
        {revisions.map(({ revision, replicaSet, images, changeCause, isCurrent, createdAt }) => (
          <li key={replicaSet} data-revision={revision} data-current={isCurrent || undefined}>
            <span className={css.chip} data-current={isCurrent || undefined}>
              r{revision}
            </span>
            <div>
              <p translate="no">
                <b>{images.join(', ')}</b>
              </p>
              <p className={css.ages} translate="no">
                {replicaSet} · {age(createdAt)}
              </p>
              <p className={css.ages} translate="no">
                {changeCause ?? 'CHANGE-CAUSE <none>'}
              </p>
            </div>
            {isCurrent ? (
              <span className={css.dim}>{t('status.current')}</span>
            ) : (
              <Button
                onClick={() => setUndoTo(revision)}
                why={deployment.paused ? t('actions.pausedUndo') : deployment.deleting ? t('actions.beingDeleted') : undefined}
                aria-label={t('status.undoTo', { revision })}
              >
                {t('actions.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {revisions.length > 1 && (
        <LaterWords>
          <Compare deployment={deployment} />
        </LaterWords>
      )}
      {undoTo !== undefined && <UndoDialog deployment={deployment} initial={undoTo} onClose={() => setUndoTo(undefined)} />}
    </div>
  );
}
