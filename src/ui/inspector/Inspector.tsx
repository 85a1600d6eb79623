import { useState } from 'react';
import { LaterWords, useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import type { Inspected } from '../../worker/protocol.ts';
import DeleteDialog from '../actions/DeleteDialog.tsx';
import { Button } from '../controls/Button.tsx';
import { Conditions } from '../status/Conditions.tsx';
import { EventList } from '../status/Events.tsx';
import panel from '../status/StatusPanel.module.css';
import { useAge } from '../status/useAge.ts';
import { WhyCard } from '../why/WhyCard.tsx';
import { Causes } from './Causes.tsx';
import css from './inspector.module.css';
import { ObjectPicker } from './ObjectPicker.tsx';
import { Owners } from './Owners.tsx';

/** One object of any kind in full: whom it belongs to, its conditions, how it came to be so, its YAML and its events. */
export default function Inspector() {
  return (
    <LaterWords>
      <AnyObject />
    </LaterWords>
  );
}

function AnyObject() {
  const t = useT();
  const object = useApp((state) => state.cluster.inspected);
  return (
    <div className={panel.body}>
      <ObjectPicker />
      {object === null ? (
        <p className={panel.empty}>{t('status.pickObject')}</p>
      ) : (
        <ObjectInFull key={`${object.kind}/${object.namespace}/${object.name}`} object={object} />
      )}
    </div>
  );
}

function ObjectInFull({ object }: { readonly object: Inspected }) {
  const t = useT();
  const age = useAge();
  const [deleting, setDeleting] = useState(false);
  const { kind, namespace, name, exists, owners, conditions } = object;
  return (
    <>
      <div>
        {owners.length > 0 && <Owners owners={owners} />}
        <div className={panel.objectHead}>
          <div>
            <p className={panel.eyebrow} translate="no">
              {kind}
              {exists && ` · ${age(object.createdAt)}`}
            </p>
            <h3 translate="no">{name}</h3>
          </div>
          {exists ? <Button onClick={() => setDeleting(true)}>{t('actions.delete')}</Button> : <Absence createdAt={object.createdAt} />}
        </div>
      </div>
      {object.why !== undefined && <WhyCard why={object.why} />}
      <section className={panel.group} aria-label={t('inspect.causes')}>
        <h3 className={panel.eyebrow}>{t('inspect.causes')}</h3>
        <Causes causes={object.causes} of={object} />
      </section>
      {conditions.length > 0 && (
        <div className={panel.group}>
          <h3 className={panel.eyebrow}>{t('status.conditions')}</h3>
          <Conditions conditions={conditions} kind={kind} />
        </div>
      )}
      {object.yaml === '' ? (
        <p className={panel.empty}>{t('inspect.neverSeen')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <section className={panel.yaml} tabIndex={0} aria-label={t('status.yamlOf', { name })}>
          <pre translate="no">{object.yaml}</pre>
        </section>
      )}
      {object.status !== '' && (
        <details className={css.status}>
          <summary>{t('inspect.status')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
          <section className={panel.yaml} tabIndex={0} aria-label={t('inspect.status')}>
            <pre translate="no">{object.status}</pre>
          </section>
        </details>
      )}
      <div className={panel.group}>
        <h3 className={panel.eyebrow}>{t('status.tabEvents')}</h3>
        <EventList events={object.events} />
      </div>
      {deleting && <DeleteDialog object={{ kind, namespace, name }} onClose={() => setDeleting(false)} />}
    </>
  );
}

/** Going back in time, an object may lie ahead. */
function Absence({ createdAt }: { readonly createdAt: number }) {
  const t = useT();
  const isAhead = useApp(({ playback }) => createdAt > playback.now);
  return (
    <span className={panel.gone} role="status">
      {t(isAhead ? 'inspect.notYet' : 'status.gone')}
    </span>
  );
}
