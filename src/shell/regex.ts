/**
 * Regular expressions as grep reads them, matched in time that grows with the text and never explodes: a pattern typed by a visitor must
 * not hang the worker, as a backtracking matcher can.
 */
import { err, ok, type Result } from '../base/result.ts';

export interface Regex {
  /** The leftmost match at or after `from`, and of those the longest. */
  find(text: string, from: number): { readonly start: number; readonly end: number } | undefined;
}

/** `basic`: backslashed signs are the operators and the bare ones are text; `fixed`: all of it is text. */
export type Syntax = 'basic' | 'extended' | 'fixed';

type Test = (char: string) => boolean;
type Edge = 'start' | 'end' | 'word' | 'notWord' | 'wordStart' | 'wordEnd';

/** A pattern as a tree. */
type Node =
  | { readonly type: 'char'; readonly test: Test }
  | { readonly type: 'edge'; readonly edge: Edge }
  | { readonly type: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly type: 'repeat'; readonly of: Node; readonly min: number; readonly max: number };

/** A state of the automaton: where it leads, and what it asks for. */
interface State {
  readonly test?: Test;
  readonly edge?: Edge;
  readonly next: number[];
}

/** More states than any sensible pattern has: `(a{255}){255}` would fill the memory. */
const STATES_MAX = 20_000;
const REPEAT_MAX = 255;
/** The state of a whole match is the first that is made. */
const ACCEPT = 0;

/** Reads a pattern. The error is what grep says behind its name. */
export function compile(pattern: string, syntax: Syntax, ignoreCase: boolean): Result<Regex, string> {
  try {
    const tree = syntax === 'fixed' ? literal(pattern, ignoreCase) : new Reader(pattern, syntax, ignoreCase).read();
    return ok(new Automaton(tree));
  } catch (error) {
    if (error instanceof Problem) return err(error.message);
    throw error;
  }
}

class Problem extends Error {}

function same(char: string, ignoreCase: boolean): Test {
  if (!ignoreCase) return (other) => other === char;
  const lower = char.toLowerCase();
  return (other) => other.toLowerCase() === lower;
}

function literal(text: string, ignoreCase: boolean): Node {
  return { type: 'all', parts: text.split('').map((char) => ({ type: 'char', test: same(char, ignoreCase) })) };
}

const isWordChar: Test = (char) => /^\w$/.test(char);
const isSpace: Test = (char) => /^\s$/.test(char);

