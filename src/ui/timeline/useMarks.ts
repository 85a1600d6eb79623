import { useMemo } from 'react';
import { useApp } from '../../store/index.ts';

export interface Mark {
  readonly gesture: number;
  readonly at: number;
  /** The kubectl line that equals what was done. */
  readonly line: string | undefined;
}

/** One mark for everything that was done in the run, at its moment. */
export function useMarks(): readonly Mark[] {
  const actions = useApp(({ scenario }) => scenario?.actions);
  return useMemo(() => {
    const marks = new Map<number, Mark>();
    for (const { gesture, at, line } of actions ?? []) if (!marks.has(gesture)) marks.set(gesture, { gesture, at, line });
    return [...marks.values()];
  }, [actions]);
}
