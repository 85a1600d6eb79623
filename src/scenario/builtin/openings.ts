/**
 * The moments at which the built-in stories open. They follow from the engine's timing, and `openings.test.ts` fails when they move.
 * Written anew by `UPDATE_OPENINGS=1 npx vitest run src/scenario/builtin/openings.test.ts`.
 */
export const openings = {
  'four-replicas': { at: 35850, step: 189 },
  recreate: { at: 30020, step: 93 },
  'ten-replicas': { at: 35798, step: 343 },
  thousand: { at: 120025, step: 14839 },
} as const;
