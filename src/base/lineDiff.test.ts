import { expect, test } from 'vitest';
import { lineDiff } from './lineDiff.ts';

const shown = (before: string, after: string): string =>
  lineDiff(before, after)
    .map(({ sign, text }) => `${sign}${text}`)
    .join('\n');

test.each([
  ['', '', ''],
  ['a\n', 'a\n', ' a'],
  ['a\nb\nc\n', 'a\nx\nc\n', ' a\n-b\n+x\n c'],
  ['', 'a\nb\n', '+a\n+b'],
  ['a\nb\n', '', '-a\n-b'],
  ['a\nb\na\n', 'a\n', ' a\n-b\n-a'],
  ['b\nc\n', 'a\nb\nc\nd\n', '+a\n b\n c\n+d'],
])('from %j to %j', (before, after, expected) => {
  expect(shown(before, after)).toBe(expected);
});

test('both texts can be read out of it', () => {
  const words = ['a', 'b', 'c'];
  for (let seed = 0; seed < 500; seed += 1) {
    const text = (salt: number): readonly string[] =>
      Array.from({ length: (seed * salt) % 7 }, (_, place) => words[(seed * (salt + place) + place * place) % 3] ?? '');
    const [before, after] = [text(3), text(5)];
    const diff = lineDiff(before.join('\n'), after.join('\n'));
    expect(diff.filter(({ sign }) => sign !== '+').map((line) => line.text)).toEqual(before);
    expect(diff.filter(({ sign }) => sign !== '-').map((line) => line.text)).toEqual(after);
  }
});
