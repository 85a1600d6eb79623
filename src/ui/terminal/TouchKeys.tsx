import { ArrowDown, ArrowUp } from 'lucide-react';
import type { RefObject } from 'react';
import { useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import type { PromptHandle } from './Prompt.tsx';
import css from './terminal.module.css';

/** Keys that a phone's keyboard lacks. Shown where a finger is the pointer. */
export function TouchKeys({ prompt }: { readonly prompt: RefObject<PromptHandle | null> }) {
  const t = useT();
  const isInput = useApp(({ terminal }) => terminal.state === 'input');
  const keys = [
    ['Tab', t('terminal.keyTab'), 'Tab'],
    ['ArrowUp', t('terminal.keyUp'), <ArrowUp key="up" size={16} aria-hidden="true" />],
    ['ArrowDown', t('terminal.keyDown'), <ArrowDown key="down" size={16} aria-hidden="true" />],
    ['Interrupt', t('terminal.keyInterrupt'), 'Ctrl C'],
    ...(isInput ? ([['End', t('terminal.keyEnd'), 'Ctrl D']] as const) : []),
  ] as const;
  return (
    <div className={css.touchKeys} role="toolbar" aria-label={t('terminal.keys')}>
      {keys.map(([key, label, face]) => (
        // The keyboard of the phone stays where it is: the prompt keeps the focus.
        <button
          key={key}
          type="button"
          className={css.touchKey}
          aria-label={label}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => prompt.current?.press(key)}
        >
          {face}
        </button>
      ))}
    </div>
  );
}
