import { useCallback } from 'react';
import { type Selection, useActions, useApp } from '../../../store/index.ts';

/** Whether an object is the selected one, and the way to select it: its YAML and events are then shown. */
export function useSelect(kind: Selection['kind'], uid: string): { readonly isSelected: boolean; readonly select: () => void } {
  const actions = useActions();
  const isSelected = useApp(({ view }) => view.selection?.uid === uid);
  const select = useCallback(() => {
    actions.select({ kind, uid });
    actions.setPanel('inspector');
    actions.setPanelOpen(true);
  }, [actions, kind, uid]);
  return { isSelected, select };
}
