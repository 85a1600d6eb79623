// A density is chosen once and sets the panels; they can be opened and folded afterwards as ever.
import type { Actions } from '../../store/index.ts';
import { type Density, preferences, setPreferences } from './preferences.ts';

type Panels = Pick<Actions, 'setEditorOpen' | 'setPanelOpen'>;

export function chooseDensity(density: Density, actions: Panels): void {
  setPreferences({ density });
  actions.setEditorOpen(density === 'work');
  actions.setPanelOpen(density !== 'present');
}

/** Whoever projects presents: the panels go with it, and come back. */
export function toggleProjector(actions: Panels): void {
  const { projector, density, densityBefore } = preferences();
  setPreferences(projector ? { projector: false } : { projector: true, densityBefore: density });
  if (!projector) chooseDensity('present', actions);
  else if (density === 'present') chooseDensity(densityBefore, actions);
}
