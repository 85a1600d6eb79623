import type { Range } from './place.ts';

/** A value of the text, with the place where it stands. */
export type Node = ScalarNode | ListNode | MapNode | AliasNode;

interface Placed {
  readonly range: Range;
}

export interface ScalarNode extends Placed {
  readonly form: 'scalar';
  readonly text: string;
  /** Unquoted: a word like `3` or `yes` may mean something else than a text. */
  readonly isPlain: boolean;
  /** `!!str`, with the long prefix shortened; undefined without one. */
  readonly tag?: string | undefined;
}

export interface ListNode extends Placed {
  readonly form: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends Placed {
  readonly form: 'map';
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: Node;
  readonly value: Node;
}

export interface AliasNode extends Placed {
  readonly form: 'alias';
  readonly anchor: string;
  /** Undefined while its anchor's own value is still being read: then the value would contain itself. */
  readonly target: () => Node | undefined;
}
