import { useCallback } from 'react';
import { type Selection, useActions, useApp } from '../../../store/index.ts';

/** Shows an object in detail: its YAML and events, in the panel or, on a narrow screen, in its tab. */
export function show(actions: ReturnType<typeof useActions>, selection: Selection): void {
  actions.select(selection);
  actions.setPanel('inspector');
  actions.setPanelOpen(true);
  actions.setSmallTab('status');
}

/** Whether an object is the selected one, and the way to select it. */
export function useSelect(kind: Selection['kind'], uid: string): { readonly isSelected: boolean; readonly select: () => void } {
  const actions = useActions();
  const isSelected = useApp(({ view }) => view.selection?.uid === uid);
  const select = useCallback(() => show(actions, { kind, uid }), [actions, kind, uid]);
  return { isSelected, select };
}
