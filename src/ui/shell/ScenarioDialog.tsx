import { Check } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import css from './dialogs.module.css';
import { SCENARIOS } from './scenarios.ts';

/** The built-in scenarios. Opening one leaves the present run, which can be opened again from here. */
export default function ScenarioDialog() {
  const isOpen = useApp(({ view }) => view.dialog === 'scenarios');
  return isOpen ? <Scenarios /> : null;
}

function Scenarios() {
  const t = useT();
  const actions = useActions();
  const builtin = useApp(({ opened }) => opened.builtin);
  const left = useApp(({ opened }) => opened.left);
  const close = () => actions.setDialog(null);
  return (
    <Dialog title={t('shell.scenarios')} wide onClose={close}>
      <ul className={css.scenarios}>
        {SCENARIOS.map(({ id, title, what }) => (
          <li key={id}>
            <button
              type="button"
              className={css.scenario}
              data-scenario={id}
              aria-current={id === builtin ? 'true' : undefined}
              onClick={() => {
                close();
                void actions.open({ from: 'builtin', id });
              }}
            >
              <b>{t(title)}</b>
              <span>{t(what)}</span>
              {id === builtin && <Check size={16} aria-hidden="true" />}
            </button>
          </li>
        ))}
      </ul>
      {left !== null && (
        <Button
          onClick={() => {
            close();
            void actions.reopenLeft();
          }}
        >
          {t('shell.reopenLeft')}
        </Button>
      )}
    </Dialog>
  );
}
