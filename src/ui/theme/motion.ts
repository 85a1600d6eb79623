// When things move, and when they are simply there: after a jump in time, and for people who asked for less motion.
import { appStore } from '../../store/index.ts';

/** The one movement: 320 ms on the look's curve, the same as --move and --ease. */
const MOVE = { type: 'tween', duration: 0.32, ease: [0.2, 0.8, 0.2, 1] } as const;
const AT_ONCE = { duration: 0 } as const;

/** How long after a jump changes are still drawn at once: until the frame that brought it has been painted. */
const SETTLE_MS = 80;

/** Marks the document while a jump is drawn, so that style sheets and components leave motion out. Returns the way to stop. */
export function watchJumps(): () => void {
  const { dataset } = document.documentElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return appStore().subscribe((state, before) => {
    if (state.cluster.jumps === before.cluster.jumps) return;
    dataset['still'] = '';
    clearTimeout(timer);
    timer = setTimeout(() => delete dataset['still'], SETTLE_MS);
  });
}

/** False while changes are to be drawn at once. */
export function isMoving(): boolean {
  if ('still' in document.documentElement.dataset) return false;
  return !prefersReducedMotion();
}

export function prefersReducedMotion(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The transition for what changes now. */
export function move(): typeof MOVE | typeof AT_ONCE {
  return isMoving() ? MOVE : AT_ONCE;
}

/** How long a movement takes now, in ms. */
export function moveMs(): number {
  return isMoving() ? MOVE.duration * 1000 : 0;
}
