// What one browser keeps about how the page is laid out: widths, folded panels, single-key shortcuts.
import { useSyncExternalStore } from 'react';

export interface Preferences {
  /** Widths of the side panels in px. */
  readonly left: number;
  readonly right: number;
  /** Single keys without Ctrl or Cmd; some people's tools press them by accident. */
  readonly shortcuts: boolean;
}

const KEY = 'rollout-playground.layout';
const DEFAULTS: Preferences = { left: 320, right: 320, shortcuts: true };

const listeners = new Set<() => void>();
let current: Preferences = read();

/** Storage may be forbidden or hold a stranger's text: then the defaults stand. */
function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULTS;
    const { left, right, shortcuts } = stored as Partial<Record<keyof Preferences, unknown>>;
    return {
      left: typeof left === 'number' ? left : DEFAULTS.left,
      right: typeof right === 'number' ? right : DEFAULTS.right,
      shortcuts: typeof shortcuts === 'boolean' ? shortcuts : DEFAULTS.shortcuts,
    };
  } catch {
    return DEFAULTS;
  }
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}
