import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import css from './terminal.module.css';
import type { Completion } from './useCompletion.ts';

/** What could stand at the cursor. The input keeps the focus; arrows choose. */
export function Candidates({ id, completion }: { readonly id: string; readonly completion: Completion }) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const { candidates, chosen } = completion;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one is what scrolls the list.
  useEffect(() => {
    // In braces: in newer browsers scrolling returns a promise, which React would take for the effect's clean-up.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      tabIndex={0}
      className={css.candidates}
      aria-label={t('terminal.candidates', { count: candidates.length })}
      translate="no"
    >
      {candidates.map(({ text, hint }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's.
        // biome-ignore lint/a11y/useFocusableInteractive: the input points to the chosen one (aria-activedescendant).
        <div
          key={text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={css.candidate}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => completion.accept(index)}
        >
          <span>{text}</span>
          {hint !== undefined && <span className={css.hint}>{hint}</span>}
        </div>
      ))}
    </div>
  );
}
