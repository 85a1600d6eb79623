import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useApp } from '../../store/index.ts';
import { type Edited, editLine, type Line } from './lineEditing.ts';

export interface LineInput {
  readonly text: string;
  readonly ref: RefObject<HTMLTextAreaElement | null>;
  cursor(): number;
  /** Puts a text in and the cursor at `cursor` (absent: at its end). */
  set(text: string, cursor?: number): void;
  /** Ctrl and a key; false when it edits nothing. */
  edit(key: string): boolean;
  /** The line before (-1) or after (1) in what was typed; false at either end. */
  recall(direction: -1 | 1): boolean;
  /** The line was sent: the next one begins, with what is left of the text. */
  begin(rest?: string): void;
  /** What was sent comes back, before what has been typed since. */
  giveBack(sent: string): void;
}

/** The text being typed, its cursor, and the way through what was typed before. */
export function useLine(): LineInput {
  const history = useApp(({ terminal }) => terminal.history);
  const ref = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const wanted = useRef<number | undefined>(undefined);
  const yank = useRef('');
  /** How far back in the history, and the text that was being typed before. */
  const back = useRef({ steps: 0, draft: '' });

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    if (wanted.current !== undefined) element.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
    // As tall as its text.
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  });

  const set = (next: string, cursor = next.length): void => {
    wanted.current = cursor;
    setText(next);
  };
  const now = (): Line => ({ text, cursor: ref.current?.selectionStart ?? text.length });
  return {
    text,
    ref,
    cursor: () => now().cursor,
    set,
    edit: (key) => {
      const edited: Edited | undefined = editLine(now(), key, yank.current);
      if (edited === undefined) return false;
      yank.current = edited.cut ?? yank.current;
      if (edited.text === text) ref.current?.setSelectionRange(edited.cursor, edited.cursor);
      else set(edited.text, edited.cursor);
      return true;
    },
    recall: (direction) => {
      const steps = back.current.steps - direction;
      if (steps < 0 || steps > history.length) return false;
      if (back.current.steps === 0) back.current.draft = text;
      back.current.steps = steps;
      set(steps === 0 ? back.current.draft : (history[history.length - steps] ?? ''));
      return true;
    },
    begin: (rest = '') => {
      back.current = { steps: 0, draft: '' };
      setText(rest);
    },
    giveBack: (sent) => setText((since) => sent + since),
  };
}
