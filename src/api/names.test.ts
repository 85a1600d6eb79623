import { expect, test } from 'vitest';
import {
  generatedName,
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
  isValidLabelValue,
  randomSuffix,
  utf8Length,
} from './names.ts';

test('made-up names keep 58 letters of the prefix', () => {
  expect(generatedName('web-5d9c-', 'x7k2p')).toBe('web-5d9c-x7k2p');
  expect(generatedName('a'.repeat(70), 'x7k2p')).toBe(`${'a'.repeat(58)}x7k2p`);
  let next = 0;
  expect(randomSuffix((bound) => next++ % bound)).toBe('bcdfg');
});

test('limits count in characters or bytes by version', () => {
  expect(isValidLabelValue('a'.repeat(64), 37)).toEqual(['must be no more than 63 bytes']);
  expect(isValidLabelValue('a'.repeat(64), 33)).toEqual(['must be no more than 63 characters']);
  expect(isDNS1123Label('a'.repeat(64))).toEqual(['must be no more than 63 characters']);
  expect(utf8Length('Ä웹😀')).toBe(9);
});

test('keys may have a prefix', () => {
  expect(isQualifiedName('example.com/tier', 37)).toEqual([]);
  expect(isQualifiedName('/tier', 37)[0]).toBe('prefix part must be non-empty');
  expect(isQualifiedName('a/b/c', 37)[0]).toContain('a valid label key must consist of');
  expect(isQualifiedName('a/b/c', 33)[0]).toContain('a qualified name must consist of');
});

test('no name makes the check slow', () => {
  expect(isDNS1123Subdomain(`${'a-'.repeat(100_000)}!`).length).toBeGreaterThan(0);
});
