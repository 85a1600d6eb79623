/** Finds what a template names in JSON data. upstream: client-go/util/jsonpath jsonpath.go, whose messages these are */
import { err, ok, type Result } from '../../../base/result.ts';
import type { Bound, List, Node } from './node.ts';

/** What each part of a template found, in order. */
export type Findings = readonly (readonly unknown[])[];

/** Evaluates the nodes of a template. `allowMissing`: a field that is nowhere finds nothing, instead of failing. */
export function evaluate(nodes: readonly Node[], data: unknown, allowMissing: boolean): Result<Findings, string> {
  try {
    return ok(new Evaluation(allowMissing).run(nodes, data));
  } catch (problem) {
    if (problem instanceof Unfit) return err(problem.message);
    throw problem;
  }
}

class Unfit extends Error {}

function unfit(message: string): never {
  throw new Unfit(message);
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Evaluation {
  readonly #allowMissing: boolean;
  #depth = 0;

  constructor(allowMissing: boolean) {
    this.#allowMissing = allowMissing;
  }

  run(nodes: readonly Node[], data: unknown): Findings {
    return this.#block(nodes, 0, data).found;
  }

  /** From a node to the end of the block that it stands in. */
  #block(nodes: readonly Node[], from: number, data: unknown): { readonly found: Findings; readonly end: number } {
    const found: (readonly unknown[])[] = [];
    for (let index = from; index < nodes.length; index++) {
      const node = nodes[index];
      if (node === undefined) break;
      const word = wordOf(node);
      if (word === 'end') {
        if (this.#depth === 0) unfit('not in range, nothing to end');
        return { found, end: index };
      }
      const results = this.#walk([data], node);
      if (word !== 'range') {
        found.push(results);
        continue;
      }
      this.#depth += 1;
      let end = nodes.length;
      // A range over nothing is walked once all the same, to find its end.
      const turns = results.length === 0 ? [undefined] : results;
      for (const value of turns) {
        const turn = this.#block(nodes, index + 1, value);
        end = turn.end;
        if (results.length > 0) found.push(...turn.found);
      }
      this.#depth -= 1;
      index = end;
    }
    return { found, end: nodes.length };
  }

  #walk(values: readonly unknown[], node: Node): readonly unknown[] {
    switch (node.type) {
      case 'text':
        return [node.text];
      case 'list':
        return node.nodes.reduce<readonly unknown[]>((found, each) => this.#walk(found, each), values);
      case 'value':
        return values.map(() => node.value);
      case 'identifier':
        return node.name === 'range' || node.name === 'end' ? values : unfit(`unrecognized identifier ${node.name}`);
      case 'field':
        return this.#field(values, node.name);
      case 'wildcard':
        return values.flatMap(childrenOf);
      case 'recursive':
        return recursive(values);
      case 'union':
        return node.parts.flatMap((part) => this.#walk(values, part));
      case 'array':
        return values.flatMap((value) => elements(value, node.start, node.end, node.step));
      case 'filter':
        return values.flatMap((value) => this.#filter(value, node));
    }
  }

  #field(values: readonly unknown[], name: string): readonly unknown[] {
    // `{.}` names the thing itself.
    if (name === '') return values;
    const found = values.flatMap((value) => (isMap(value) && Object.hasOwn(value, name) ? [value[name]] : []));
    return found.length === 0 && !this.#allowMissing ? unfit(`${name} is not found`) : found;
  }

  #filter(value: unknown, { left, right, operator }: Extract<Node, { readonly type: 'filter' }>): readonly unknown[] {
    if (value === null || value === undefined) return [];
    if (!Array.isArray(value)) return unfit(`${goText(value)} is not array or slice and cannot be filtered`);
    return value.filter((element: unknown) => {
      const lefts = this.#side(element, left);
      if (operator === 'exists') return lefts.length > 0;
      const rights = this.#side(element, right);
      if (lefts.length === 0 || rights.length === 0) return false;
      if (lefts.length > 1 || rights.length > 1) unfit('can only compare one element at a time');
      return compare(lefts[0], rights[0], operator);
    });
  }

  /** A side that is not there compares with nothing, however strict the rest. */
  #side(element: unknown, list: List): readonly unknown[] {
    return new Evaluation(true).#walk([element], list);
  }
}

/** The word that the braces begin with: `range` opens a block, `end` closes it. */
function wordOf(node: Node): string | undefined {
  const [first] = node.type === 'list' ? node.nodes : [];
  return first?.type === 'identifier' ? first.name : undefined;
}

/** Go walks maps in any order; here it is that of the keys. */
function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isMap(value)
    ? Object.keys(value)
        .sort()
        .map((key) => value[key])
    : [];
}

function recursive(values: readonly unknown[]): readonly unknown[] {
  return values.flatMap((value) => {
    const children = childrenOf(value);
    return children.length === 0 ? [] : [value, ...recursive(children)];
  });
}

function elements(value: unknown, start: Bound, end: Bound, step: Bound): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) return unfit(`${goText(value)} is not array or slice`);
  const { length } = value;
  const from = start.value === undefined ? 0 : start.value < 0 ? start.value + length : start.value;
  const given = end.value ?? length;
  const until = given < 0 || (given === 0 && end.derived === true) ? given + length : given;
  if (until !== from) {
    if (from >= length || from < 0) unfit(`array index out of bounds: index ${from}, length ${length}`);
    if (until > length || until < 0) unfit(`array index out of bounds: index ${until - 1}, length ${length}`);
    if (from > until) unfit(`starting index ${from} is greater than ending index ${until}`);
  }
  const chosen: readonly unknown[] = value.slice(from, until);
  if (step.value === undefined) return chosen;
  if (step.value < 0) unfit('step must be >= 0');
  const by = step.value === 0 ? 1 : step.value;
  return chosen.filter((_, index) => index % by === 0);
}

/** Only values of one kind can be compared. */
function compare(left: unknown, right: unknown, operator: string): boolean {
  const isOneKind = typeof left === typeof right && ['string', 'number', 'boolean'].includes(typeof left);
  if (!isOneKind) return unfit('incompatible types for comparison');
  const [a, b] = [left as string | number, right as string | number];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return unfit(`unrecognized filter operator ${operator}`);
  }
}

/** A value as Go's `%v` prints it. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isMap(value)) return String(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goText(value[key])}`);
  return `map[${entries.join(' ')}]`;
}
