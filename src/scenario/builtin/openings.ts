/**
 * The moments at which the built-in stories open. They follow from the engine's timing: `openings.test.ts` finds them anew,
 * and says what belongs here when the engine has changed.
 */
export const openings = {
  'four-replicas': { at: 0, step: 0 },
  recreate: { at: 0, step: 0 },
  'ten-replicas': { at: 0, step: 0 },
  thousand: { at: 0, step: 0 },
} as const;
