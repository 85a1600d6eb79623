import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { Candidates } from './Candidates.tsx';
import { isOnEdge } from './lineEditing.ts';
import { takesFocus } from './openTerminal.ts';
import { Search } from './Search.tsx';
import css from './terminal.module.css';
import { useCompletion } from './useCompletion.ts';
import { useLine } from './useLine.ts';

/** What the touch keys and the page may ask of the prompt. */
export interface PromptHandle {
  focus(): void;
  press(key: 'Tab' | 'ArrowUp' | 'ArrowDown' | 'Interrupt' | 'End'): void;
}

/** Where a line is typed. */
export function Prompt({ handle }: { readonly handle: RefObject<PromptHandle | null> }) {
  const t = useT();
  const actions = useActions();
  const terminal = useApp((app) => app.terminal);
  const { state } = terminal;
  const line = useLine();
  const completion = useCompletion(line);
  const [isSearching, setSearching] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [isSending, setSending] = useState(false);
  /** Lines were ended by Enter while a command ran: they run when it has ended, as a shell reads on. */
  const isAhead = useRef(false);
  /** The news after which the worker still ran another command: with the next news it is asked again. */
  const busyAt = useRef<typeof terminal>(undefined);
  const id = useId();
  const isList = completion.candidates.length > 0;
  const isBusy = state === 'running' || state === 'edit';

  const send = async (text: string): Promise<void> => {
    completion.close();
    if (state === 'input') {
      line.begin();
      actions.answerInput(text);
    } else if (isBusy || isSending) {
      isAhead.current = true;
      line.set(`${text}\n`);
    } else await run(text);
  };
  const run = async (text: string, rest = ''): Promise<void> => {
    setSending(true);
    line.begin(rest);
    const outcome = await actions.runLine(text);
    setSending(false);
    if (outcome === 'busy') {
      isAhead.current = true;
      busyAt.current = terminal;
    }
    // An open quote, a here-document, a pipe at the end: the next line belongs to it.
    if (outcome !== 'taken') line.giveBack(outcome === undefined ? text : `${text}\n`);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these tell that a command may have ended.
  useEffect(() => {
    const end = line.text.lastIndexOf('\n');
    if (state !== 'idle' || !isAhead.current || isSending || end < 0 || terminal === busyAt.current) return;
    isAhead.current = false;
    void run(line.text.slice(0, end), line.text.slice(end + 1));
  }, [terminal, isSending]);
  const interrupt = (): void => {
    completion.close();
    isAhead.current = false;
    if (state === 'idle') line.begin();
    else actions.interrupt();
  };
  const end = (): void => {
    if (state === 'input') actions.answerInput(undefined);
    else if (state === 'idle' && line.text === '') actions.setTerminalOpen(false);
  };

  const withControl = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    const { selectionStart, selectionEnd } = event.currentTarget as HTMLTextAreaElement;
    if (key === 'c') {
      // What is selected is copied; nothing selected means: stop.
      if (selectionStart !== selectionEnd || getSelection()?.isCollapsed === false) return false;
      interrupt();
    } else if (key === 'l') actions.clearTerminal();
    else if (key === 'r' && !event.shiftKey) setSearching(true);
    else if (key === 'p') line.recall(-1);
    else if (key === 'n') line.recall(1);
    else if (key === 'd' && line.text === '') end();
    else return line.edit(key);
    return true;
  };
  const plain = (event: KeyboardEvent): boolean => {
    const here = { text: line.text, cursor: line.cursor() };
    switch (event.key) {
      case 'Enter':
        if (event.shiftKey) return false;
        if (isList) completion.accept();
        else void send(line.text);
        return true;
      case 'Tab':
        // After Escape, and where there is nothing to complete, Tab leaves as everywhere.
        if (event.shiftKey || isLeaving || (line.text.trim() === '' && !isList)) return false;
        if (isList) completion.move(1);
        else void completion.ask();
        return true;
      case 'Escape':
        if (isList) completion.close();
        else setLeaving(true);
        return true;
      case 'ArrowUp':
      case 'ArrowDown': {
        const direction = event.key === 'ArrowUp' ? -1 : 1;
        if (isList) completion.move(direction);
        else if (!isOnEdge(here, event.key) || !line.recall(direction)) return false;
        return true;
      }
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const isControl = event.ctrlKey && !event.altKey && !event.metaKey;
    if (isControl ? withControl(event) : !event.metaKey && !event.altKey && plain(event)) event.preventDefault();
    if (event.key !== 'Escape' && event.key !== 'Shift') setLeaving(false);
  };

  /** Browsers take many lines one by one, each slower than the one before. */
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const pasted = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
    if (!pasted.includes('\n')) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    line.set(line.text.slice(0, selectionStart) + pasted + line.text.slice(selectionEnd), selectionStart + pasted.length);
  };

  useImperativeHandle(handle, () => ({
    focus: () => line.ref.current?.focus({ preventScroll: true }),
    press: (key) => {
      if (key === 'Tab') void completion.ask();
      else if (key === 'Interrupt') interrupt();
      else if (key === 'End') end();
      else line.recall(key === 'ArrowUp' ? -1 : 1);
      line.ref.current?.focus({ preventScroll: true });
    },
  }));
  useEffect(() => {
    if (takesFocus()) line.ref.current?.focus({ preventScroll: true });
  }, [line.ref]);

  return (
    <div className={css.promptRow} data-busy={isBusy}>
      {isList && <Candidates id={id} completion={completion} />}
      <span className={css.prompt} aria-hidden="true">
        {state === 'input' ? '' : '$'}
      </span>
      {isSearching && (
        <Search
          onEnd={(found, run) => {
            setSearching(false);
            if (found !== undefined) line.set(found);
            line.ref.current?.focus({ preventScroll: true });
            if (found !== undefined && run) void send(found);
          }}
        />
      )}
      <textarea
        ref={line.ref}
        className={css.input}
        data-terminal-input
        hidden={isSearching}
        rows={1}
        value={line.text}
        aria-label={t(state === 'input' ? 'terminal.answer' : 'terminal.input')}
        aria-description={t('terminal.inputHelp')}
        aria-haspopup="listbox"
        aria-controls={isList ? id : undefined}
        aria-activedescendant={isList ? `${id}-${completion.chosen}` : undefined}
        aria-autocomplete="list"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        enterKeyHint="send"
        translate="no"
        onChange={(event) => {
          completion.close();
          line.set(event.currentTarget.value, event.currentTarget.selectionStart);
        }}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
