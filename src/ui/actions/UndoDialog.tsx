import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { later } from '../widgets/later.tsx';
import css from './ActionBar.module.css';
import { ActionForm } from './ActionForm.tsx';

// It comes with the dialog.
const UndoPreview = later(() => import('../inspector/UndoPreview.tsx'));

interface UndoDialogProps {
  readonly deployment: DeploymentView;
  /** The revision chosen to begin with; 0 is the previous one. */
  readonly initial?: number;
  readonly onClose: () => void;
}

export default function UndoDialog({ deployment, initial = 0, onClose }: UndoDialogProps) {
  const t = useT();
  const [toRevision, setToRevision] = useState(initial);
  const older = [...deployment.revisions].sort((a, b) => b.revision - a.revision);
  return (
    <ActionForm
      title={t('actions.undoTitle', { name: deployment.name })}
      submit={t('actions.undo')}
      onClose={onClose}
      intent={{ verb: 'undo', deployment: { namespace: deployment.namespace, name: deployment.name }, toRevision }}
    >
      <fieldset className={css.choices}>
        <legend>{t('actions.undoTo')}</legend>
        <label>
          <input
            type="radio"
            name="revision"
            checked={toRevision === 0}
            onChange={() => setToRevision(0)}
            data-autofocus={initial === 0 || undefined}
          />
          <span>{t('actions.previousRevision')}</span>
        </label>
        {older.map(({ revision, images, isCurrent, changeCause }) => (
          <label key={revision}>
            <input
              type="radio"
              name="revision"
              checked={toRevision === revision}
              onChange={() => setToRevision(revision)}
              data-autofocus={initial === revision || undefined}
            />
            <span>
              {t('actions.revision', { revision })}
              {isCurrent && <em> · {t('actions.current')}</em>}
            </span>
            <code translate="no">{images.join(', ')}</code>
            {changeCause !== undefined && <span className={css.hint}>{changeCause}</span>}
          </label>
        ))}
      </fieldset>
      <UndoPreview deployment={deployment} toRevision={toRevision} />
    </ActionForm>
  );
}
