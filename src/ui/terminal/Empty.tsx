import { useT } from '../../i18n/index.ts';
import { useActions, useFollowed } from '../../store/index.ts';
import css from './terminal.module.css';

/** Something to begin with. */
export function Empty() {
  const t = useT();
  const actions = useActions();
  const followed = useFollowed();
  const where = followed === undefined || followed.namespace === 'default' ? '' : ` -n ${followed.namespace}`;
  const lines =
    followed === undefined
      ? ['kubectl get nodes', 'kubectl get events', 'kubectl api-resources']
      : [
          `kubectl get pods -o wide${where}`,
          `kubectl rollout status deployment/${followed.name}${where}`,
          `kubectl describe deployment/${followed.name}${where}`,
        ];
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{t('terminal.emptyTitle')}</p>
      <p>{t('terminal.emptyText')}</p>
      <ul className={css.starters}>
        {lines.map((line) => (
          <li key={line}>
            <button
              type="button"
              className={css.starter}
              aria-label={t('terminal.run', { line })}
              onClick={() => void actions.runLine(line)}
            >
              <code translate="no">{line}</code>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
