import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import unseen from '../widgets/unseen.module.css';
import css from './controls.module.css';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'title' | 'className' | 'type'> {
  readonly children: ReactNode;
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly submit?: boolean;
  /** Why it cannot be used now. It then stays in the tab order, so that the reason can be read by everybody. */
  readonly why?: string | undefined;
  /** Single key that does the same; shown in small print. */
  readonly shortcut?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that says why it is off instead of vanishing from the keyboard's way. */
export function Button({ children, look = 'plain', submit = false, why, shortcut, onClick, ref, ...rest }: ButtonProps) {
  const off = why !== undefined;
  return (
    <button
      {...rest}
      ref={ref}
      type={submit ? 'submit' : 'button'}
      className={`${css.button ?? ''} ${css[look] ?? ''}`}
      aria-disabled={off || undefined}
      title={why}
      aria-keyshortcuts={shortcut}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      {off && <span className={unseen.unseen}>{` — ${why}`}</span>}
    </button>
  );
}
