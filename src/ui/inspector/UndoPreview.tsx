import { LaterWords, useT } from '../../i18n/index.ts';
import type { DeploymentView } from '../../picture/view.ts';
import { Diff, useDiff } from './Diff.tsx';
import css from './inspector.module.css';

interface UndoPreviewProps {
  readonly deployment: DeploymentView;
  /** 0: the previous one. */
  readonly toRevision: number;
}

/** What going back would change, before it is done. */
export default function UndoPreview(props: UndoPreviewProps) {
  return (
    <LaterWords>
      <Changes {...props} />
    </LaterWords>
  );
}

function Changes({ deployment, toRevision }: UndoPreviewProps) {
  const t = useT();
  const numbers = deployment.revisions.map(({ revision }) => revision).sort((a, b) => b - a);
  const target = toRevision === 0 ? numbers[1] : toRevision;
  return target === undefined ? null : (
    <div className={css.diff}>
      <h3>{t('inspect.undoPreview')}</h3>
      <Preview deployment={deployment} target={target} newest={numbers[0] ?? target} />
    </div>
  );
}

function Preview({
  deployment,
  target,
  newest,
}: {
  readonly deployment: DeploymentView;
  readonly target: number;
  readonly newest: number;
}) {
  const t = useT();
  const lines = useDiff(deployment, 'current', target);
  if (lines === undefined) return null;
  return (
    <>
      <Diff lines={lines} label={t('inspect.undoPreview')} />
      {lines.some(({ sign }) => sign !== ' ') && (
        <p className={css.dim}>{t('inspect.undoNumber', { revision: target, next: newest + 1 })}</p>
      )}
    </>
  );
}
