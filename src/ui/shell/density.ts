// A density is chosen once and sets the panels; they can be opened and folded afterwards as ever.
import type { Actions } from '../../store/index.ts';
import { type Density, setPreferences } from './preferences.ts';

export function chooseDensity(density: Density, actions: Pick<Actions, 'setEditorOpen' | 'setPanelOpen'>): void {
  setPreferences({ density });
  actions.setEditorOpen(density === 'work');
  actions.setPanelOpen(density !== 'present');
}
