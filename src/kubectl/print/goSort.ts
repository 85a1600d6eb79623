/**
 * Go's `sort.Sort`, which is not stable: what compares as equal ends in an order of its own, and kubectl shows it.
 * upstream: package sort, the pattern-defeating quicksort of zsortinterface.go
 */

/** A sorted copy in exactly the order in which Go leaves it. */
export function goSort<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorter = new Sorter([...items], less);
  return sorter.sorted();
}

const MAX_INSERTION = 12;
const SHORTEST_NINTHER = 50;
const MAX_SWAPS = 12;
const SHORTEST_SHIFTING = 50;
const MAX_STEPS = 5;
const SHORTEST_BREAKING = 8;

type Hint = 'unknown' | 'increasing' | 'decreasing';

class Sorter<T> {
  readonly #items: T[];
  readonly #isLess: (a: T, b: T) => boolean;

  constructor(items: T[], less: (a: T, b: T) => boolean) {
    this.#items = items;
    this.#isLess = less;
  }

  sorted(): T[] {
    const { length } = this.#items;
    if (length > 1) this.#quick(0, length, bitLength(length));
    return this.#items;
  }

  #less(i: number, j: number): boolean {
    // Every index below is inside the list.
    return this.#isLess(this.#items[i] as T, this.#items[j] as T);
  }

  #swap(i: number, j: number): void {
    const items = this.#items;
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }

  #quick(from: number, to: number, depth: number): void {
    let [a, b, limit] = [from, to, depth];
    let isBalanced = true;
    let isPartitioned = true;
    for (;;) {
      const length = b - a;
      if (length <= MAX_INSERTION || limit === 0) {
        if (length <= MAX_INSERTION) this.#insertion(a, b);
        else this.#heap(a, b);
        return;
      }
      if (!isBalanced) {
        this.#breakPatterns(a, b);
        limit -= 1;
      }
      let { pivot, hint } = this.#choosePivot(a, b);
      if (hint === 'decreasing') {
        for (let i = a, j = b - 1; i < j; i++, j--) this.#swap(i, j);
        pivot = b - 1 - (pivot - a);
        hint = 'increasing';
      }
      if (isBalanced && isPartitioned && hint === 'increasing' && this.#partialInsertion(a, b)) return;
      // The pivot equals what stands before the range: all that equals it too goes to the front at once.
      if (a > 0 && !this.#less(a - 1, pivot)) {
        a = this.#partitionEqual(a, b, pivot);
        continue;
      }
      const { middle, wasPartitioned } = this.#partition(a, b, pivot);
      isPartitioned = wasPartitioned;
      const [left, right] = [middle - a, b - middle];
      const threshold = Math.floor(length / 8);
      if (left < right) {
        isBalanced = left >= threshold;
        this.#quick(a, middle, limit);
        a = middle + 1;
      } else {
        isBalanced = right >= threshold;
        this.#quick(middle + 1, b, limit);
        b = middle;
      }
    }
  }

  #insertion(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) {
      for (let j = i; j > a && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
    }
  }

  #heap(a: number, b: number): void {
    const high = b - a;
    for (let i = Math.floor((high - 1) / 2); i >= 0; i--) this.#siftDown(i, high, a);
    for (let i = high - 1; i >= 0; i--) {
      this.#swap(a, a + i);
      this.#siftDown(0, i, a);
    }
  }

  #siftDown(low: number, high: number, first: number): void {
    for (let root = low; ; ) {
      let child = 2 * root + 1;
      if (child >= high) return;
      if (child + 1 < high && this.#less(first + child, first + child + 1)) child += 1;
      if (!this.#less(first + root, first + child)) return;
      this.#swap(first + root, first + child);
      root = child;
    }
  }

  #partition(a: number, b: number, pivot: number): { readonly middle: number; readonly wasPartitioned: boolean } {
    this.#swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    for (let isFirst = true; ; isFirst = false) {
      while (i <= j && this.#less(i, a)) i++;
      while (i <= j && !this.#less(j, a)) j--;
      if (i > j) {
        this.#swap(j, a);
        return { middle: j, wasPartitioned: isFirst };
      }
      this.#swap(i, j);
      i++;
      j--;
    }
  }

  #partitionEqual(a: number, b: number, pivot: number): number {
    this.#swap(a, pivot);
    let [i, j] = [a + 1, b - 1];
    for (;;) {
      while (i <= j && !this.#less(a, i)) i++;
      while (i <= j && this.#less(a, j)) j--;
      if (i > j) return i;
      this.#swap(i, j);
      i++;
      j--;
    }
  }

  /** Whether a few moves were enough. */
  #partialInsertion(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < MAX_STEPS; step++) {
      while (i < b && !this.#less(i, i - 1)) i++;
      if (i === b) return true;
      if (b - a < SHORTEST_SHIFTING) return false;
      this.#swap(i, i - 1);
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
      if (b - i >= 2) for (let j = i + 1; j < b && this.#less(j, j - 1); j++) this.#swap(j, j - 1);
    }
    return false;
  }

  /** Scatters three items, by a generator that begins with the length: the same each time. */
  #breakPatterns(a: number, b: number): void {
    const length = b - a;
    if (length < SHORTEST_BREAKING) return;
    let seed = BigInt(length);
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    const around = a + Math.floor(length / 4) * 2 - 1;
    for (let i = 0; i < 3; i++) {
      seed ^= BigInt.asUintN(64, seed << 13n);
      seed ^= seed >> 7n;
      seed ^= BigInt.asUintN(64, seed << 17n);
      const drawn = Number(seed & mask);
      this.#swap(around + i, a + (drawn >= length ? drawn - length : drawn));
    }
  }

  #choosePivot(a: number, b: number): { readonly pivot: number; readonly hint: Hint } {
    const length = b - a;
    const quarter = Math.floor(length / 4);
    let swaps = 0;
    const ordered = (x: number, y: number): [number, number] => {
      if (!this.#less(y, x)) return [x, y];
      swaps += 1;
      return [y, x];
    };
    const median = (first: number, second: number, third: number): number => {
      const [low, high] = ordered(first, second);
      const [middle] = ordered(high, third);
      return ordered(low, middle)[1];
    };
    const nearby = (x: number): number => (length >= SHORTEST_NINTHER ? median(x - 1, x, x + 1) : x);
    let pivot = a + quarter * 2;
    if (length >= SHORTEST_BREAKING) {
      const first = nearby(a + quarter);
      const second = nearby(pivot);
      const third = nearby(a + quarter * 3);
      pivot = median(first, second, third);
    }
    return { pivot, hint: swaps === 0 ? 'increasing' : swaps === MAX_SWAPS ? 'decreasing' : 'unknown' };
  }
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}
