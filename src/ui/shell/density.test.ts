import { beforeEach, expect, test } from 'vitest';
import type { Actions } from '../../store/index.ts';
import { fakeStore } from '../../store/testing.ts';
import { chooseDensity, toggleProjector } from './density.ts';
import { preferences, setPreferences } from './preferences.ts';

let panels: () => readonly boolean[];
let actions: Actions;
beforeEach(() => {
  const { store } = fakeStore();
  ({ actions } = store.getState());
  panels = () => [store.getState().view.editorOpen, store.getState().view.panelOpen];
  setPreferences({ density: 'work', projector: false });
});

test('the projector presents, and the density that was chosen comes back after it', () => {
  chooseDensity('learn', actions);
  toggleProjector(actions);
  expect([preferences().density, ...panels()]).toEqual(['present', false, false]);
  toggleProjector(actions);
  expect([preferences().density, ...panels()]).toEqual(['learn', false, true]);
});

test('a density chosen under the projector stays', () => {
  toggleProjector(actions);
  chooseDensity('learn', actions);
  toggleProjector(actions);
  expect(preferences().density).toBe('learn');
});

test('whoever presented already goes on', () => {
  chooseDensity('present', actions);
  toggleProjector(actions);
  toggleProjector(actions);
  expect(preferences().density).toBe('present');
});
