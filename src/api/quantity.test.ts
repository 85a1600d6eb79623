import { describe, expect, test } from 'vitest';
import {
  addQuantity,
  canonicalQuantity,
  compareQuantity,
  quantityMilliValue,
  quantitySign,
  quantityValue,
  roundUpToMilli,
  subQuantity,
} from './quantity.ts';

const stored = (text: string): string => {
  const result = canonicalQuantity(text);
  return result.ok ? result.value : result.error;
};

describe('a quantity as the API server stores it', () => {
  // Left: as written; right: as recorded from a server (conformance/defaulting), or by the rules of the type.
  test.each([
    ['0.5', '500m'],
    ['1024Mi', '1Gi'],
    ['1000m', '1'],
    ['2048Mi', '2Gi'],
    ['1.5Gi', '1536Mi'],
    ['1e1', '10'],
    ['1e3', '1e3'],
    ['+2', '+2'],
    ['1.500', '1.500'],
    ['100Ti', '100Ti'],
    ['8Ei', '9223372036854775807'],
    ['0m', '0'],
    ['', 'error'],
    ['-0.5', '-500m'],
    ['128974848', '128974848'],
    ['0.1Ki', '102400m'],
    ['1234567890123456789012', '1234567890123456789012'],
    ['5.', '5.'],
  ])('%s → %s', (written, expected) => {
    if (expected === 'error') expect(stored(written)).toContain('quantities must match');
    else expect(stored(written)).toBe(expected);
  });

  test.each(['1GB', '128 Mi', '0,5', '50%', 'abc', '1.5.2'])('%s is none', (text) => {
    expect(stored(text)).toContain('quantities must match the regular expression');
  });

  test.each(['1ki', '1mm', '12e'])('%s has a suffix that means nothing', (text) => {
    expect(stored(text)).toBe("unable to parse quantity's suffix");
  });

  test('a hostile exponent costs nothing', () => {
    expect(canonicalQuantity('1e999999999').ok).toBe(true);
    expect(canonicalQuantity('1e-999999999').ok).toBe(true);
  });
});

describe('arithmetic', () => {
  test('is exact and keeps the format', () => {
    expect(addQuantity('100m', '0.9')).toBe('1');
    expect(addQuantity('64Mi', '64Mi')).toBe('128Mi');
    expect(addQuantity('0', '64Mi')).toBe('64Mi');
    expect(subQuantity('2', '500m')).toBe('1500m');
    expect(subQuantity('1Gi', '1Gi')).toBe('0');
  });

  test('compares values, not texts', () => {
    expect(compareQuantity('1', '1000m')).toBe(0);
    expect(compareQuantity('1Gi', '1G')).toBe(1);
    expect(compareQuantity('999m', '1')).toBe(-1);
    expect(quantitySign('-1')).toBe(-1);
  });

  test('rounds up', () => {
    expect(quantityValue('1500m')).toBe(2);
    expect(quantityValue('1Gi')).toBe(1_073_741_824);
    expect(quantityMilliValue('100u')).toBe(1);
    expect(quantityMilliValue('2')).toBe(2000);
    expect(roundUpToMilli('100u')).toBe('1m');
    expect(roundUpToMilli('250m')).toBe('250m');
  });
});
