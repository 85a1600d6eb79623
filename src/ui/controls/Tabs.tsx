import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import css from './controls.module.css';

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string; readonly note?: string | undefined }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
  readonly children: ReactNode;
}

const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Tabs after the ARIA pattern: one stop for Tab, arrows move and choose. */
export function Tabs<Id extends string>({ label, tabs, current, onChange, children }: TabsProps<Id>) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const target = MOVES[event.key]?.(
      tabs.findIndex(({ id }) => id === current),
      tabs.length,
    );
    const next = target === undefined ? undefined : tabs[target];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className={css.tabs}>
      <div role="tablist" aria-label={label} className={css.tablist} ref={list} onKeyDown={move}>
        {tabs.map(({ id, title, note }) => (
          <button
            key={id}
            type="button"
            role="tab"
            data-tab={id}
            id={`${base}-${id}`}
            aria-selected={id === current}
            aria-controls={`${base}-panel`}
            tabIndex={id === current ? 0 : -1}
            className={css.tab}
            onClick={() => onChange(id)}
          >
            {title}
            {note !== undefined && <span className={css.note}>{note}</span>}
          </button>
        ))}
      </div>
      {/* A panel may hold nothing that takes focus: then Tab must still reach it, to scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above, it is the ARIA pattern. */}
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current}`} className={css.tabpanel} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
