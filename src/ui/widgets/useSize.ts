import { type RefCallback, useCallback, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of the element's content box in whole px, measured before the first painting and after every change. An element that takes
 * another's place (its parent became something else) is measured as that one was.
 */
export function useSize<E extends Element>(initial: Size): [ref: RefCallback<E>, size: Size] {
  const [size, setSize] = useState(initial);
  const ref = useCallback((element: E | null) => {
    if (element === null) return;
    const take = () => {
      const width = Math.floor(element.clientWidth);
      const height = Math.floor(element.clientHeight);
      if (width > 0) setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    take();
    // Without it (an old browser, jsdom) the first measure stands.
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(take);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
