import type { ReactNode } from 'react';
import css from './widgets.module.css';

interface IconButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  /** Set on a button that opens and closes something. */
  readonly isExpanded?: boolean;
  readonly controls?: string;
  readonly shortcut?: string;
}

/** A button whose face is an icon; its name is read out and shown on hovering. */
export function IconButton({ label, onClick, children, isExpanded, controls, shortcut }: IconButtonProps) {
  return (
    <button
      type="button"
      className={css.iconButton}
      aria-label={label}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      aria-keyshortcuts={shortcut}
      aria-expanded={isExpanded}
      aria-controls={isExpanded === true ? controls : undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
