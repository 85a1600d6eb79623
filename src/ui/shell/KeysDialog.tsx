import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { Dialog } from '../controls/Dialog.tsx';
import css from './dialogs.module.css';
import { setPreferences, usePreferences } from './preferences.ts';

const COMMAND = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Everything that a key does. */
export default function KeysDialog() {
  const t = useT();
  const actions = useActions();
  const isOpen = useApp(({ view }) => view.dialog === 'keys');
  const { shortcuts } = usePreferences();
  if (!isOpen) return null;
  const groups = [
    [
      t('shell.keysTime'),
      [
        [['Space', '.'], t('shell.keyToggle')],
        [['→'], t('time.step')],
        [['←'], t('time.back')],
        [['Shift', '→'], t('time.next')],
        [['['], t('time.slower')],
        [[']'], t('time.faster')],
        [['Home'], t('time.toStart')],
        [['End'], t('shell.keyEnd')],
      ],
    ],
    [
      t('shell.keysActions'),
      [
        [['1', '…', '7'], t('shell.keyActions')],
        [[COMMAND, 'Z'], t('time.undoAction')],
        [[COMMAND, 'S'], t('shell.keyShare')],
        [[COMMAND, 'Enter'], t('shell.keyApply')],
        [['Esc', 'Tab'], t('shell.keyLeave')],
      ],
    ],
    [
      t('shell.keysPicture'),
      [
        [['F'], t('chain.fit')],
        [['+', '−', '0'], t('shell.keyZoom')],
        [['Enter'], t('shell.keySelect')],
        [['?'], t('shell.keysTitle')],
      ],
    ],
    [
      t('terminal.title'),
      [
        [['`', '/'], t('terminal.open')],
        [['Tab'], t('terminal.keyTab')],
        [['↑', '↓'], t('terminal.keyHistory')],
        [['Ctrl', 'R'], t('terminal.search')],
        [['Ctrl', 'C'], t('terminal.keyInterrupt')],
        [['Ctrl', 'L'], t('terminal.clear')],
      ],
    ],
    [
      t('shell.keysDisplay'),
      [
        [['P'], t('shell.keyProjector')],
        [['N'], t('shell.keyScene')],
      ],
    ],
  ] as const;
  return (
    <Dialog title={t('shell.keysTitle')} wide onClose={() => actions.setDialog(null)}>
      <div className={css.keys}>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, what]) => (
                <div key={what}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className={css.check}>
        <input type="checkbox" checked={shortcuts} onChange={(event) => setPreferences({ shortcuts: event.currentTarget.checked })} />
        {t('shell.keysOn')}
      </label>
    </Dialog>
  );
}
