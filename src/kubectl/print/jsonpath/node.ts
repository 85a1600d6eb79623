/** What a jsonpath template consists of. upstream: client-go/util/jsonpath node.go */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  /** One pair of braces: each node works on what the one before found. */
  | { readonly type: 'list'; readonly nodes: readonly Node[] }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'array'; readonly start: Bound; readonly end: Bound; readonly step: Bound }
  | { readonly type: 'filter'; readonly left: List; readonly right: List; readonly operator: string }
  | { readonly type: 'value'; readonly value: number | boolean }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly parts: readonly List[] }
  /** `range`, `end`, and any other word, which is a mistake that shows when it is met. */
  | { readonly type: 'identifier'; readonly name: string };

export type List = Extract<Node, { readonly type: 'list' }>;

/** A bound of `[a:b:c]`. `derived`: not written, one behind the start. */
export interface Bound {
  readonly value?: number;
  readonly derived?: boolean;
}
