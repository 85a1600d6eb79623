// What one browser keeps about how the page is laid out: widths, folded panels, single-key shortcuts.
import { useSyncExternalStore } from 'react';

export interface Preferences {
  /** Widths of the side panels in px. */
  readonly left: number;
  readonly right: number;
  /** Height of the terminal in px; undefined: as the window's height suggests. */
  readonly terminal: number | undefined;
  /** Single keys without Ctrl or Cmd; some people's tools press them by accident. */
  readonly shortcuts: boolean;
  readonly density: Density;
  /** Size of everything, in per cent, on top of the browser's own zoom. */
  readonly scale: number;
  readonly palette: Palette;
  /** Light, strong contrast, half as large again: for a lamp that washes colours out and people in the back row. */
  readonly projector: boolean;
  /** What comes back when the projector is switched off. */
  readonly densityBefore: Density;
  /** Says under the picture what the live region says to screen readers. */
  readonly captions: boolean;
}

/** learn: picture, why, time · work: everything · present: picture, captions, time. */
export const DENSITIES = ['learn', 'work', 'present'] as const;
export type Density = (typeof DENSITIES)[number];
export const PALETTES = ['standard', 'mono'] as const;
export type Palette = (typeof PALETTES)[number];
export const SCALES: readonly number[] = [80, 90, 100, 110, 125, 150, 175, 200, 225, 250];

const KEY = 'rollout-playground.layout';
/** On a window that is not wide the picture between the panels needs the room more than they do. */
const PANEL_PX = typeof window !== 'undefined' && window.innerWidth < 1400 ? 288 : 320;
const DEFAULTS: Preferences = {
  left: PANEL_PX,
  right: PANEL_PX,
  terminal: undefined,
  shortcuts: true,
  density: 'work',
  scale: 100,
  palette: 'standard',
  projector: false,
  densityBefore: 'work',
  captions: false,
};

const listeners = new Set<() => void>();
let current: Preferences = read();

/** Storage may be forbidden or hold a stranger's text: then the defaults stand. */
function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULTS;
    const kept = stored as Partial<Record<keyof Preferences, unknown>>;
    const flag = (name: 'shortcuts' | 'projector' | 'captions'): boolean => {
      const value = kept[name];
      return typeof value === 'boolean' ? value : DEFAULTS[name];
    };
    return {
      left: typeof kept.left === 'number' ? kept.left : DEFAULTS.left,
      right: typeof kept.right === 'number' ? kept.right : DEFAULTS.right,
      terminal: typeof kept.terminal === 'number' ? kept.terminal : DEFAULTS.terminal,
      shortcuts: flag('shortcuts'),
      density: oneOf(DENSITIES, kept.density, DEFAULTS.density),
      scale: oneOf(SCALES, kept.scale, DEFAULTS.scale),
      palette: oneOf(PALETTES, kept.palette, DEFAULTS.palette),
      projector: flag('projector'),
      densityBefore: oneOf(DENSITIES, kept.densityBefore, DEFAULTS.densityBefore),
      captions: flag('captions'),
    };
  } catch {
    return DEFAULTS;
  }
}

function oneOf<T>(choices: readonly T[], value: unknown, otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise;
}

export function preferences(): Preferences {
  return current;
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Then it lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Hears of every change. Returns the way to stop. */
export function subscribePreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, preferences);
}
