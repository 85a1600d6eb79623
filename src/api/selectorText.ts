/** Reads selectors as users write them: `-l app=web,tier in (a,b)` and `--field-selector`. upstream: apimachinery/pkg/labels, pkg/fields */
import { err, ok, type Result } from '../base/result.ts';
import { goQuote } from './goText.ts';
import type { Labels } from './meta.ts';
import { isQualifiedName, isValidLabelValue } from './names.ts';

/** One term of a label selector. */
interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | '=' | '==' | '!=' | 'exists' | '!' | '>' | '<';
  readonly values: readonly string[];
}

/** A test of an object's labels or fields. */
export type Matches<T> = (subject: T) => boolean;

/** A word, or a sign that means something; '' at the end. */
function tokensOf(text: string): readonly string[] {
  return [...(text.match(/==|!=|[=!(),<>]|[^=!(),<>\s]+/g) ?? []), ''];
}

const isWord = (token: string): boolean => token !== '' && !/^(?:==|!=|[=!(),<>])$/.test(token);

class Parser {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  private get token(): string {
    return this.tokens[this.next] ?? '';
  }

  private take(): string {
    return this.tokens[this.next++] ?? '';
  }

  parse(): Result<readonly Requirement[], string> {
    const requirements: Requirement[] = [];
    while (this.token !== '') {
      if (!isWord(this.token) && this.token !== '!') return err(`found '${this.token}', expected: !, identifier, or 'end of string'`);
      const requirement = this.requirement();
      if (!requirement.ok) return err(`unable to parse requirement: ${requirement.error}`);
      requirements.push(requirement.value);
      const separator = this.take();
      if (separator === '') break;
      if (separator !== ',') return err(`found '${separator}', expected: ',' or 'end of string'`);
      if (!isWord(this.token) && this.token !== '!') return err(`found '${this.token}', expected: identifier after ','`);
    }
    return ok(requirements);
  }

  private requirement(): Result<Requirement, string> {
    const negated = this.token === '!';
    if (negated) this.take();
    const key = this.take();
    if (!isWord(key)) return err(`found '${key}', expected: identifier`);
    // How the server measures keys has no version here: the texts are a client's.
    const [wrong] = isQualifiedName(key, 33);
    if (wrong !== undefined) return err(`key: Invalid value: ${goQuote(key)}: ${wrong}`);
    if (negated) return ok({ key, operator: '!', values: [] });
    if (this.token === '' || this.token === ',') return ok({ key, operator: 'exists', values: [] });
    const operator = this.take();
    switch (operator) {
      case 'in':
      case 'notin':
        return this.list(key, operator);
      case '=':
      case '==':
      case '!=':
      case '>':
      case '<':
        return this.checked(key, operator, [isWord(this.token) ? this.take() : '']);
      default:
        return err(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  private list(key: string, operator: 'in' | 'notin'): Result<Requirement, string> {
    if (this.token !== '(') return err(`found '${this.token}' expected: '('`);
    this.take();
    const values: string[] = [];
    for (;;) {
      values.push(isWord(this.token) ? this.take() : '');
      const sign = this.take();
      if (sign === ')') return this.checked(key, operator, values);
      if (sign !== ',') return err(`found '${sign}', expected: ',' or ')'`);
    }
  }

  private checked(key: string, operator: Requirement['operator'], values: readonly string[]): Result<Requirement, string> {
    if ((operator === '>' || operator === '<') && !/^[+-]?\d+$/.test(values[0] ?? '')) {
      return err(`values[0]: Invalid value: ${goQuote(values[0] ?? '')}: for 'Gt', 'Lt' operators, the value must be an integer`);
    }
    for (const [index, value] of values.entries()) {
      const [wrong] = isValidLabelValue(value, 33);
      if (wrong !== undefined) return err(`values[${index}][${key}]: Invalid value: ${goQuote(value)}: ${wrong}`);
    }
    return ok({ key, operator, values });
  }
}

function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case '>':
      return value !== undefined && /^[+-]?\d+$/.test(value) && Number(value) > Number(values[0]);
    case '<':
      return value !== undefined && /^[+-]?\d+$/.test(value) && Number(value) < Number(values[0]);
  }
}

/** A test of labels from a text; the empty text is met by all. The error is the parser's. upstream: labels.Parse */
export function parseLabelSelector(text: string): Result<Matches<Labels>, string> {
  const parsed = new Parser(text).parse();
  if (!parsed.ok) return parsed;
  return ok((labels) => parsed.value.every((requirement) => meets(requirement, labels)));
}

/** The value of a dotted path as a field selector compares it: absent is ''. */
function fieldOf(object: unknown, path: string): string {
  let value = object;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return '';
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value === undefined || value === null ? '' : String(value);
}

/** A test of objects from a text such as `status.phase!=Running,spec.nodeName=node-1`. upstream: fields.ParseSelector */
export function parseFieldSelector(text: string): Result<Matches<object>, string> {
  const tests: Matches<object>[] = [];
  for (const term of text.split(',').map((each) => each.trim())) {
    if (term === '') continue;
    const match = /^([^!=]*)(!=|==|=)(.*)$/s.exec(term);
    if (match === null) return err(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, path = '', operator, value = ''] = match;
    const wanted = operator !== '!=';
    tests.push((object) => (fieldOf(object, path) === value) === wanted);
  }
  return ok((object) => tests.every((each) => each(object)));
}
