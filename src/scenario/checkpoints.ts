/** Snapshots along a run, so that going back costs a short replay and not the whole one. */
import type { Snapshot } from '../engine/index.ts';
import type { Moment } from './scenario.ts';

export interface Checkpoint {
  readonly snapshot: Snapshot;
  /** How many recorded actions had been applied. */
  readonly applied: number;
}

const STEPS_BETWEEN = 64;
/** In a large cluster a checkpoint costs as much as many steps: there, one step for so many objects. */
const OBJECTS_A_STEP = 16;
const CHECKPOINTS_MAX = 200;
/** Objects in all checkpoints together; each one holds a list of all that were there. */
const OBJECTS_MAX = 1_000_000;

function sizeOf({ snapshot }: Checkpoint): number {
  return snapshot.objects.reduce((sum, [, objects]) => sum + objects.length, 0);
}

/** Whether `moment` lies at or after the checkpoint. Time decides; steps decide within one instant. */
function isReachedBy({ snapshot }: Checkpoint, moment: Moment): boolean {
  return snapshot.now < moment.at || (snapshot.now === moment.at && snapshot.stepCount <= moment.step);
}

/** Ordered by step. The first one, the beginning, is never dropped; when there are too many, every second bucket of steps loses its own. */
export class Checkpoints {
  #list: Checkpoint[];
  #spacing = STEPS_BETWEEN;
  #objects: number;

  constructor(beginning: Checkpoint) {
    this.#list = [beginning];
    this.#objects = sizeOf(beginning);
  }

  get count(): number {
    return this.#list.length;
  }

  /** Whether a run that has come to this step should leave a checkpoint. */
  isDue(stepCount: number): boolean {
    const last = this.#list.at(-1);
    if (last === undefined) return true;
    return stepCount >= last.snapshot.stepCount + Math.max(this.#spacing, Math.ceil(sizeOf(last) / OBJECTS_A_STEP));
  }

  add(checkpoint: Checkpoint): void {
    this.#list.push(checkpoint);
    this.#objects += sizeOf(checkpoint);
    while (this.#list.length > CHECKPOINTS_MAX || (this.#objects > OBJECTS_MAX && this.#list.length > 2)) this.#thin();
  }

  /** The last checkpoint that lies at or before the moment. */
  before(moment: Moment): Checkpoint | undefined {
    return this.#list.findLast((checkpoint) => isReachedBy(checkpoint, moment));
  }

  /** Forgets what lies after the moment: another future begins there. */
  dropAfter(moment: Moment): void {
    this.#keep((checkpoint) => isReachedBy(checkpoint, moment));
  }

  #thin(): void {
    this.#spacing *= 2;
    let bucket = -1;
    this.#keep(({ snapshot }) => {
      const own = Math.floor(snapshot.stepCount / this.#spacing);
      const isFirst = own !== bucket;
      bucket = own;
      return isFirst;
    });
  }

  #keep(wanted: (checkpoint: Checkpoint) => boolean): void {
    this.#list = this.#list.filter(wanted);
    this.#objects = this.#list.reduce((sum, checkpoint) => sum + sizeOf(checkpoint), 0);
  }
}
