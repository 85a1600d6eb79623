import { type RefObject, useEffect, useRef } from 'react';
import type { PodView } from '../../picture/view.ts';
import { onTick } from './ticker.ts';

/** With more glyphs than this under way, fills move in steps of a tenth of a second: smoothing each of them costs a weak machine its frames. */
const CROWD = 12;
const NO_CROWD = 8;
let underWay = 0;

/** Whether many glyphs are under way at this moment. */
export function isCrowded(): boolean {
  return document.documentElement.dataset['crowd'] !== undefined;
}

function count(by: 1 | -1): void {
  underWay += by;
  const { dataset } = document.documentElement;
  if (underWay > CROWD && dataset['crowd'] === undefined) dataset['crowd'] = '';
  else if (underWay < NO_CROWD && dataset['crowd'] !== undefined) delete dataset['crowd'];
}

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
    let shown = '';
    const stop = onTick((now) => {
      // Hundredths are finer than a px of the largest glyph; what does not move is not written.
      const p = Math.min(1, Math.max(0, (now - since) / (until - since))).toFixed(2);
      if (p === shown) return;
      shown = p;
      element.style.setProperty('--p', p);
    });
    count(1);
    return () => {
      stop();
      count(-1);
    };
  }, [since, until]);
  return ref;
}
