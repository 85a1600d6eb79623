import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import { DeleteDialog } from '../actions/DeleteDialog.tsx';
import { Button } from '../controls/Button.tsx';
import { EventList } from './Events.tsx';
import css from './StatusPanel.module.css';

/** One object in full: its live YAML and its events. */
export function Inspector() {
  const t = useT();
  const object = useApp((state) => state.cluster.inspected);
  const [deleting, setDeleting] = useState(false);
  if (object === null) return <p className={css.empty}>{t('status.pickObject')}</p>;
  return (
    <div className={css.body}>
      <div className={css.objectHead}>
        <div>
          <p className={css.eyebrow} translate="no">
            {object.kind}
          </p>
          <h3 translate="no">{object.name}</h3>
        </div>
        {object.exists ? (
          <Button onClick={() => setDeleting(true)}>{t('actions.delete')}</Button>
        ) : (
          <span className={css.gone} role="status">
            {t('status.gone')}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section className={css.yaml} tabIndex={0} aria-label={t('status.yamlOf', { name: object.name })}>
        <pre translate="no">{object.yaml}</pre>
      </section>
      <h3 className={css.eyebrow}>{t('status.tabEvents')}</h3>
      <EventList events={object.events} />
      {deleting && (
        <DeleteDialog object={{ kind: object.kind, namespace: object.namespace, name: object.name }} onClose={() => setDeleting(false)} />
      )}
    </div>
  );
}
