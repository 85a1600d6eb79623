import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import { searchBack } from './lineEditing.ts';
import css from './terminal.module.css';

interface SearchProps {
  /** What was found, or undefined: nothing was chosen. `run`: it is to be run at once. */
  readonly onEnd: (line: string | undefined, run: boolean) => void;
}

/** Ctrl+R: the newest typed line that holds what is typed here. */
export function Search({ onEnd }: SearchProps) {
  const t = useT();
  const history = useApp(({ terminal }) => terminal.history);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState<number | undefined>(undefined);
  useEffect(() => input.current?.focus(), []);
  const look = (text: string): void => {
    setQuery(text);
    setAt(searchBack(history, text, history.length));
  };
  const found = at === undefined ? undefined : history[at];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const key = event.ctrlKey ? `ctrl+${event.key.toLowerCase()}` : event.key;
    if (key === 'ctrl+r') setAt(searchBack(history, query, at ?? history.length) ?? at);
    else if (key === 'Enter') onEnd(found, true);
    else if (key === 'Escape' || key === 'Tab' || key === 'ArrowRight') onEnd(found, false);
    else if (key === 'ctrl+c' || key === 'ctrl+g') onEnd(undefined, false);
    else return;
    event.preventDefault();
  };
  return (
    <div className={css.search}>
      <label>
        <span className={css.dim}>{t('terminal.search')}</span>
        <input
          ref={input}
          className={css.query}
          value={query}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => look(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => onEnd(undefined, false)}
        />
      </label>
      <output className={css.found} translate="no">
        {found ?? (query === '' ? '' : <span className={css.dim}>{t('terminal.searchNone')}</span>)}
      </output>
    </div>
  );
}