const CLASSES: Readonly<Record<string, Test>> = {
  alpha: (char) => /^[A-Za-z]$/.test(char),
  digit: (char) => /^\d$/.test(char),
  alnum: (char) => /^[A-Za-z\d]$/.test(char),
  upper: (char) => /^[A-Z]$/.test(char),
  lower: (char) => /^[a-z]$/.test(char),
  space: isSpace,
  blank: (char) => char === ' ' || char === '\t',
  punct: (char) => /^[!-/:-@[-`{-~]$/.test(char),
  xdigit: (char) => /^[\dA-Fa-f]$/.test(char),
};

/** What a backslash makes of the letter behind it, in both syntaxes. */
const ESCAPES: Readonly<Record<string, Node>> = {
  w: { type: 'char', test: isWordChar },
  W: { type: 'char', test: (char) => !isWordChar(char) },
  s: { type: 'char', test: isSpace },
  S: { type: 'char', test: (char) => !isSpace(char) },
  b: { type: 'edge', edge: 'word' },
  B: { type: 'edge', edge: 'notWord' },
  '<': { type: 'edge', edge: 'wordStart' },
  '>': { type: 'edge', edge: 'wordEnd' },
};

/** Signs that are operators bare in the extended syntax and behind a backslash in the basic one. */
const OPERATORS = '|+?(){}';

class Reader {
  readonly #text: string;
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, syntax: Syntax, ignoreCase: boolean) {
    this.#text = text;
    this.#extended = syntax === 'extended';
    this.#ignoreCase = ignoreCase;
  }

  read(): Node {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new Problem('Unmatched ) or \\)');
    return node;
  }

  /** The operator that stands here. */
  #operator(): string | undefined {
    const char = this.#text[this.#at];
    if (char === undefined) return undefined;
    if (char === '*') return char;
    if (this.#extended) return OPERATORS.includes(char) ? char : undefined;
    const escaped = this.#text[this.#at + 1];
    return char === '\\' && escaped !== undefined && OPERATORS.includes(escaped) ? escaped : undefined;
  }

  #pass(operator: string): void {
    this.#at += this.#extended || operator === '*' ? 1 : 2;
  }

  #choice(): Node {
    const parts = [this.#sequence()];
    while (this.#operator() === '|') {
      this.#pass('|');
      parts.push(this.#sequence());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { type: 'any', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length) {
      const operator = this.#operator();
      if (operator === '|' || (operator === ')' && (this.#depth > 0 || !this.#extended))) break;
      parts.push(this.#repeated(this.#atom(parts.length === 0)));
    }
    return { type: 'all', parts };
  }

  #atom(isFirst: boolean): Node {
    if (this.#operator() === '(') {
      this.#pass('(');
      this.#depth += 1;
      const inner = this.#choice();
      if (this.#operator() !== ')') throw new Problem('Unmatched ( or \\(');
      this.#pass(')');
      this.#depth -= 1;
      return inner;
    }
    const char = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (char === '[') return this.#bracket();
    if (char === '.') return { type: 'char', test: () => true };
    if (char === '^' && (this.#extended || isFirst)) return { type: 'edge', edge: 'start' };
    if (char === '$' && (this.#extended || this.#isAtEnd())) return { type: 'edge', edge: 'end' };
    return char === '\\' ? this.#escaped() : { type: 'char', test: same(char, this.#ignoreCase) };
  }

  #isAtEnd(): boolean {
    const operator = this.#operator();
    return this.#at >= this.#text.length || operator === ')' || operator === '|';
  }

  #escaped(): Node {
    const char = this.#text[this.#at];
    if (char === undefined) throw new Problem('Trailing backslash');
    this.#at += 1;
    if (/\d/.test(char)) throw new Problem('Invalid back reference');
    return ESCAPES[char] ?? { type: 'char', test: same(char, this.#ignoreCase) };
  }

  #repeated(atom: Node): Node {
    let node = atom;
    for (;;) {
      const operator = this.#operator();
      if (operator === '{') node = this.#counted(node);
      else if (operator === '*' || operator === '+' || operator === '?') {
        this.#pass(operator);
        node = { type: 'repeat', of: node, min: operator === '+' ? 1 : 0, max: operator === '?' ? 1 : Infinity };
      } else return node;
    }
  }

  #counted(of: Node): Node {
    const form = this.#extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/;
    const found = form.exec(this.#text.slice(this.#at));
    if (found === null) throw new Problem(this.#extended ? 'Unmatched {' : 'Unmatched \\{');
    const [whole, low = '', comma = '', high = ''] = found;
    const min = Number(low);
    const max = comma === '' ? min : high === '' ? Infinity : Number(high);
    if (min > max) throw new Problem('Invalid content of \\{\\}');
    if (min > REPEAT_MAX || (max !== Infinity && max > REPEAT_MAX)) throw new Problem('Regular expression too big');
    this.#at += whole.length;
    return { type: 'repeat', of, min, max };
  }

  #bracket(): Node {
    const isNegated = this.#text[this.#at] === '^';
    if (isNegated) this.#at += 1;
    const tests: Test[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new Problem('Unmatched [, [^, [:, [., or [=');
      if (char === ']' && !isFirst) break;
      tests.push(this.#member(char));
    }
    this.#at += 1;
    const test: Test = (char) => tests.some((each) => each(char));
    return { type: 'char', test: isNegated ? (char) => !test(char) : test };
  }

  #member(char: string): Test {
    const named = /^\[:(\w+):\]/.exec(this.#text.slice(this.#at));
    if (named !== null) {
      const test = CLASSES[named[1] ?? ''];
      if (test === undefined) throw new Problem('Invalid character class name');
      this.#at += named[0].length;
      return test;
    }
    const last = this.#text[this.#at + 2];
    if (this.#text[this.#at + 1] !== '-' || last === undefined || last === ']') {
      this.#at += 1;
      return same(char, this.#ignoreCase);
    }
    if (last < char) throw new Problem('Invalid range end');
    this.#at += 3;
    const within: Test = (other) => other >= char && other <= last;
    return this.#ignoreCase ? (other) => within(other.toLowerCase()) || within(other.toUpperCase()) : within;
  }
}

/** All states that the pattern can be in are followed at once. */
class Automaton implements Regex {
  readonly #states: State[] = [];
  readonly #first: number;

  constructor(tree: Node) {
    this.#add({ next: [] });
    this.#first = this.#build(tree, ACCEPT);
  }

  #add(state: State): number {
    if (this.#states.length >= STATES_MAX) throw new Problem('Regular expression too big');
    this.#states.push(state);
    return this.#states.length - 1;
  }

  /** States for `node` that go on to `next`; gives the first of them. */
  #build(node: Node, next: number): number {
    switch (node.type) {
      case 'char':
        return this.#add({ test: node.test, next: [next] });
      case 'edge':
        return this.#add({ edge: node.edge, next: [next] });
      case 'all':
        return node.parts.reduceRight((after, part) => this.#build(part, after), next);
      case 'any':
        return this.#add({ next: node.parts.map((part) => this.#build(part, next)) });
      case 'repeat':
        return this.#repeat(node.of, node.min, node.max, next);
    }
  }

  #repeat(of: Node, min: number, max: number, next: number): number {
    let after = next;
    if (max === Infinity) {
      const loop: State = { next: [] };
      after = this.#add(loop);
      loop.next.push(this.#build(of, after), next);
    } else for (let count = min; count < max; count += 1) after = this.#add({ next: [this.#build(of, after), next] });
    for (let count = 0; count < min; count += 1) after = this.#build(of, after);
    return after;
  }

  find(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
    let match: { readonly start: number; readonly end: number } | undefined;
    // Each state with the earliest place from which it was reached: one walk over the text finds the leftmost match.
    let current = new Map<number, number>();
    for (let at = from; ; at += 1) {
      if (match === undefined) this.#enter(current, this.#first, at, text, at);
      const start = current.get(ACCEPT);
      if (start !== undefined && (match === undefined || start <= match.start)) match = { start, end: at };
      const char = text[at];
      if (char === undefined || (match !== undefined && current.size === 0)) return match;
      const following = new Map<number, number>();
      for (const [index, origin] of current) {
        if (match !== undefined && origin > match.start) continue;
        const state = this.#states[index];
        if (state?.test?.(char) === true) for (const next of state.next) this.#enter(following, next, origin, text, at + 1);
      }
      current = following;
    }
  }

  /** Notes a state and all that are reached from it without taking a character. */
  #enter(reached: Map<number, number>, state: number, origin: number, text: string, at: number): void {
    const open = [state];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const known = reached.get(index);
      if (known !== undefined && known <= origin) continue;
      reached.set(index, origin);
      const { test, edge, next = [] } = this.#states[index] ?? {};
      if (test === undefined && (edge === undefined || holds(edge, text, at))) open.push(...next);
    }
  }
}

function holds(edge: Edge, text: string, at: number): boolean {
  const before = at > 0 && isWordChar(text[at - 1] ?? '');
  const after = at < text.length && isWordChar(text[at] ?? '');
  switch (edge) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'word':
      return before !== after;
    case 'notWord':
      return before === after;
    case 'wordStart':
      return !before && after;
    case 'wordEnd':
      return before && !after;
  }
}
