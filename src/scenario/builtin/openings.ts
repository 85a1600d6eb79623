/**
 * The moments at which the built-in stories open. They follow from the engine's timing, and `openings.test.ts` fails when they move.
 * Written anew by `UPDATE_OPENINGS=1 npx vitest run src/scenario/builtin/openings.test.ts`.
 */
export const openings = {
  'four-replicas': { at: 35845, step: 184 },
  recreate: { at: 30020, step: 93 },
  'ten-replicas': { at: 35793, step: 338 },
  thousand: { at: 120020, step: 14582 },
} as const;
