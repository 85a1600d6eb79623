/** The public door of the engine: other rooms import only this, and types. */

export type { Changes } from './changeLog.ts';
export type { Outlook, Reason } from './reason.ts';
export { ENGINE_RELEASE } from './release.ts';
export type { ImageSetup, NodeSetup, Setup, SimTime, Span } from './setup.ts';
export { POD_LIMIT } from './setup.ts';
export { type Origin, Simulation, type SimulationOptions } from './simulation.ts';
export type { Snapshot } from './state.ts';
export type { ActorName, EmittedEvent, Step } from './step.ts';
