import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './regex.ts';

function find(pattern: string, text: string, syntax: 'basic' | 'extended' | 'fixed' = 'extended', ignoreCase = false): string | undefined {
  const regex = compile(pattern, syntax, ignoreCase);
  if (!regex.ok) throw new Error(regex.error);
  const found = regex.value.find(text, 0);
  return found === undefined ? undefined : text.slice(found.start, found.end);
}

test.each([
  ['a+b?', 'xaaab', 'aaab'],
  ['(ab|a)(c|bcd)', 'abcd', 'abcd'],
  ['^[[:digit:]]{2,3}$', '123', '123'],
  ['[^a-c]+', 'abcdef', 'def'],
  ['\\bweb\\b', 'my web-1', 'web'],
  ['\\w+$', 'a-b', 'b'],
  ['x*', 'aaa', ''],
  ['[]a]+', 'b]a', ']a'],
  ['a.c', 'abc', 'abc'],
])('extended: %s in %s', (pattern, text, expected) => {
  expect(find(pattern, text)).toBe(expected);
});

test('basic: bare signs are text', () => {
  expect(find('a+', 'aa+', 'basic')).toBe('a+');
  expect(find('a\\+', 'aa+', 'basic')).toBe('aa');
  expect(find('\\(ab\\)\\{2\\}', 'ababab', 'basic')).toBe('abab');
  expect(find('a^b$c', 'a^b$c', 'basic')).toBe('a^b$c');
});

test('fixed and without regard to case', () => {
  expect(find('A.B', 'xa.b', 'fixed', true)).toBe('a.b');
  expect(find('[A-C]+', 'xabc', 'extended', true)).toBe('abc');
});

test.each(['(a', '[a', 'a{2', '\\', '[b-a]', 'a{3,2}', 'a{9999}'])('%s is refused', (pattern) => {
  expect(compile(pattern, 'extended', false).ok).toBe(false);
});

test('patterns that make other matchers hang are done at once', () => {
  expect(find('(a+)+$', `${'a'.repeat(5_000)}b`)).toBeUndefined();
  expect(find('(a|a)*c', 'a'.repeat(5_000))).toBeUndefined();
});

test('finds where the built-in matcher finds, for patterns that both read alike', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]');
  const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{1,2}')).map(([what, often]) => what + often);
  const pattern = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((chars) => chars.join(''));
  fc.assert(
    fc.property(pattern, text, (source, sample) => {
      const regex = compile(source, 'extended', false);
      // Without alternation the greedy match is the longest one or begins at the same place.
      expect(regex.ok ? regex.value.find(sample, 0)?.start : -2).toBe(new RegExp(source).exec(sample)?.index);
    }),
  );
});
