import { type RefObject, useEffect, useRef } from 'react';
import type { PodView } from '../../picture/view.ts';
import { onTick } from './ticker.ts';

/** Keeps `--p` (0 … 1) of the element at how far the pod's present stage has come. Without an end in sight the glyph's own default stands. */
export function useProgress(pod: PodView | undefined): RefObject<SVGSVGElement | null> {
  const ref = useRef<SVGSVGElement>(null);
  const since = pod?.progress?.since;
  const until = pod?.progress?.until;
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    if (since === undefined || until === undefined || until <= since) {
      element.style.removeProperty('--p');
      return;
    }
    return onTick((now) => {
      element.style.setProperty('--p', Math.min(1, Math.max(0, (now - since) / (until - since))).toFixed(3));
    });
  }, [since, until]);
  return ref;
}
