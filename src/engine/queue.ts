/** What is due, and when: plain records in a binary heap. Nothing in it is a closure, so a snapshot is a copy of the records. */
import type { SimTime } from './setup.ts';
import type { ActorName } from './step.ts';

/**
 * At one instant deliveries come first, then delayed adds, then passes: so a burst of changes is seen by one pass.
 * `watch`: changes reach the informer cache; `add`: a delayed add of a work queue ends; `sync`: a key's turn has come.
 */
export type Due =
  | { readonly type: 'watch' }
  | { readonly type: 'add'; readonly actor: ActorName; readonly key: string }
  | { readonly type: 'sync'; readonly actor: ActorName; readonly key: string };

export interface QueuedEvent {
  readonly at: SimTime;
  /** Grows with every event: ties end here. */
  readonly sequence: number;
  /** Id of the step that put it here; absent for what the set-up began. */
  readonly cause?: number;
  readonly due: Due;
}

function rankOf({ type }: Due): number {
  if (type === 'watch') return 0;
  return type === 'add' ? 1 : 2;
}

function isBefore(a: QueuedEvent, b: QueuedEvent): boolean {
  if (a.at !== b.at) return a.at < b.at;
  const rank = rankOf(a.due) - rankOf(b.due);
  return rank === 0 ? a.sequence < b.sequence : rank < 0;
}

/** The events in the order in which they will come. */
export function inOrder(events: readonly QueuedEvent[]): readonly QueuedEvent[] {
  return [...events].sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

export class EventQueue {
  readonly #heap: QueuedEvent[];

  /** Takes the events in any order. */
  constructor(events: readonly QueuedEvent[] = []) {
    this.#heap = [...events];
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  get size(): number {
    return this.#heap.length;
  }

  peek(): QueuedEvent | undefined {
    return this.#heap[0];
  }

  push(event: QueuedEvent): void {
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(event, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = event;
  }

  pop(): QueuedEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  /** The events, in no order. */
  data(): readonly QueuedEvent[] {
    return this.#heap.slice();
  }

  #sink(start: number): void {
    const heap = this.#heap;
    const event = heap[start];
    if (event === undefined) return;
    let index = start;
    for (;;) {
      let below = 2 * index + 1;
      let child = heap[below];
      if (child === undefined) break;
      const right = heap[below + 1];
      if (right !== undefined && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (!isBefore(child, event)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = event;
  }
}
