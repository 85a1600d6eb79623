import { appStore } from '../../store/index.ts';

let isWanted = false;

/** Opens the terminal and puts the cursor into it. */
export function openTerminal(): void {
  const { actions, view } = appStore().getState();
  const input = document.querySelector<HTMLElement>('[data-terminal-input]');
  if (view.terminalOpen && input !== null) {
    input.focus();
    return;
  }
  isWanted = true;
  actions.setTerminalOpen(true);
}

/** Whether the prompt that comes now is to take the focus: a page that comes back with an open terminal leaves it where it is. */
export function takesFocus(): boolean {
  const was = isWanted;
  isWanted = false;
  return was;
}
