import { Eraser, X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { IconButton } from '../widgets/IconButton.tsx';
import { Announcer } from './Announcer.tsx';
import { Empty } from './Empty.tsx';
import { Block } from './Lines.tsx';
import { Prompt, type PromptHandle } from './Prompt.tsx';
import { TerminalStatus } from './TerminalStatus.tsx';
import { TouchKeys } from './TouchKeys.tsx';
import css from './terminal.module.css';

/** So many lines stay in the page as they are; of more, only those near what is seen. */
const LINES_WHOLE = 5_000;
const BLOCK = 100;
/** Nearer than this to the end, the view stays at the end. */
const END_PX = 40;

/** kubectl at a prompt, over this page's cluster. */
export function TerminalPanel({ isSmall, children }: { readonly isSmall: boolean; readonly children?: ReactNode }) {
  const t = useT();
  const actions = useActions();
  const prompt = useRef<PromptHandle>(null);
  const state = useApp(({ terminal }) => terminal.state);
  return (
    <section className={css.panel} aria-label={t('terminal.title')} data-small={isSmall} data-state={state}>
      {children}
      <div className={css.head}>
        <h2 className={css.title}>{t('terminal.title')}</h2>
        <span className={css.grow} />
        <IconButton label={t('terminal.clear')} shortcut="Ctrl+L" onClick={actions.clearTerminal}>
          <Eraser size={15} aria-hidden="true" />
        </IconButton>
        {!isSmall && (
          <IconButton label={t('terminal.close')} onClick={() => actions.setTerminalOpen(false)}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <Scrollback prompt={prompt} />
      <TouchKeys prompt={prompt} />
      <Announcer />
    </section>
  );
}

function Scrollback({ prompt }: { readonly prompt: RefObject<PromptHandle | null> }) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const blocks = useApp(({ terminal }) => terminal.blocks);
  const count = useApp(({ terminal }) => terminal.count);
  const state = useApp(({ terminal }) => terminal.state);
  const isWindowed = blocks.length * BLOCK > LINES_WHOLE;

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what makes the view grow.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [blocks, count, state]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    // The keyboard of a phone, a drawer that is dragged: the prompt stays in sight.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the pointer; by keyboard the prompt is one Tab away.
    // biome-ignore lint/a11y/noStaticElementInteractions: as above.
    <div
      ref={scroller}
      className={css.scroller}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < END_PX;
      }}
      onClick={({ target }) => {
        const isOnControl = target instanceof Element && target.closest('button, textarea, input, a') !== null;
        if (!isOnControl && getSelection()?.isCollapsed !== false) prompt.current?.focus();
      }}
    >
      {blocks.length === 0 && <Empty />}
      <div
        className={css.output}
        role="log"
        aria-live="off"
        aria-label={t('terminal.output')}
        tabIndex={blocks.length > 0 ? 0 : undefined}
        translate="no"
      >
        {blocks.map((block) => (
          <Block key={block.id} block={block} isWindowed={isWindowed} scroller={scroller} />
        ))}
      </div>
      <TerminalStatus />
      <Prompt handle={prompt} />
    </div>
  );
}
