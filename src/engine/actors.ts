/** Everything that reacts inside a cluster, in the order in which it hears of changes. */
import type { Actor } from './actor.ts';
import { garbageCollector } from './controllers/garbagecollector/garbageCollector.ts';

/** All of ours. */
export function allActors(): readonly Actor[] {
  return [garbageCollector()];
}
