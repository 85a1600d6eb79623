// How large everything is drawn and how much of it: from what was chosen and from the window. Kept on the document, where style sheets see it.
import { useSyncExternalStore } from 'react';
import { type Preferences, preferences, subscribePreferences } from './preferences.ts';

/** A projector's text is half as large again. */
const PROJECTOR = 1.5;
/** The window in px of the page, which are larger than the window's own when the page is enlarged. */
export interface Room {
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Widths below which the page leaves something out, by the word that style sheets know it by (`[data-room~='…']`). */
const WIDTHS = [386, 640, 861, 901, 1241] as const;
const LOW = 800;
/** Of a projector's picture so little is left at 1280×720 and 1024×768. */
const SHORT = 560;

/** However large it is drawn, the page is at least so many of its own px wide: with less, nothing could be told apart any more. */
const LEAST_WIDTH = 260;

let room: Room = measured(preferences());
const listeners = new Set<() => void>();

/** How many of the window's px one px of the page takes. */
export function pageScale({ scale, projector }: Preferences = preferences()): number {
  const wanted = (scale / 100) * (projector ? PROJECTOR : 1);
  return typeof window === 'undefined' ? wanted : Math.min(wanted, Math.max(1, window.innerWidth / LEAST_WIDTH));
}

/** Whether the window is too small for the chosen size. */
export function isScaleLimited({ scale, projector }: Preferences): boolean {
  return pageScale() < (scale / 100) * (projector ? PROJECTOR : 1);
}

function measured(chosen: Preferences): Room {
  const scale = pageScale(chosen);
  if (typeof window === 'undefined') return { scale, width: 1280, height: 800 };
  return { scale, width: window.innerWidth / scale, height: window.innerHeight / scale };
}

/** The words for this much room: each says that the page is smaller than so much. */
export function roomWords({ width, height }: Room): string {
  const words = WIDTHS.filter((below) => width < below).map((below) => `under${below}`);
  return [...words, ...(height < LOW ? ['low'] : []), ...(height < SHORT ? ['short'] : [])].join(' ');
}

function apply(): void {
  const chosen = preferences();
  const { dataset, style } = document.documentElement;
  const next = measured(chosen);
  if (next.width !== room.width || next.height !== room.height || next.scale !== room.scale) room = next;
  style.setProperty('--scale', String(room.scale));
  dataset['room'] = roomWords(room);
  dataset['density'] = chosen.density;
  dataset['palette'] = chosen.palette;
  if (chosen.projector) dataset['projector'] = '';
  else delete dataset['projector'];
  for (const listener of listeners) listener();
}

if (typeof window !== 'undefined') {
  apply();
  addEventListener('resize', apply);
  subscribePreferences(apply);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether hardly any height is left. */
export const isShort = ({ height }: Room): boolean => height < SHORT;

/** The room that the page has. */
export function useRoom(): Room {
  return useSyncExternalStore(subscribe, () => room);
}
