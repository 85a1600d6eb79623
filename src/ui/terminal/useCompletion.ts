import { useRef, useState } from 'react';
import { useActions } from '../../store/index.ts';
import type { TerminalCandidate } from '../../worker/protocol.ts';
import { commonPrefix } from './lineEditing.ts';
import type { LineInput } from './useLine.ts';

export interface Completion {
  readonly candidates: readonly TerminalCandidate[];
  readonly chosen: number;
  /** Tab: completes as far as there is no choice, and shows the choice there is. */
  ask(): Promise<void>;
  move(by: number): void;
  /** Takes a candidate; absent: the chosen one. */
  accept(index?: number): void;
  close(): void;
}

const CLOSED = { candidates: [], from: 0, to: 0, chosen: 0 } as const;

interface Choice {
  readonly candidates: readonly TerminalCandidate[];
  readonly from: number;
  readonly to: number;
  readonly chosen: number;
}

/** What Tab offers for the line being typed. */
export function useCompletion(line: LineInput): Completion {
  const actions = useActions();
  const [choice, setChoice] = useState<Choice>(CLOSED);
  const latest = useRef(line);
  latest.current = line;
  const put = (from: number, to: number, text: string): void => {
    const { text: whole, set } = latest.current;
    set(whole.slice(0, from) + text + whole.slice(to), from + text.length);
  };
  const accept = ({ candidates, from, to }: Choice, index: number): void => {
    const candidate = candidates[index];
    if (candidate === undefined) return;
    const next = latest.current.text[to];
    put(from, to, candidate.isOpenEnded || next === ' ' ? candidate.text : `${candidate.text} `);
    setChoice(CLOSED);
  };
  return {
    ...choice,
    ask: async () => {
      const { text, cursor } = { text: latest.current.text, cursor: latest.current.cursor() };
      const answer = await actions.complete(text, cursor);
      // Somebody who types on has moved on.
      if (answer === undefined || latest.current.text !== text || latest.current.cursor() !== cursor) return;
      const { candidates, from } = answer;
      const found: Choice = { candidates, from, to: cursor, chosen: 0 };
      if (candidates.length === 0) setChoice(CLOSED);
      else if (candidates.length === 1) accept(found, 0);
      else {
        const prefix = commonPrefix(candidates.map((each) => each.text));
        const isLonger = prefix.length > cursor - from;
        if (isLonger) put(from, cursor, prefix);
        setChoice(isLonger ? { ...found, to: from + prefix.length } : found);
      }
    },
    move: (by) => setChoice((now) => ({ ...now, chosen: (now.chosen + by + now.candidates.length) % Math.max(1, now.candidates.length) })),
    accept: (index = choice.chosen) => accept(choice, index),
    close: () => setChoice(CLOSED),
  };
}
