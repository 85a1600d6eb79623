/** The public door of the engine: what other rooms use of it at run time. Its types may be imported from where they stand. */

export { isReview } from './apiserver/authorization/reviews.ts';
export { FAULT_KINDS } from './faults/table.ts';
export type { Outlook } from './reason.ts';
export { ENGINE_RELEASE } from './release.ts';
export type { SimTime } from './setup.ts';
export { Simulation } from './simulation.ts';
export type { Snapshot } from './state.ts';
export type { Step } from './step.ts';
