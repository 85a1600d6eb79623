// Keys of the whole page. They are ignored while somebody types, while a dialog is open, and where a widget has taken the key.
import { useEffect } from 'react';
import { appStore } from '../../store/index.ts';
import { FIT_EVENT } from '../graph/Chain.tsx';
import { SCENE_EVENT } from '../narration/sceneEvent.ts';
import { openTerminal } from '../terminal/openTerminal.ts';
import { nextSpeed } from '../timeline/speeds.ts';
import { toggleProjector } from './density.ts';
import { preferences } from './preferences.ts';

type Deed = () => void;

/** Keys without Ctrl or Cmd. */
function singleKey(event: KeyboardEvent): Deed | undefined {
  const { actions, playback } = appStore().getState();
  switch (event.key) {
    case ' ':
      // Space presses the button that has the focus.
      return isOnControl(event) ? undefined : actions.toggle;
    case '.':
      return actions.toggle;
    case 'ArrowRight':
    case 'PageDown':
      return () => void actions.step(event.shiftKey ? 'change' : 'decision');
    case 'ArrowLeft':
    case 'PageUp':
      return () => void actions.stepBack(event.shiftKey ? 'change' : 'decision');
    case 'Home':
      return () => actions.seek(0);
    case 'End':
      return () => actions.seek(playback.horizon);
    case '[':
      return () => actions.setSpeed(nextSpeed(playback.speed, -1));
    case ']':
      return () => actions.setSpeed(nextSpeed(playback.speed, 1));
    case '`':
    case '/':
      return openTerminal;
    case '?':
      return () => actions.setDialog('keys');
    case 'f':
    case 'F':
      return () => dispatchEvent(new Event(FIT_EVENT));
    case 'p':
    case 'P':
      return () => toggleProjector(actions);
    case 'n':
    case 'N':
      return () => dispatchEvent(new Event(SCENE_EVENT));
    default:
      return /^[1-7]$/.test(event.key) ? () => press(event.key) : undefined;
  }
}

/** The button that says it has this key. */
function press(key: string): void {
  document.querySelector<HTMLElement>(`button[aria-keyshortcuts="${key}"]`)?.click();
}

function withCommand(event: KeyboardEvent): Deed | undefined {
  const { actions } = appStore().getState();
  const key = event.key.toLowerCase();
  if (key === 's' && !event.shiftKey) return () => actions.setDialog('share');
  if (key === 'z' && !event.shiftKey && !isTyping(event)) return () => void actions.undoAction();
  return undefined;
}

/** What has the focus, also inside the editor's shadow root. */
function focused(event: KeyboardEvent): Element | undefined {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
}

function isTyping(event: KeyboardEvent): boolean {
  const target = focused(event);
  return target?.closest('input, textarea, select, [contenteditable]:not([contenteditable="false"])') != null;
}

function isOnControl(event: KeyboardEvent): boolean {
  return focused(event)?.closest('button, a, summary, [role="tab"], [role="option"], [role="listbox"]') != null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (document.querySelector('dialog[open]') !== null) return;
  const isCommand = event.ctrlKey || event.metaKey;
  if (!isCommand && (isTyping(event) || !preferences().shortcuts)) return;
  const deed = isCommand ? withCommand(event) : singleKey(event);
  if (deed === undefined) return;
  event.preventDefault();
  deed();
}

/** Listens to the page's keys as long as the page is there. */
export function useShortcuts(): void {
  useEffect(() => {
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
