/** From the tree to plain data, as sigs.k8s.io/yaml turns YAML into JSON. */
import { goYamlMessage } from './cursor.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { SyntaxProblem } from './place.ts';
import { resolveScalar } from './scalar.ts';

/** go-yaml lets small texts repeat themselves; beyond this many values, only so often. upstream: decode.go allowedAliasRatio */
const FREE_VALUES = 1000;
const FREE_ALIAS_VALUES = 100;
const MOST_ALIAS_SHARE = 0.99;
/** Ours: no manifest is as large; a text of aliases of aliases would be. */
const MOST_VALUES = 200_000;

const typedTags = new Set(['!!str', '!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

class Decoder {
  private count = 0;
  private aliasCount = 0;
  private aliasDepth = 0;
  private readonly open = new Set<Node>();

  value(node: Node): unknown {
    this.countValue(node);
    switch (node.form) {
      case 'alias':
        return this.alias(node);
      case 'scalar':
        return this.scalar(node);
      case 'list':
        return node.items.map((item) => this.value(item));
      case 'map':
        return this.map(node.entries);
    }
  }

  private countValue(node: Node): void {
    this.count++;
    if (this.aliasDepth > 0) this.aliasCount++;
    const isRepetitive = this.aliasCount > FREE_ALIAS_VALUES && this.count > FREE_VALUES && this.aliasCount / this.count > MOST_ALIAS_SHARE;
    if (isRepetitive) fail('document contains excessive aliasing', node);
    if (this.count > MOST_VALUES) fail(`document contains more than ${MOST_VALUES} values`, node);
  }

  private alias(node: Extract<Node, { form: 'alias' }>): unknown {
    const target = node.target();
    if (target === undefined || this.open.has(target)) return fail(`anchor '${node.anchor}' value contains itself`, node);
    this.open.add(target);
    this.aliasDepth++;
    const value = this.value(target);
    this.aliasDepth--;
    this.open.delete(target);
    return value;
  }

  private scalar(node: ScalarNode): unknown {
    const { text, tag, isPlain } = node;
    if (tag === '!!binary') return text;
    if (tag !== undefined && !typedTags.has(tag)) return text;
    if (tag === '!!str' || (tag === undefined && !isPlain)) return text;
    const scalar = resolveScalar(text);
    if (tag !== undefined && tag !== `!!${scalar.tag}` && !(tag === '!!float' && scalar.tag === 'int')) {
      fail(`cannot decode !!${scalar.tag} \`${text}\` as a ${tag}`, node);
    }
    if (scalar.tag === 'null') return null;
    if (scalar.tag === 'str' || scalar.tag === 'timestamp') return text;
    if (typeof scalar.value === 'number' && !Number.isFinite(scalar.value)) {
      const name = Number.isNaN(scalar.value) ? 'NaN' : scalar.value > 0 ? '+Inf' : '-Inf';
      throw new SyntaxProblem(`error converting YAML to JSON: json: unsupported value: ${name}`, node.range);
    }
    return scalar.value;
  }

  private map(entries: readonly Entry[]): Record<string, unknown> {
    const fields = new Map<string, unknown>();
    for (const { key, value } of entries) {
      if (key.form === 'scalar' && key.text === '<<' && (key.isPlain || key.tag === '!!merge')) this.merge(value, fields);
      else fields.set(this.key(key), this.value(value));
    }
    return Object.fromEntries(fields);
  }

  /** `<<: *defaults` takes the fields of another map. */
  private merge(node: Node, into: Map<string, unknown>): void {
    const target = node.form === 'alias' ? node.target() : node;
    // Of several maps the first wins: they are taken from the back.
    const maps = target?.form === 'list' ? target.items.toReversed() : [node];
    for (const map of maps) {
      const value = this.value(map);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        fail('map merge requires map or sequence of maps as the value', node);
      }
      for (const [key, inner] of Object.entries(value)) into.set(key, inner);
    }
  }

  private key(node: Node): string {
    const value = this.value(node);
    if (value === null || typeof value === 'object') return fail('invalid map key', node);
    if (value === '__proto__') return fail('field name "__proto__" is not allowed', node);
    return String(value);
  }
}

function fail(problem: string, node: Node): never {
  throw new SyntaxProblem(goYamlMessage(problem, 0), node.range);
}

/** The node as JSON data; of keys that occur twice the last wins. Throws a SyntaxProblem. */
export function dataOf(node: Node): unknown {
  return new Decoder().value(node);
}
