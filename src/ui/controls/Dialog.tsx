import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import css from './controls.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A modal dialog: the platform's own, which keeps focus inside, closes on Escape and gives focus back. */
export function Dialog({ title, onClose, children, wide = false }: DialogProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    // The platform starts at the first control, which is the cross; a dialog to be filled in starts at what it marks.
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      // A dialog that is taken out of the page without being closed gives no focus back by itself.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is a second way; Escape is the keyboard's.
    <dialog
      ref={ref}
      className={`${css.dialog ?? ''} ${wide ? (css.wide ?? '') : ''}`}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) ref.current?.close();
      }}
    >
      <div className={css.dialogBody}>
        <div className={css.dialogHead}>
          <h2 id={heading}>{title}</h2>
          <button type="button" className={css.close} aria-label={t('actions.close')} onClick={() => ref.current?.close()}>
            <X size={16} aria-hidden="true" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
